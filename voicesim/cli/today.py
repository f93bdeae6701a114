"""Today's part of the plan, practised: a session for each bank, then the story drill."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from voicesim import paths
from voicesim.bank.question import Bank
from voicesim.cli.output import say
from voicesim.cli.shelf import usual_stories
from voicesim.plan import Plan
from voicesim.practice.ahead import outlook_today
from voicesim.practice.today import check_alone, left_today, stopped_early
from voicesim.review.days import Days
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
    check_alone(others)
    with History.open(paths.history_file()) as history:
        left = left_today(outlook_today(history, days, usual_stories), target_s, len(files))
    if not left.sessions and not left.drill:
        say("Today's part is done; see what comes next with: voicesim plan")
        return
    for place, (bank, plan) in enumerate(left.sessions):
        asked = len(plan.questions)
        if place and drill:
            say(f"Next is {bank.id} ({count(asked, 'question')}): Enter goes on, Ctrl-C stops.")
            sys.stdin.readline()
        session = hold(bank, plan, files[:asked])
        with History.open(paths.history_file()) as history:
            if stopped_early(history, session):
                say(f"Something of today's part is left; {AGAIN}")
                return
        files = files[asked:]
    _drill(left.drill, drill)


def _drill(bank: str | None, drill: Callable[[str], None] | None) -> None:
    if bank is None:
        return
    if drill is None:
        say(f"The story drill is left, at a terminal: voicesim stories drill {shlex.quote(bank)}")
        return
    drill(bank)
