"""Today's part of the plan: what is left of it, as sessions to be held one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voicesim.bank.question import Bank
from voicesim.errors import InputError
from voicesim.plan import Plan, make_plan
from voicesim.review.due import only
from voicesim.review.latest import unanswered
from voicesim.schedule.outlook import Outlook
from voicesim.store.history import History
from voicesim.store.records import Session


@dataclass(frozen=True, slots=True)
class LeftToday:
    """The sessions that are left, each on one bank, and the bank for a drill of stories, by the name or path
    that it is loaded by; None where there is none or it was held."""

    sessions: tuple[tuple[Bank, Plan], ...]
    drill: str | None


def left_today(outlook: Outlook, target_s: float | None, recorded: int = 0) -> LeftToday:
    """`target_s` replaces the target of each question; of `recorded` answers, where there are any, each is
    for one of the questions, and no other is asked."""
    questions = outlook.questions_left
    if recorded:
        questions = _first(questions, recorded)
    banks = {bank.id: bank for bank in outlook.banks}
    return LeftToday(
        tuple(
            (banks[bank_id], make_plan(banks[bank_id], seed=0, target_s=target_s, order=only(ids)))
            for bank_id, ids in questions.items()
        ),
        outlook.drill_left,
    )


def check_alone(others: Mapping[str, object]) -> None:
    """Raises InputError where one of what it does not go with, by name, was given."""
    for other, given in others.items():
        if given:
            raise InputError(f"--today does not go with {other}: the plan says which questions come today.")


def stopped_early(history: History, session: Session) -> bool:
    """Whether somebody stopped before the last question of a session."""
    return session.planned[-1] in unanswered(session, history.attempts(session.id))


def _first(questions: Mapping[str, Sequence[str]], count: int) -> dict[str, tuple[str, ...]]:
    """The first so many of them, by their banks."""
    found = {}
    for bank_id, ids in questions.items():
        if count:
            found[bank_id] = tuple(ids[:count])
            count -= len(found[bank_id])
    return found
