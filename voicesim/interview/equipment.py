"""What an interview is given: its pace, and everything at the edges."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from voicesim.audio.microphone import Microphone
from voicesim.audio.player import Player
from voicesim.bank.question import Question
from voicesim.speech.speaker import Speaker
from voicesim.speech.transcriber import Transcriber


@dataclass(frozen=True, slots=True)
class Pacing:
    """How an interview runs, in seconds.

    `max_s` gives the longest answer for a target. `end_on_silence_s` is None when only a key or the maximum
    ends an answer. `linger_s` is how long the feedback stays before the next question; None waits for a key.
    Each answer is followed by at most `follow_ups` questions about it. With `interrupt` the interviewer stops
    an answer that runs long, in one of its pauses, and asks for its result. `check_s` is how long each
    point that the judge is not certain of waits for the person's own word; None waits for a key, 0 asks none.
    With `self_rate` people say how an answer went before they are told, where they can type.
    With `clarify` the interviewer answers what is asked in the middle of an answer to a case.
    With `hands_free` what is said to the interviewer in the middle of an answer counts as a key would.
    With `reading_time` a question that is only printed stays long enough to be read, however short `prep_s`.
    """

    prep_s: float
    max_s: Callable[[float], float]
    end_on_silence_s: float | None = None
    linger_s: float | None = None
    follow_ups: int = 0
    interrupt: bool = False
    check_s: float | None = 0.0
    reading_time: bool = True
    self_rate: bool = False
    clarify: bool = False
    hands_free: bool = False


@dataclass(frozen=True, slots=True)
class Equipment:
    """Everything at the edges. Without a speaker questions are printed; without a transcriber answers are
    kept to be written down later. `fallback` reads on when the speaker fails. `other_speakers` are further
    voices, for a panel.

    `microphone` gives the source of the answer to the nth question, and of the reply to the follow-up on it
    unless there is `reply_microphone`; None from that one says that nobody will reply, so nothing is asked.
    A follow-up is a question whose first key point is the one that it asks after.
    """

    speaker: Speaker | None
    player: Player
    microphone: Callable[[Question, int], Microphone]
    transcriber: Transcriber | None
    clock: Callable[[], float] = time.monotonic
    reply_microphone: Callable[[Question, int], Microphone | None] | None = None
    fallback: Speaker | None = None
    other_speakers: tuple[Speaker, ...] = ()
