"""voicesim plan: what to practise each day up to an interview."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from voicesim import paths
from voicesim.bank.hints import quoted
from voicesim.bank.load import builtin_banks, load_bank
from voicesim.cli.ahead import NO_PLAN, outlook_of
from voicesim.cli.options import Json
from voicesim.cli.output import print_json, say
from voicesim.cli.render.console import make_console
from voicesim.cli.render.plan import show_plan
from voicesim.config import load_settings
from voicesim.errors import InputError
from voicesim.report.plan_json import plan_json
from voicesim.review.days import Days
from voicesim.schedule.advert import read_advert
from voicesim.schedule.outlook import USUAL_BANKS
from voicesim.store.history import History
from voicesim.store.plans import StoredPlan
from voicesim.store.stamps import utc_now

MINUTES, LEAST_MINUTES, MOST_MINUTES = 30, 10, 600
MOST_DAYS = 366


def plan(
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="The day of the interview, such as 2026-12-07."),
    ] = None,
    minutes_a_day: Annotated[
        int | None,
        typer.Option(
            "--minutes-a-day",
            min=LEAST_MINUTES,
            max=MOST_MINUTES,
            help=f"How long you want to practise each day; {MINUTES} without it.",
        ),
    ] = None,
    role: Annotated[
        Path | None,
        typer.Option("--role", help="A job advertisement as text or Markdown: what it asks for comes first."),
    ] = None,
    bank: Annotated[
        list[str] | None,
        typer.Option(
            "--bank", help="Only questions of this bank, by name or path; may be repeated. All without it."
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
        kept = history.plan()
        if given:
            kept = _changed(history, kept, days, on, minutes_a_day, role, bank or ())
        _show(history, kept, days, as_json=as_json)


def _clear(history: History, *, as_json: bool) -> None:
    was_there = history.forget_plan()
    history.sweep()
    if as_json:
        print_json(None)
    else:
        say("The plan is deleted; your answers are kept." if was_there else "There is no plan to delete.")


def _changed(
    history: History,
    kept: StoredPlan | None,
    days: Days,
    on: str | None,
    minutes: int | None,
    role: Path | None,
    banks: tuple[str, ...] | list[str],
) -> StoredPlan:
    """A date begins a new plan; without one the plan that is there is changed."""
    today = days.at(utc_now())
    if on is None and kept is None:
        raise InputError(NO_PLAN)
    base = kept if on is None else None
    day = read_day(on, today) if base is None else base.on
    if day < today:
        raise InputError(f"The day of the plan, {day}, is past; give another with --on.")
    chosen = _checked(banks) or (base.banks if base else USUAL_BANKS)
    advert = read_advert(role) if role else None
    text, name = (
        (advert.text, advert.name) if advert else (base.role, base.role_name) if base else (None, None)
    )
    return history.save_plan(day, minutes or (base.minutes if base else MINUTES), chosen, text, name)


def read_day(written: str | None, today: date) -> date:
    """A day as ISO 8601 has it, from today on and within a year. Raises InputError."""
    try:
        day = date.fromisoformat((written or "").strip())
    except ValueError as exc:
        raise InputError(f"{quoted(written or '')} is no day; write it like 2026-12-07.") from exc
    if day < today:
        raise InputError(f"{day} is past; give the day of an interview that is still to come.")
    if (day - today).days > MOST_DAYS:
        raise InputError(f"{day} is more than a year away; give a day within {MOST_DAYS} days.")
    return day


def _checked(banks: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """The banks as they can be loaded from any folder. Raises InputError, BankError."""
    found: dict[str, str] = {}
    for each in banks:
        bank_id = load_bank(each).id
        place = each if each in builtin_banks() else str(Path(each).expanduser().absolute())
        if found.setdefault(bank_id, place) != place:
            raise InputError(f"Two of the banks are called {bank_id}; give one of them another id.")
    return tuple(found.values())


def _show(history: History, kept: StoredPlan | None, days: Days, *, as_json: bool) -> None:
    if kept is None:
        if as_json:
            print_json(None)
        else:
            say(NO_PLAN)
        return
    outlook = outlook_of(history, kept, days)
    if as_json:
        print_json(plan_json(outlook))
    elif outlook.days_left < 0:
        say(
            f"The day of the plan, {kept.on}, is past; plan for another with voicesim plan --on DATE, or "
            "delete this one with voicesim plan --clear."
        )
    else:
        show_plan(outlook, make_console())
