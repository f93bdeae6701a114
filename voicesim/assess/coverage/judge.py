"""Which key points an answer made, in which words, and why one should think so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from voicesim.assess.assessment import PointHit, Verdict
from voicesim.assess.coverage.reader import Floats, Reader, Reading, shipped_reader
from voicesim.assess.coverage.verdicts import Rule, point_numbers, shipped_rule
from voicesim.bank.question import KeyPoint, Question
from voicesim.speech.words import Word
from voicesim.wording import odds

DOUBTED_PROBABILITY = 0.5
"""Words below this were guessed by the speech recogniser as much as heard."""

DOUBTED_SHARE = 0.34
"""A quotation with this share of doubted words is to be listened to, not believed."""

LIKELY_IF_HEARD = 0.35
"""A point this likely, in doubted words, may have been made: it is `check` rather than missed."""

BRIEF, LONGEST_QUOTE = 5, 16
"""A quotation of fewer words takes in the unit beside it that speaks for the point, too, up to so many
words."""

SECOND_BEST = 1.0
"""Log-odds: two points do not share a quotation where the next best unit of one is at most so much behind."""

NEAR = 0.0
"""Log-odds from which a unit is said to come near a point that was missed."""

OFF_TOPIC = "This answer seems to be about something else, or to say nothing about the question."

_PRESENT = {
    "content": "You said what was done, not only that it matters.",
    "metric": "A measure is named and tied to what it measures.",
    "tradeoff": "You named what was given up, left out or delayed.",
}
_ABSENT = {
    "content": "Nothing you said shows it.",
    "metric": "No figure or named measure is tied to it.",
    "tradeoff": "Nothing is named that was given up, left out or delayed.",
}
_LIKE_THIS = "{} answers that read like this make it."
_DOUBTED = "The words that would show it were hard to make out: listen to them again."


def judge_points(
    question: Question, words: tuple[Word, ...], reader: Reader | None = None
) -> tuple[PointHit, ...]:
    """Judge every key point of a question, in its order, by the words of an answer to it.

    Judging an answer again that has grown since costs only its last window. `reader` replaces the one that
    ships; ModelError if that one is damaged.
    """
    return _judged(question, words, reader)


def read_answer(question: Question, words: Sequence[Word], reader: Reader | None = None) -> Reading:
    """What the reader finds in an answer. ModelError if its files are damaged."""
    return (reader or shipped_reader()).read(question, [word.text for word in words])


def word_parts(question: Question, words: Sequence[Word], reader: Reader | None = None) -> Floats:
    """What the reader takes each word for, logits of situation, task, action, result and aside, shape
    (words, 5). ModelError if its files are damaged."""
    reading = read_answer(question, words, reader)
    found = np.zeros((len(words), reading.parts.shape[1]))
    for unit, (first, last) in enumerate(reading.units):
        found[first : last + 1] = reading.parts[unit]
    return found


@lru_cache(maxsize=4)
def _judged(question: Question, words: tuple[Word, ...], reader: Reader | None) -> tuple[PointHit, ...]:
    if not question.key_points:
        return ()
    if not any(letter.isalnum() for word in words for letter in word.text):
        return tuple(_missed(point, _ABSENT[point.kind]) for point in question.key_points)
    reading, rule = read_answer(question, words, reader), shipped_rule()
    if rule.off_topic(reading, len(words)):
        return tuple(_missed(point, OFF_TOPIC) for point in question.key_points)
    quotes = quotations(reading.made)
    return tuple(
        _hit(point, words, reading, row, quotes[row], rule) for row, point in enumerate(question.key_points)
    )


def quotations(made: Floats) -> list[int]:
    """The unit that speaks most for each point; the plainest takes its unit first, and another takes what is
    nearly as good."""
    taken: set[int] = set()
    found = [0] * len(made)
    for row in np.argsort(-made.max(axis=1), kind="stable").tolist():
        ranked = np.argsort(-made[row], kind="stable").tolist()
        best = ranked[0]
        free = next((unit for unit in ranked if unit not in taken), best)
        found[row] = free if made[row, best] - made[row, free] <= SECOND_BEST else best
        taken.add(found[row])
    return found


def _hit(
    point: KeyPoint, words: Sequence[Word], reading: Reading, row: int, unit: int, rule: Rule
) -> PointHit:
    likelihood = rule.likelihood(point_numbers(reading, row, point.kind))
    first, last = quoted_words(reading, row, unit)
    quoted = words[first : last + 1]
    low = sum(word.probability < DOUBTED_PROBABILITY for word in quoted)
    doubted = low >= DOUBTED_SHARE * len(quoted) and likelihood >= LIKELY_IF_HEARD
    verdict: Verdict = "check" if doubted else rule.verdict(point.kind, likelihood)
    likelihood = round(likelihood, 2)
    if verdict == "missed":
        return _missed(point, _nearest(point, words, reading, row), likelihood)
    sure = _PRESENT[point.kind] if verdict == "covered" else _LIKE_THIS.format(odds(likelihood).capitalize())
    return PointHit(
        point_id=point.id,
        kind=point.kind,
        verdict=verdict,
        why=_DOUBTED if doubted else sure,
        evidence=" ".join(word.text for word in quoted),
        first_word=first,
        last_word=last,
        start_s=words[first].start_s,
        end_s=words[last].end_s,
        likelihood=None if doubted else likelihood,
    )


def quoted_words(reading: Reading, row: int, unit: int) -> tuple[int, int]:
    """The first and the last word of a quotation for the point in this row: a unit, and a brief one with the
    better one beside it."""
    first, last = reading.units[unit]
    if last - first + 1 >= BRIEF:
        return first, last
    beside = [place for place in (unit - 1, unit + 1) if 0 <= place < len(reading.units)]
    for place in sorted(beside, key=lambda place: -reading.made[row, place]):
        start, end = min(first, reading.units[place][0]), max(last, reading.units[place][1])
        if end - start < LONGEST_QUOTE:
            return start, end
    return first, last


def _nearest(point: KeyPoint, words: Sequence[Word], reading: Reading, row: int) -> str:
    """Why a point was missed: what came near it, if anything did."""
    unit = int(reading.near[row].argmax())
    if reading.near[row, unit] < NEAR:
        return _ABSENT[point.kind]
    first, last = reading.units[unit]
    quoted = " ".join(word.text for word in words[first : last + 1]).strip(" ,.;:")
    return f"You came near it with “{quoted}”, which does not make it by itself."


def _missed(point: KeyPoint, why: str, likelihood: float | None = None) -> PointHit:
    return PointHit(point.id, point.kind, "missed", why, likelihood=likelihood)
