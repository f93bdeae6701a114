"""A real interview held against what was practised for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from voicesim.bank.load import builtin_banks, load_bank
from voicesim.errors import InputError
from voicesim.report.debriefs import CameQuestion
from voicesim.review.days import Days
from voicesim.review.debrief import Catalogue, catalogue_of, practised_before
from voicesim.review.progress import practised
from voicesim.store.debriefs import Came, Debrief
from voicesim.store.history import History


def catalogue_for(own: Path, names: Sequence[str] | None = None, *others: str) -> Catalogue:
    """The banks that were named; without any the built-in ones and the `own` one, if it is there; and
    `others`. Raises InputError, BankError."""
    usual = [*builtin_banks(), *([str(own)] if own.exists() else [])]
    return catalogue_of(load_bank(name) for name in dict.fromkeys((*(names or usual), *others)))


def told_of(history: History, debrief: Debrief, catalogue: Catalogue, days: Days) -> tuple[CameQuestion, ...]:
    """Each question of an interview with what had been practised for it."""
    answers = practised(history.measured())

    def told(came: Came) -> CameQuestion:
        known = catalogue.question(came)
        gone = practised_before(answers, came, debrief.held_on, days) if came.question_id else None
        return CameQuestion(came, known.prompt if known else "", gone, catalogue.nearest(came.asked))

    return tuple(map(told, debrief.questions))


def day_held(text: str | None, today: date) -> date:
    """The day of an interview that was held, as ISO 8601 has it; today without one. Raises InputError."""
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError as exc:
        raise InputError(f"--on {text} is no day; write it as {today}.") from exc
    if day > today:
        raise InputError(f"--on {text} is still to come; a debrief is about an interview that was held.")
    return day
