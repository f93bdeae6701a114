"""Which key points an answer made, in which words, and why one should think so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from voicesim.assess.assessment import PointHit, Verdict
from voicesim.assess.coverage.reader import AnswerReader, Floats, Reading
from voicesim.assess.coverage.verdicts import point_numbers, shipped_rule
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


Blank = Literal["no words", "off topic"]
"""Why no point of an answer is judged by what was read in it."""


@dataclass(frozen=True, slots=True)
class PointRead:
    """One point in an answer: how likely it is made (0 to 1), what may be claimed of it, the words, first and
    last (inclusive), that speak most for it, and those that only come near it, if any do."""

    point: KeyPoint
    likelihood: float
    verdict: Verdict
    first_word: int
    last_word: int
    near: tuple[int, int] | None


def judge_points(
    question: Question, words: tuple[Word, ...], answer: AnswerReader | None = None
) -> tuple[PointHit, ...]:
    """Judge every key point of a question, in its order, by the words of an answer to it.

    `answer` has read it so far, where it is judged while it grows. ModelError if the reader is damaged.
    """
    if not question.key_points:
        return ()
    found = read_points(question, words, answer)
    if found == "no words":
        return tuple(_missed(point, _ABSENT[point.kind]) for point in question.key_points)
    if found == "off topic":
        return tuple(_missed(point, OFF_TOPIC) for point in question.key_points)
    return tuple(_hit(read, words) for read in found)


def read_points(
    question: Question, words: tuple[Word, ...], answer: AnswerReader | None = None
) -> tuple[PointRead, ...] | Blank:
    """What was read of every key point, in its order. ModelError if the reader is damaged."""
    if not any(letter.isalnum() for word in words for letter in word.text):
        return "no words"
    reading, rule = (answer or AnswerReader()).read(question, words), shipped_rule()
    if rule.off_topic(question.style, reading, len(words)):
        return "off topic"
    quotes = quotations(reading.made)
    found = []
    for row, point in enumerate(question.key_points):
        likelihood = rule.likelihood(point_numbers(reading, row, point.kind))
        verdict = rule.verdict(question.style, point.kind, likelihood)
        quoted = quoted_words(reading, row, quotes[row])
        found.append(PointRead(point, likelihood, verdict, *quoted, _nearest(reading, row)))
    return tuple(found)


def word_parts(question: Question, words: Sequence[Word], answer: AnswerReader | None = None) -> Floats:
    """What the reader takes each word for, logits of situation, task, action, result and aside, shape
    (words, 5). ModelError if its files are damaged."""
    reading = (answer or AnswerReader()).read(question, words)
    found = np.zeros((len(words), reading.parts.shape[1]))
    for unit, (first, last) in enumerate(reading.units):
        found[first : last + 1] = reading.parts[unit]
    return found


def quotations(made: Floats) -> list[int]:
    """The unit that speaks most for each point; the plainest takes its unit first, and another takes what is
    nearly as good."""
    taken: set[int] = set()
    found = [0] * len(made)
    if not len(made):
        return found
    for row in np.argsort(-made.max(axis=1), kind="stable").tolist():
        ranked = np.argsort(-made[row], kind="stable").tolist()
        best = ranked[0]
        free = next((unit for unit in ranked if unit not in taken), best)
        found[row] = free if made[row, best] - made[row, free] <= SECOND_BEST else best
        taken.add(found[row])
    return found


def _hit(read: PointRead, words: Sequence[Word]) -> PointHit:
    point, likelihood, first, last = read.point, read.likelihood, read.first_word, read.last_word
    quoted = words[first : last + 1]
    low = sum(word.probability < DOUBTED_PROBABILITY for word in quoted)
    doubted = low >= DOUBTED_SHARE * len(quoted) and likelihood >= LIKELY_IF_HEARD
    verdict: Verdict = "check" if doubted else read.verdict
    likelihood = round(likelihood, 2)
    if verdict == "missed":
        return _missed(point, _why_missed(read, words), likelihood)
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


def _nearest(reading: Reading, row: int) -> tuple[int, int] | None:
    unit = int(reading.near[row].argmax())
    return None if reading.near[row, unit] < NEAR else reading.units[unit]


def _why_missed(read: PointRead, words: Sequence[Word]) -> str:
    """Why a point was missed: what came near it, if anything did."""
    if read.near is None:
        return _ABSENT[read.point.kind]
    first, last = read.near
    quoted = " ".join(word.text for word in words[first : last + 1]).strip(" ,.;:")
    return f"You came near it with “{quoted}”, which does not make it by itself."


def _missed(point: KeyPoint, why: str, likelihood: float | None = None) -> PointHit:
    return PointHit(point.id, point.kind, "missed", why, likelihood=likelihood)
