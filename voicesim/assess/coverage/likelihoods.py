"""How likely each point is made in a text that is not an answer yet, where a verdict would say too little."""

from __future__ import annotations

from dataclasses import dataclass

from voicesim.assess.assessment import Verdict
from voicesim.assess.coverage.judge import quotations, quoted_words, read_answer
from voicesim.assess.coverage.reader import Reader
from voicesim.assess.coverage.verdicts import point_numbers, shipped_rule
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


def likely_points(
    question: Question, words: tuple[Word, ...], reader: Reader | None = None
) -> tuple[Likely, ...] | None:
    """Every point of the question, in its order; None for a text that is about something else or has no
    words. ModelError if the reader is damaged."""
    if not any(letter.isalnum() for word in words for letter in word.text):
        return None
    reading, rule = read_answer(question, words, reader), shipped_rule()
    if rule.off_topic(reading, len(words)):
        return None
    best = quotations(reading.made) if question.key_points else []
    found = []
    for row, point in enumerate(question.key_points):
        likelihood = rule.likelihood(point_numbers(reading, row, point.kind))
        first, last = quoted_words(reading, row, best[row])
        found.append(Likely(point.id, likelihood, rule.verdict(point.kind, likelihood), first, last))
    return tuple(found)
