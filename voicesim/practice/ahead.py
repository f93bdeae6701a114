"""What the plan comes to today, out of the history, the banks and the stories of this user."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from voicesim.bank.load import load_bank
from voicesim.bank.question import Bank
from voicesim.errors import InputError
from voicesim.kept import Kept
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

Stories = Callable[[], Sequence[Story]]
"""Reads the stories where they are needed at all."""


def outlook_of(history: History, plan: StoredPlan, days: Days, stories: Stories) -> Outlook:
    """Raises InputError or BankError where a bank of the plan cannot be read any more."""
    return _look(history, days, _read(history, plan, days, stories))


def outlook_today(history: History, days: Days, stories: Stories) -> Outlook:
    """Of the plan that there is, up to its day. Raises InputError without one, and where it is past."""
    plan = history.plan()
    if plan is None:
        raise InputError(NO_PLAN)
    outlook = outlook_of(history, plan, days, stories)
    if outlook.now is None:
        raise InputError(
            f"The day of the plan, {plan.on}, is past; give another with: voicesim plan --on DATE"
        )
    return outlook


class Looker:
    """What the plan comes to, for one who asks often: the days are planned anew only when something that they
    come from has changed. One thread at a time."""

    def __init__(self, history: History, days: Days, stories: Stories) -> None:
        self._history = history
        self._days = days
        self._stories = stories
        self._kept = Kept[_Read, Ahead]()

    def look(self) -> Ahead | None:
        """None without a plan, and for one that is past or whose banks cannot be read."""
        plan = self._history.plan()
        if plan is None or plan.on < self._days.at(utc_now()):
            return None
        try:
            read = _read(self._history, plan, self._days, self._stories)
            return self._kept.get(read, lambda: ahead_of(_look(self._history, self._days, read)))
        except InputError:
            return None


@dataclass(frozen=True, slots=True)
class _Read:
    """All that the days up to an interview come from."""

    plan: StoredPlan
    today: date
    version: Version
    banks: tuple[Bank, ...]
    stories: tuple[Story, ...]


def _read(history: History, plan: StoredPlan, days: Days, stories: Stories) -> _Read:
    banks = tuple(load_bank(each) for each in plan.banks)
    return _Read(plan, days.at(utc_now()), history.version(), banks, tuple(stories()))


def _look(history: History, days: Days, read: _Read) -> Outlook:
    answers = history.measured()
    return look_ahead(read.plan, read.banks, read.stories, answers, history.drilled, read.today, days)
