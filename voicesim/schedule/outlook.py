"""A plan on one of its days: what it comes to, given all that was practised. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from voicesim.bank.question import Bank, Question
from voicesim.review.days import Days
from voicesim.review.due import first_of_days, grade
from voicesim.schedule.advert import asks_of
from voicesim.schedule.asked import Asked, asked_questions, asked_stories
from voicesim.schedule.card import Card, make_card
from voicesim.schedule.course import (
    BESIDES_S,
    BankQuestions,
    Candidate,
    Day,
    Name,
    bank_weights,
    plan_days,
)
from voicesim.store.plans import StoredPlan
from voicesim.store.records import Measured
from voicesim.store.stories import Drilled
from voicesim.stories.served import STYLES
from voicesim.stories.story import Story

USUAL_BANKS = (
    *("pm-product-sense", "pm-metrics", "pm-leadership", "pm-strategy", "senior-pm"),
    *("behavioural", "ai-pm", "pm-estimation", "pm-opening"),
)
"""The banks of all rounds. The first four are what a day of interviews for a product manager mostly has."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """`days` begin with today and end with the interview; there are none when it is past. `done` was answered
    today, and `drilled` says whether stories were drilled today. `questions` and `stories` are what the role
    asks for, the plainest first; both are empty without a role."""

    plan: StoredPlan
    today: date
    banks: tuple[Bank, ...]
    days: tuple[Day, ...]
    done: frozenset[Name]
    drilled: bool
    questions: Mapping[Name, Asked]
    stories: Mapping[str, Asked]
    card: Card

    @property
    def days_left(self) -> int:
        """Below 0 when the interview is past."""
        return (self.plan.on - self.today).days

    @property
    def now(self) -> Day | None:
        return self.days[0] if self.days else None

    def left(self, block: BankQuestions) -> tuple[str, ...]:
        """The questions of one of today's blocks that were not answered today."""
        return tuple(each for bank, each in block.names if (bank, each) not in self.done)

    @property
    def questions_left(self) -> dict[str, tuple[str, ...]]:
        """Today's questions that were not answered yet, by their banks; each once."""
        piles: dict[str, dict[str, None]] = {}
        for block in self.now.blocks if self.now else ():
            for each in self.left(block):
                piles.setdefault(block.bank_id, {})[each] = None
        return {bank_id: tuple(ids) for bank_id, ids in piles.items()}

    @property
    def drill_left(self) -> str | None:
        """The bank of today's story drill, by the name or path that it is loaded by; None where there is none
        or it was held."""
        places = {bank.id: place for bank, place in zip(self.banks, self.plan.banks, strict=True)}
        return places[self.now.drill] if self.now and self.now.drill and not self.drilled else None


def look_ahead(
    plan: StoredPlan,
    banks: Sequence[Bank],
    stories: Sequence[Story],
    answers: Sequence[Measured],
    drilled: Callable[[str], Iterable[Drilled]],
    today: date,
    days: Days,
) -> Outlook:
    """What a plan comes to; `drilled` gives the drills of a bank, by its id.

    Today's part follows from what was known this morning, so that it stays the same while it is done.
    """
    asks = asks_of(plan.role) if plan.role else ()
    questions, told = asked_questions(asks, banks), asked_stories(asks, stories)
    before = [each for each in answers if days.of(each.created_at) < today]
    candidates = _candidates(banks, before, questions, days)
    turns = _turns(banks, candidates)
    drill = _drill_bank(banks, turns) if stories else None
    card = make_card(banks, candidates, answers, stories, questions, told)
    return Outlook(
        plan,
        today,
        tuple(banks),
        plan_days(candidates, today, plan.on, plan.minutes, turns=turns, drill=drill, warm_up=card.aloud)
        if today <= plan.on
        else (),
        frozenset(_answered(answers, today, days)),
        bool(drill) and any(days.of(each.at) == today for each in drilled(drill or "")),
        questions,
        told,
        card,
    )


def _candidates(
    banks: Iterable[Bank], answers: Iterable[Measured], asked: Mapping[Name, Asked], days: Days
) -> tuple[Candidate, ...]:
    piles = first_of_days(answers, days)

    def candidate(bank: Bank, question: Question) -> Candidate:
        name = (bank.id, question.id)
        by_day = piles.get(name, {})
        return Candidate(
            name,
            question.target_s + BESIDES_S,
            asked[name].likeness if name in asked else 0.0,
            {day: grade(each) for day, each in by_day.items()},
            next((each.share for each in reversed(by_day.values())), None),
        )

    return tuple(candidate(bank, question) for bank in banks for question in bank.questions)


def _turns(banks: Iterable[Bank], candidates: Iterable[Candidate]) -> tuple[str, ...]:
    """The banks by how much the role asks for in them; in their order without a role."""
    weights = bank_weights(candidates)
    return tuple(sorted((bank.id for bank in banks), key=lambda bank_id: -weights[bank_id]))


def _drill_bank(banks: Iterable[Bank], turns: Sequence[str]) -> str | None:
    """The first bank whose questions are answered with stories, by most of them."""
    served = {bank.id: sum(each.style in STYLES for each in bank.questions) for bank in banks}
    return next((bank_id for bank_id in turns if served[bank_id] >= MIN_TOLD), None) or next(
        (bank_id for bank_id in turns if served[bank_id]), None
    )


MIN_TOLD = 5
"""A drill takes so many questions; a bank with fewer that ask for a story is only taken for want of one."""


def _answered(answers: Iterable[Measured], today: date, days: Days) -> Iterable[Name]:
    for each in answers:
        if each.session_kind == "practice" and days.of(each.created_at) == today:
            yield each.bank_id, each.question_id
