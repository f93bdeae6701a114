"""When a question should be answered again: spaced repetition by FSRS, graded by what was measured.

The scheduler is https://github.com/open-spaced-repetition/py-fsrs with its published default parameters.
There is nothing to rate and nothing to store: the cards come from replaying the stored answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random

from fsrs import Card, Rating, Scheduler

from voicesim.bank.question import Question
from voicesim.plan import Order
from voicesim.review.days import Days
from voicesim.store.records import Measured

AGAIN_BELOW_SHARE = 0.4
HARD_BELOW_SHARE = 0.7
EASY_FROM_SHARE = 0.95
"""Key points made without help, as a share of all; one to check counts half."""

# A day is the smallest step, and chance has no part in it: the same answers always give the same days.
_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Repetition:
    """When a question comes up again. `recall` is the chance (0 to 1) that it would go well on `today`."""

    bank_id: str
    question_id: str
    section: str
    last_on: date
    due_on: date
    days_practised: int
    recall: float


def grade(answer: Measured) -> Rating:
    """Again, hard, good or easy, by the share of key points made; off the target, good and easy are hard.

    An answer without measured time is graded by its points, one without points by its time.
    """
    share = 1.0 if answer.share is None else answer.share
    if share < AGAIN_BELOW_SHARE:
        return Rating.Again
    if share < HARD_BELOW_SHARE or answer.length in ("short", "long"):
        return Rating.Hard
    return Rating.Easy if share >= EASY_FROM_SHARE else Rating.Good


def repetitions(
    answers: Iterable[Measured], today: date, days: Days, until: date | None = None
) -> tuple[Repetition, ...]:
    """One for each question that was practised, those with the least recall first.

    Only the first answer of a day counts: later ones were prompted by its feedback. `today` is one of `days`,
    so that a question never comes up twice between two nights' sleep. What would come up after the day before
    `until` comes up then.
    """
    found = [_repetition(pile, today, until) for pile in first_of_days(answers, days).values()]
    return tuple(sorted(found, key=lambda each: (each.recall, each.due_on, each.question_id)))


def first_of_days(answers: Iterable[Measured], days: Days) -> dict[tuple[str, str], dict[date, Measured]]:
    """For each question, by its bank and id, the first answer of each day on which it was practised, the
    oldest first."""
    piles: dict[tuple[str, str], dict[date, Measured]] = {}
    for answer in sorted(answers, key=lambda a: datetime.fromisoformat(a.created_at)):
        if answer.judged and answer.session_kind == "practice":
            pile = piles.setdefault((answer.bank_id, answer.question_id), {})
            pile.setdefault(days.of(answer.created_at), answer)
    return piles


def due(found: Iterable[Repetition], today: date) -> tuple[Repetition, ...]:
    """Those whose day has come, in the order in which they stand."""
    return tuple(each for each in found if each.due_on <= today)


def only(question_ids: Sequence[str]) -> Order:
    """For `make_plan`: just these questions, in this order."""

    def order(questions: Sequence[Question], chance: Random) -> Sequence[Question]:
        known = {question.id: question for question in questions}
        return [known[each] for each in question_ids if each in known]

    return order


def _repetition(by_day: dict[date, Measured], today: date, until: date | None) -> Repetition:
    *_, (last_on, answer) = by_day.items()
    due_on, recall = replayed({day: grade(each) for day, each in by_day.items()}, today)
    return Repetition(
        answer.bank_id,
        answer.question_id,
        answer.section,
        last_on,
        not_after(due_on, last_on, until),
        len(by_day),
        recall,
    )


def not_after(due_on: date, last_on: date, until: date | None) -> date:
    """The day on which something comes up again that was practised on `last_on`: no later than the day before
    `until`, or that day itself when there is no day between."""
    if until is None or last_on >= until:
        return due_on
    return min(due_on, max(until, last_on + _DAY + _DAY) - _DAY)


def replayed(grades: Mapping[date, Rating], today: date) -> tuple[date, float]:
    """When something that was graded on these days (the oldest first, one at least) is due, and the chance
    that it would go well `today`."""
    memory = remember(grades)
    return memory.due_on, memory.recall(today)


def remember(grades: Mapping[date, Rating]) -> Memory:
    """What is left of something that was graded on these days, the oldest first, one at least."""
    return _remembered(tuple(grades.items()))


@lru_cache(maxsize=4096)
def _remembered(grades: tuple[tuple[date, Rating], ...]) -> Memory:
    """Hundreds of days are replayed once: a plan and a page that is looked at again ask for the same ones."""
    first, _ = grades[0]
    memory = Memory(Card(card_id=0, due=_noon(first)), first)
    for day, rating in grades:
        memory = memory.graded(day, rating)
    return memory


@dataclass(frozen=True, slots=True)
class Memory:
    """How well something is remembered that was practised last on a day."""

    card: Card
    last_on: date

    @property
    def due_on(self) -> date:
        return self.card.due.date()

    def recall(self, today: date) -> float:
        """The chance (0 to 1) that it would go well."""
        return _SCHEDULER.get_card_retrievability(self.card, _noon(max(self.last_on, today)))

    def graded(self, day: date, rating: Rating) -> Memory:
        """After it was practised again."""
        return Memory(_SCHEDULER.review_card(self.card, rating, _noon(day))[0], day)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
