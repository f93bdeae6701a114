"""Today's part of the plan, practised: a sitting for each bank, then the story drill."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from voicesim import paths
from voicesim.bank.question import Bank
from voicesim.cli.ahead import NO_PLAN, outlook_of
from voicesim.cli.output import say
from voicesim.errors import InputError
from voicesim.plan import Plan, make_plan
from voicesim.review.days import Days
from voicesim.review.due import only
from voicesim.review.unfinished import unanswered
from voicesim.schedule.outlook import Outlook
from voicesim.store.history import History
from voicesim.store.records import Session
from voicesim.wording import count

Hold = Callable[["Bank", "Plan", Sequence[Path]], "Session"]
"""Holds one session, with recorded answers where there are any."""

Today = Annotated[bool, typer.Option("--today", help="Today's part of the plan that `voicesim plan` made.")]
AGAIN = "go on with: voicesim practice --today"


def practise_today(
    hold: Hold,
    days: Days,
    files: Sequence[Path],
    others: Mapping[str, object],
    *,
    target_s: float | None,
    drill: Callable[[str], None] | None,
) -> None:
    """What is left of it. `others` are what it does not go with, by name, as they were given; `drill` holds a
    story drill on a bank, and is None where nobody can type.

    Raises InputError where one of the others was given, and where there is no plan for today.
    """
    outlook = _outlook(days, others)
    left, drill_in = _as_many(outlook.questions_left, files), outlook.drill_left
    if not left and not drill_in:
        say("Today's part is done; see what comes next with: voicesim plan")
        return
    banks = {bank.id: bank for bank in outlook.banks}
    for place, (bank_id, ids) in enumerate(left.items()):
        if place and drill:
            say(f"Next is {bank_id} ({count(len(ids), 'question')}): Enter goes on, Ctrl-C stops.")
            sys.stdin.readline()
        plan = _plan(banks[bank_id], ids, target_s)
        session = hold(banks[bank_id], plan, files[: len(ids)])
        if _was_left(session):
            say(f"Something of today's part is left; {AGAIN}")
            return
        files = files[len(ids) :]
    _drill(drill_in, drill)


def _as_many(left: Mapping[str, Sequence[str]], files: Sequence[Path]) -> dict[str, Sequence[str]]:
    """The questions that there are recorded answers to; all of them without any."""
    if not files:
        return dict(left)
    room = len(files)
    found = {}
    for bank_id, ids in left.items():
        if room:
            found[bank_id] = ids[:room]
            room -= len(found[bank_id])
    return found


def _outlook(days: Days, others: Mapping[str, object]) -> Outlook:
    for other, given in others.items():
        if given:
            raise InputError(f"--today does not go with {other}: the plan says which questions come today.")
    with History.open(paths.history_file()) as history:
        plan = history.plan()
        if plan is None:
            raise InputError(NO_PLAN)
        outlook = outlook_of(history, plan, days)
    if outlook.now is None:
        raise InputError(
            f"The day of the plan, {plan.on}, is past; give another with: voicesim plan --on DATE"
        )
    return outlook


def _plan(bank: Bank, ids: Sequence[str], target_s: float | None) -> Plan:
    return make_plan(bank, seed=0, target_s=target_s, order=only(ids))


def _was_left(session: Session) -> bool:
    """Whether somebody stopped before the last question."""
    with History.open(paths.history_file()) as history:
        left = unanswered(session, history.attempts(session.id))
    return session.planned[-1] in left


def _drill(bank: str | None, drill: Callable[[str], None] | None) -> None:
    if bank is None:
        return
    if drill is None:
        say(f"The story drill is left, at a terminal: voicesim stories drill {shlex.quote(bank)}")
        return
    drill(bank)
