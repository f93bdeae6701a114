"""Which day a moment belongs to: for people a day ends when they go to bed, not at midnight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

BEGIN_H = 4
"""The usual hour at which a day begins, as most programs for spaced repetition have it."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days as `zone` has them (None: this machine's clock), each from `begin_h` o'clock to the next.

    What counts is what the clock on the wall shows, so that the nights of the clock change, which are an hour
    shorter or longer, begin their day at the same hour as all others.
    """

    zone: tzinfo | None = None
    begin_h: int = BEGIN_H

    def of(self, stamp: str) -> date:
        """The day of a moment in ISO 8601."""
        return self.at(datetime.fromisoformat(stamp))

    def at(self, moment: datetime) -> date:
        """The day of a moment that knows its zone."""
        on_the_wall = moment.astimezone(self.zone).replace(tzinfo=None)
        return (on_the_wall - timedelta(hours=self.begin_h)).date()
