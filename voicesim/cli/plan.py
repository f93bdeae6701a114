"""voicesim plan: what to practise each day up to an interview."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from voicesim import paths
from voicesim.cli.options import Json
from voicesim.cli.output import print_json, say
from voicesim.cli.render.console import make_console
from voicesim.cli.render.plan import show_plan
from voicesim.cli.shelf import usual_stories
from voicesim.config import load_settings
from voicesim.errors import InputError
from voicesim.practice.ahead import NO_PLAN, outlook_of
from voicesim.practice.planning import MAX_MINUTES, MIN_MINUTES, MINUTES, PlanChange, change_plan
from voicesim.report.plan_json import plan_json
from voicesim.review.days import Days
from voicesim.store.history import History
from voicesim.store.plans import StoredPlan
from voicesim.store.stamps import utc_now


def plan(
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="The day of the interview, such as 2026-12-07."),
    ] = None,
    minutes_a_day: Annotated[
        int | None,
        typer.Option(
            "--minutes-a-day",
            min=MIN_MINUTES,
            max=MAX_MINUTES,
            help=f"How long you want to practise each day; {MINUTES} by default.",
        ),
    ] = None,
    role: Annotated[
        Path | None,
        typer.Option("--role", help="A job advertisement as text or Markdown: what it asks for comes first."),
    ] = None,
    bank: Annotated[
        list[str] | None,
        typer.Option(
            "--bank", help="Only questions of this bank, by name or path; may be repeated. All by default."
        ),
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Delete the plan.")] = False,
    as_json: Json = False,
) -> None:
    """Plan what to practise each day up to an interview; without options, show today and the days ahead."""
    changes = {"--on": on, "--minutes-a-day": minutes_a_day, "--role": role, "--bank": bank}
    given = [name for name, value in changes.items() if value]
    if clear and given:
        raise InputError(f"--clear does not go with {given[0]}: it deletes the plan.")
    days = Days(begin_h=load_settings(paths.config_file()).day_begins_h)
    with History.open(paths.history_file()) as history:
        if clear:
            _clear(history, as_json=as_json)
            return
        if given:
            change_plan(history, PlanChange(on, minutes_a_day, role, bank or ()), days.at(utc_now()))
        _show(history, history.plan(), days, as_json=as_json)


def _clear(history: History, *, as_json: bool) -> None:
    was_there = history.forget_plan()
    history.sweep()
    if as_json:
        print_json(None)
    else:
        say("The plan is deleted; your answers are kept." if was_there else "There is no plan to delete.")


def _show(history: History, kept: StoredPlan | None, days: Days, *, as_json: bool) -> None:
    if kept is None:
        if as_json:
            print_json(None)
        else:
            say(NO_PLAN)
        return
    outlook = outlook_of(history, kept, days, usual_stories)
    if as_json:
        print_json(plan_json(outlook))
    elif outlook.days_left < 0:
        say(
            f"The day of the plan, {kept.on}, is past; plan for another with voicesim plan --on DATE, or "
            "delete this one with voicesim plan --clear."
        )
    else:
        show_plan(outlook, make_console())
