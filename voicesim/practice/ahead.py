"""What the plan comes to today, out of the history, the banks and the stories of this user."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from voicesim.bank.load import load_bank
from voicesim.errors import InputError
from voicesim.review.ahead import Ahead
from voicesim.review.days import Days
from voicesim.schedule.outlook import Outlook, look_ahead
from voicesim.schedule.parts import ahead_of
from voicesim.store.history import History
from voicesim.store.plans import StoredPlan
from voicesim.store.stamps import utc_now
from voicesim.stories.story import Story

NO_PLAN = "There is no plan yet; make one with the day of the interview: voicesim plan --on 2026-12-07"

Stories = Callable[[], Sequence[Story]]
"""Reads the stories where they are needed at all."""


def outlook_of(history: History, plan: StoredPlan, days: Days, stories: Stories) -> Outlook:
    """Raises InputError or BankError where a bank of the plan cannot be read any more."""
    banks = [load_bank(each) for each in plan.banks]
    today = days.at(utc_now())
    return look_ahead(plan, banks, stories(), history.measured(), history.drilled, today, days)


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


def ahead(history: History, days: Days, stories: Stories) -> Ahead | None:
    """For the pages: None without a plan, and for one that is past or whose banks cannot be read."""
    plan = history.plan()
    if plan is None or plan.on < days.at(utc_now()):
        return None
    try:
        return ahead_of(outlook_of(history, plan, days, stories))
    except InputError:
        return None
