"""How well each speech model hears this person: sentences that they read aloud, and what is made of them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from voicesim.answering import Answering
from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.audio.microphone import Microphone
from voicesim.errors import AudioError
from voicesim.speech.calibration import Heard, compare
from voicesim.speech.models import Model
from voicesim.speech.transcriber import WhisperTranscriber
from voicesim.speech.words import SpeechSpan

SENTENCES = (
    "Last year our team owned the checkout, and payments failed at night for our largest customer.",
    "So I asked the engineering team what it would take, and, um, they told me six weeks.",
    "We gave up one big launch in the spring, and, um, in the end retention went up.",
)
"""Everyday words of an interview, which each model should know, and two ums to say where they stand."""

LONGEST_S = 60.0
ENDS_ON_SILENCE_S = 3.0
MIN_VOICE_S = 1.5
"""Nobody reads one of the sentences in less."""

MIN_RIGHT = 0.5
"""Where every model hears less than this share of the words, something else was read, or not audibly."""


@dataclass(frozen=True, slots=True, eq=False)
class ReadAloud:
    """One sentence as it was read aloud: 16 kHz mono, shape (n_samples,), and where in it there was a voice.
    `notices` say what may be wrong with the sound."""

    samples: Samples
    spans: tuple[SpeechSpan, ...]
    notices: tuple[str, ...]

    @property
    def duration_s(self) -> float:
        return len(self.samples) / RATE_HZ


def listen(microphone: Microphone, path: Path) -> Answering:
    """Not started yet; silence ends it, once something was said."""
    return Answering(microphone, path, max_s=LONGEST_S, end_on_silence_s=ENDS_ON_SILENCE_S)


def reading_of(answering: Answering, number: int) -> ReadAloud:
    """What came of the sentence of this number. Raises AudioError where there is too little of a voice."""
    recording, spans = answering.result()
    voiced_s = sum(span.duration_s for span in spans)
    if voiced_s < MIN_VOICE_S:
        why = f"only {voiced_s:.1f} s of a voice was heard; read all of it, nearer to the microphone."
        if recording.notices and not spans:
            why = recording.notices[0]
        raise AudioError(f"Sentence {number}: {why}")
    return ReadAloud(recording.clip.samples, tuple(spans), recording.notices)


def hear(model: Model, readings: Sequence[ReadAloud], vocabulary: Sequence[str]) -> Heard:
    """What a model makes of all sentences, told what it is told in an interview.

    Raises ModelError when it cannot be loaded or run.
    """
    transcriber = WhisperTranscriber(model.directory, model.name, vocabulary)
    transcriber.load()
    start_s = time.monotonic()
    written = [transcriber.transcribe(each.samples, each.spans).text for each in readings]
    took_s = time.monotonic() - start_s
    sound_s = sum(each.duration_s for each in readings)
    return compare(model.name, model.size_bytes, SENTENCES, written, sound_s, took_s)


def check_understood(found: Iterable[Heard]) -> None:
    """Raises AudioError when no model heard half of the words: such counts say nothing about the models."""
    best = max(found, key=lambda each: each.words_right)
    if best.words_right < MIN_RIGHT * best.words:
        raise AudioError(
            f"At most {best.words_right} of the {best.words} words were heard, so nothing is kept: read the "
            "sentences as they stand, nearer to the microphone, and see what voicesim doctor says of it."
        )
