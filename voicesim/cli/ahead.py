"""What the plan comes to today, out of the history, the banks and the stories of this user."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from voicesim.bank.load import load_bank
from voicesim.bank.question import Bank
from voicesim.cli.shelf import open_shelf
from voicesim.errors import InputError
from voicesim.review.ahead import Ahead
from voicesim.review.days import Days
from voicesim.schedule.outlook import Outlook, look_ahead
from voicesim.schedule.parts import ahead_of
from voicesim.store.database import Version
from voicesim.store.history import History
from voicesim.store.plans import StoredPlan
from voicesim.store.stamps import utc_now
from voicesim.stories.story import Story

NO_PLAN = "There is no plan yet; make one with the day of the interview: voicesim plan --on 2026-12-07"


def outlook_of(history: History, plan: StoredPlan, days: Days) -> Outlook:
    """Raises InputError or BankError where a bank of the plan cannot be read any more."""
    return _look(history, days, _read(history, plan, days))


def ahead(history: History, days: Days) -> Ahead | None:
    """For the pages: None without a plan, and for one that is past or whose banks cannot be read."""
    return looker(history, days)()


def looker(history: History, days: Days) -> Callable[[], Ahead | None]:
    """`ahead` for one who asks often: the days are planned anew only when something that they come from has
    changed."""
    kept: tuple[_Read, Ahead] | None = None

    def look() -> Ahead | None:
        nonlocal kept
        plan = history.plan()
        if plan is None or plan.on < days.at(utc_now()):
            return None
        try:
            read = _read(history, plan, days)
            last = kept
            if last is None or last[0] != read:
                last = kept = (read, ahead_of(_look(history, days, read)))
        except InputError:
            return None
        return last[1]

    return look


@dataclass(frozen=True, slots=True)
class _Read:
    """All that the days up to an interview come from."""

    plan: StoredPlan
    today: date
    version: Version
    banks: tuple[Bank, ...]
    stories: tuple[Story, ...]


def _read(history: History, plan: StoredPlan, days: Days) -> _Read:
    return _Read(
        plan,
        days.at(utc_now()),
        history.version(),
        tuple(load_bank(each) for each in plan.banks),
        open_shelf(None, quiet=True).stories,
    )


def _look(history: History, days: Days, read: _Read) -> Outlook:
    answers = history.measured()
    return look_ahead(read.plan, read.banks, read.stories, answers, history.drilled, read.today, days)
