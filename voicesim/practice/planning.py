"""The plan up to an interview: made and changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from voicesim.bank.hints import quoted
from voicesim.bank.load import builtin_banks, load_bank
from voicesim.errors import InputError
from voicesim.practice.ahead import NO_PLAN
from voicesim.schedule.advert import read_advert
from voicesim.schedule.outlook import USUAL_BANKS
from voicesim.store.history import History
from voicesim.store.plans import StoredPlan

MINUTES, MIN_MINUTES, MAX_MINUTES = 30, 10, 600
MAX_DAYS = 366


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What is to be other in the plan, as it was said; None and nothing leave it as it is. A day begins a new
    one."""

    on: str | None = None
    minutes: int | None = None
    role: Path | None = None
    banks: Sequence[str] = ()


def change_plan(history: History, change: PlanChange, today: date) -> StoredPlan:
    """Raises InputError where there is no plan to change, for a day that is past and for banks of one name,
    BankError for a bank with mistakes."""
    kept = history.plan()
    if change.on is None and kept is None:
        raise InputError(NO_PLAN)
    base = kept if change.on is None else None
    day = read_day(change.on, today) if base is None else base.on
    if day < today:
        raise InputError(f"The day of the plan, {day}, is past; give another with --on.")
    chosen = _checked(change.banks) or (base.banks if base else USUAL_BANKS)
    advert = read_advert(change.role) if change.role else None
    text, name = (
        (advert.text, advert.name) if advert else (base.role, base.role_name) if base else (None, None)
    )
    minutes = change.minutes or (base.minutes if base else MINUTES)
    return history.save_plan(day, minutes, chosen, text, name)


def read_day(written: str | None, today: date) -> date:
    """A day as ISO 8601 has it, from today on and within a year. Raises InputError."""
    try:
        day = date.fromisoformat((written or "").strip())
    except ValueError as exc:
        raise InputError(f"{quoted(written or '')} is no day; write it like 2026-12-07.") from exc
    if day < today:
        raise InputError(f"{day} is past; give the day of an interview that is still to come.")
    if (day - today).days > MAX_DAYS:
        raise InputError(f"{day} is more than a year away; give a day within {MAX_DAYS} days.")
    return day


def _checked(banks: Sequence[str]) -> tuple[str, ...]:
    """The banks as they can be loaded from any folder. Raises InputError, BankError."""
    found: dict[str, str] = {}
    for each in banks:
        bank_id = load_bank(each).id
        place = each if each in builtin_banks() else str(Path(each).expanduser().absolute())
        if found.setdefault(bank_id, place) != place:
            raise InputError(f"Two of the banks are called {bank_id}; give one of them another id.")
    return tuple(found.values())
