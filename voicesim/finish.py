"""From a kept recording to a judged answer, right after it was given or days later."""

from __future__ import annotations

from collections.abc import Sequence

from voicesim.assess.coverage import judge_points
from voicesim.assess.draft import Draft
from voicesim.assess.norms import Norms
from voicesim.assess.reply import judge_reply
from voicesim.audio.clip import Samples
from voicesim.speech.pitch import PitchTrack, track_pitch
from voicesim.speech.transcriber import Transcriber
from voicesim.speech.words import SpeechSpan, Transcript
from voicesim.store.history import History
from voicesim.store.records import Attempt


def draft_for(attempt: Attempt, norms: Norms) -> Draft:
    """The draft of the assessment of an answer, or of a reply to a follow-up."""
    return Draft(attempt.question, norms, judge_points if attempt.asks is None else judge_reply)


def finish_attempt(
    history: History,
    attempt: Attempt,
    samples: Samples,
    spans: Sequence[SpeechSpan],
    transcriber: Transcriber,
    norms: Norms,
    *,
    bank_id: str,
    bank_version: str,
) -> Attempt:
    """Write down what was said in `samples` (16 kHz mono, shape (n_samples,)), judge it and store both.

    Raises ModelError when the speech model fails; the recording stays pending then.
    """
    transcript = transcriber.transcribe(samples, spans)
    return judge_attempt(
        history,
        attempt,
        transcript,
        spans,
        norms,
        bank_id=bank_id,
        bank_version=bank_version,
        pitch=track_pitch(samples),
    )


def judge_attempt(
    history: History,
    attempt: Attempt,
    transcript: Transcript,
    spans: Sequence[SpeechSpan],
    norms: Norms,
    *,
    bank_id: str,
    bank_version: str,
    pitch: PitchTrack | None = None,
    draft: Draft | None = None,
) -> Attempt:
    """Judge what was said in an answer or a reply, with a voice in `spans`, and store both.

    `draft` is one by `draft_for` that has heard what was said so far.
    """
    attempt = history.save_transcript(attempt.id, transcript, spans=spans)
    draft = draft or draft_for(attempt, norms)
    assessment = draft.finish(transcript.words, spans, attempt.recorded_s, pitch)
    return history.save_assessment(
        attempt.id, assessment, bank_id=bank_id, bank_version=bank_version, norms=norms
    )
