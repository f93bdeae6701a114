"""What the plan comes to today, out of the history, the banks and the stories of this user."""

from __future__ import annotations

from collections.abc import Callable

from voicesim.bank.load import load_bank
from voicesim.cli.shelf import open_shelf
from voicesim.errors import InputError
from voicesim.review.ahead import Ahead
from voicesim.review.days import Days
from voicesim.schedule.outlook import Outlook, look_ahead
from voicesim.schedule.parts import ahead_of
from voicesim.store.history import History
from voicesim.store.plans import StoredPlan
from voicesim.store.stamps import utc_now

NO_PLAN = "There is no plan yet; make one with the day of the interview: voicesim plan --on 2026-12-07"


def outlook_of(history: History, plan: StoredPlan, days: Days) -> Outlook:
    """Raises InputError or BankError where a bank of the plan cannot be read any more."""
    banks = [load_bank(each) for each in plan.banks]
    stories = open_shelf(None, quiet=True).stories
    today = days.at(utc_now())
    return look_ahead(plan, banks, stories, history.measured(), history.drilled, today, days)


def ahead(history: History, days: Days) -> Ahead | None:
    """For the pages: None without a plan, and for one that is past or whose banks cannot be read."""
    plan = history.plan()
    if plan is None or plan.on < days.at(utc_now()):
        return None
    try:
        return ahead_of(outlook_of(history, plan, days))
    except InputError:
        return None


def looker(history: History, days: Days) -> Callable[[], Ahead | None]:
    return lambda: ahead(history, days)
