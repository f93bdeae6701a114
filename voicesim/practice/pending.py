"""Answers that were recorded without a usable speech model, or cut off: written down and judged later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from voicesim.assess.norms import Norms
from voicesim.audio.files import check_audio, read_audio
from voicesim.bank.load import known_bank
from voicesim.bank.question import Bank
from voicesim.errors import InputError
from voicesim.finish import finish_attempt
from voicesim.practice.choose import last_practice
from voicesim.speech.activity import speech_spans
from voicesim.speech.transcriber import Transcriber, WhisperTranscriber
from voicesim.store.history import History
from voicesim.store.records import Attempt

TranscriberFor = Callable[[str], Transcriber]
"""The transcriber for answers to the bank with this id."""


def waiting_answers(history: History) -> tuple[Attempt, ...]:
    """Answers of the last practice session that are recorded but not written down or judged."""
    session = last_practice(history)
    return tuple(a for a in history.pending() if session is not None and a.session_id == session.id)


def none_to_hear(waiting: Sequence[Attempt], recordings: Path) -> tuple[InputError, ...]:
    """What is wrong with each recording where none of them can be read; nothing as soon as one can."""
    problems = []
    for attempt in waiting:
        try:
            check_audio(recordings / str(attempt.audio_path))
        except InputError as exc:
            problems.append(exc)
        else:
            return ()
    return tuple(problems)


def by_bank(transcriber: WhisperTranscriber, given: Bank | None) -> TranscriberFor:
    """One model for all, expecting the words of each bank; none where the bank is not known."""

    @cache
    def find(bank_id: str) -> Transcriber:
        bank = known_bank(bank_id, given)
        return transcriber.expecting(bank.vocabulary if bank else ())

    return find


def finish_waiting(
    history: History, attempt: Attempt, recordings: Path, transcriber_for: TranscriberFor, norms: Norms
) -> Attempt:
    """Write down and judge one; the answer that it is, or that it is a reply to.

    Raises InputError where its recording cannot be read, ModelError when the speech model fails.
    """
    samples = read_audio(recordings / str(attempt.audio_path)).samples
    session = history.session(attempt.session_id)
    done = finish_attempt(
        history,
        attempt,
        samples,
        attempt.spans or speech_spans(samples),
        transcriber_for(session.bank_id),
        norms,
        bank_id=session.bank_id,
        bank_version=session.bank_version,
    )
    return history.answer_to(done)
