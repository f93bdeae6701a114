"""How likely each point is made in a text that is not an answer yet, where a verdict would say too little."""

from __future__ import annotations

from dataclasses import dataclass

from voicesim.assess.assessment import Verdict
from voicesim.assess.coverage.judge import read_points
from voicesim.bank.question import Question
from voicesim.speech.words import Word


@dataclass(frozen=True, slots=True)
class Likely:
    """One point in a text: how likely it is made (0 to 1), the verdict that an answer of these words would
    get, and the words, first and last (inclusive), that speak most for it."""

    point_id: str
    likelihood: float
    verdict: Verdict
    first_word: int
    last_word: int


def likely_points(question: Question, words: tuple[Word, ...]) -> tuple[Likely, ...] | None:
    """Every point of the question, in its order; None for a text that is about something else or has no
    words. ModelError if the reader is damaged."""
    found = read_points(question, words)
    if found == "no words" or found == "off topic":
        return None
    return tuple(
        Likely(one.point.id, one.likelihood, one.verdict, one.first_word, one.last_word) for one in found
    )
