"""The one plan towards an interview: its day, how much a day, and what role it is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from voicesim.store.codec import decode, encode
from voicesim.store.stamps import stamp
from voicesim.store.stories import StoryKeeper


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """What was asked for; the days follow from it and from how practice goes.

    `banks` are names or paths. `role` is the text of the advertisement, `role_name` the name of its file;
    both are None without one.
    """

    on: date
    minutes: int
    banks: tuple[str, ...]
    made_at: str
    role: str | None = None
    role_name: str | None = None


class PlanKeeper(StoryKeeper):
    """The part of the history that knows of the plan; there is one at most."""

    def save_plan(
        self,
        on: date,
        minutes: int,
        banks: Sequence[str],
        role: str | None = None,
        role_name: str | None = None,
    ) -> StoredPlan:
        """In place of the one before."""
        now = stamp(self._clock())
        with self._database.writing():
            self._database.write("DELETE FROM plans")
            self._database.insert(
                "plans",
                on_day=on.isoformat(),
                minutes=minutes,
                banks=encode(tuple(banks)),
                role=role,
                role_name=role_name,
                made_at=now,
            )
        return StoredPlan(on, minutes, tuple(banks), now, role, role_name)

    def plan(self) -> StoredPlan | None:
        """The plan, also one whose day is past."""
        found = self._database.rows("SELECT on_day, minutes, banks, made_at, role, role_name FROM plans")
        for day, minutes, banks, *others in found:
            return StoredPlan(date.fromisoformat(day), minutes, decode(tuple[str, ...], banks), *others)
        return None

    def interview_on(self, today: date) -> date | None:
        """The day that is planned for, unless it is past: no interval goes beyond it."""
        plan = self.plan()
        return plan.on if plan is not None and plan.on >= today else None

    def forget_plan(self) -> bool:
        """Delete it, the words of the advertisement too; whether there was one. What is left of it in the
        file goes when the history is swept."""
        return self._database.write("DELETE FROM plans") > 0

    def sweep(self) -> bool:
        """Leave nothing of what was deleted in the file; False while another program holds on to it."""
        return self._database.sweep()
