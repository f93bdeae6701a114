"""An ear for clarifying questions in the middle of an answer, and what the bank says to the last of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.assess.clarifying import PATIENCE_S, last_question, reply_to
from voicesim.bank.question import Question
from voicesim.speech.words import SpeechSpan, Word

SAME_END_S = 0.5
"""So much may lie between the end of speech as it was transcribed and as it is known by now."""


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question to the interviewer, what the interviewer says to it, and when it ended."""

    text: str
    reply: str
    end_s: float


@dataclass(slots=True)
class Ear:
    """What was written down so far of one answer; told by the thread that transcribes."""

    question: Question
    answered_s: float = 0.0
    _heard: tuple[Sequence[Word], Sequence[SpeechSpan]] = ((), ())
    _looked_at: object = None
    _asked: Clarification | None = None

    def hear(self, words: Sequence[Word], spans: Sequence[SpeechSpan]) -> None:
        self._heard = (words, spans)

    def asked(self) -> Clarification | None:
        """The last sentence; None where it is no question, or was answered."""
        heard = self._heard
        if heard is not self._looked_at:
            self._looked_at, self._asked = heard, self._find(*heard)
        return self._asked

    def waited(self, elapsed_s: float, silent_s: float) -> bool:
        """Whether the speaker fell silent after it, and waits."""
        if self._asked is None or silent_s < PATIENCE_S:
            return False
        return elapsed_s - silent_s <= self._asked.end_s + SAME_END_S

    def done(self) -> None:
        """The question was answered, and is not answered again."""
        if self._asked is not None:
            self.answered_s, self._asked = self._asked.end_s, None

    def _find(self, words: Sequence[Word], spans: Sequence[SpeechSpan]) -> Clarification | None:
        part = last_question(self.question, words) if spans else None
        if part is None or (part[0].start_s or 0.0) < self.answered_s - SAME_END_S:
            return None
        text = " ".join(token.raw for token in part)
        return Clarification(text, reply_to(part, self.question.facts), spans[-1].end_s)
