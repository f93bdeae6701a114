"""A clock for the whole program that stands still until a test moves it on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

import pytest

FIRST_DAY = date(2026, 11, 23)


@dataclass
class Clock:
    """It is always ten o'clock here."""

    day: date = FIRST_DAY

    @property
    def moment(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 10).astimezone()

    def go_on(self, days: int = 1) -> None:
        self.day += timedelta(days=days)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    fixed = Clock()

    class Fixed(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return fixed.moment.astimezone(tz or UTC)

    monkeypatch.setattr("voicesim.store.stamps.datetime", Fixed)
    return fixed
