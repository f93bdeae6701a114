"""A real interview against what was practised: which questions of the banks came, and how they had gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from voicesim.bank.question import Bank, Question
from voicesim.errors import InputError
from voicesim.inputs.asking import Prompts, likenesses, prompts_among
from voicesim.review.days import Days
from voicesim.store.debriefs import Came
from voicesim.store.records import Measured

SAME_FROM = 0.36
"""Likeness from which a question that came is taken for one of a bank; docs/debrief.md says what that was
measured on."""

NEAREST = 3


@dataclass(frozen=True, slots=True)
class LikelyQuestion:
    """A question of a bank that one that came may be."""

    bank_id: str
    question: Question
    likeness: float

    @property
    def name(self) -> str:
        return f"{self.bank_id}:{self.question.id}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All questions of some banks, to look for those that came; made by `catalogue_of`."""

    questions: dict[str, tuple[str, Question]]
    prompts: Prompts

    def nearest(self, asked: str) -> tuple[LikelyQuestion, ...]:
        """The questions that are most like it, the likest first; none that has nothing in common with it."""
        found = likenesses(self.prompts, asked)[:NEAREST]
        return tuple(
            LikelyQuestion(*self.questions[name], round(like, 3)) for name, like in found if like > 0
        )

    def matched(self, number: int, asked: str) -> Came:
        """A question that came, as the likest of the banks where that is like enough."""
        best = next(iter(self.nearest(asked)), None)
        if best is None or best.likeness < SAME_FROM:
            return Came(number, asked)
        return Came(number, asked, best.bank_id, best.question.id, best.likeness)

    def decided(self, came: Came, name: str | None) -> Came:
        """It as the person says: BANK:QUESTION, a question's id alone, or None for no question of a bank.

        Raises InputError where there is no such question, or more than one.
        """
        if name is None:
            return replace(came, bank_id=None, question_id=None, likeness=None, decided=True)
        found = {key: each for key, each in self.questions.items() if name in (key, each[1].id)}
        if len(found) != 1:
            several = f"could be {' or '.join(found)}; name one so" if found else "is in none of these banks"
            raise InputError(f"The question {name} {several}: voicesim bank list shows the banks.")
        ((key, (bank_id, question)),) = found.items()
        like = dict(likenesses(self.prompts, came.asked))[key]
        return replace(came, bank_id=bank_id, question_id=question.id, likeness=round(like, 3), decided=True)

    def question(self, came: Came) -> Question | None:
        """The question that it is; None for none, and where its bank is not among these."""
        found = self.questions.get(f"{came.bank_id}:{came.question_id}")
        return found[1] if found else None


@dataclass(frozen=True, slots=True)
class Practised:
    """How a question had gone before the day of the interview: how many answers, and the newest of them."""

    answers: int
    newest: Measured
    days_before: int

    @property
    def made(self) -> int:
        return sum(point.verdict == "covered" for point in self.newest.points)

    @property
    def open(self) -> tuple[str, ...]:
        """Ids of the points that were not made, or only perhaps."""
        return tuple(point.point_id for point in self.newest.points if point.verdict != "covered")


def catalogue_of(banks: Iterable[Bank]) -> Catalogue:
    questions = {f"{bank.id}:{each.id}": (bank.id, each) for bank in banks for each in bank.questions}
    # A question's name says in a word or two what people write down of it.
    texts = {key: f"{each.prompt} {each.id.replace('-', ' ')}" for key, (_, each) in questions.items()}
    return Catalogue(questions, prompts_among(texts))


def practised_before(answers: Sequence[Measured], came: Came, held_on: date, days: Days) -> Practised | None:
    """Of judged answers oldest first, those to this question up to the day; None where there is none."""
    found = [
        answer
        for answer in answers
        if (answer.bank_id, answer.question_id) == (came.bank_id, came.question_id)
        and days.of(answer.created_at) <= held_on
    ]
    if not found:
        return None
    return Practised(len(found), found[-1], (held_on - days.of(found[-1].created_at)).days)
