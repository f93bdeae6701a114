"""The names of sessions and the moments of the history; both come from a clock that can be replaced."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
NewId = Callable[[datetime], str]


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_session_id(now: datetime) -> str:
    """The UTC minute and three random hexadecimal digits: 20261123-0612-a3f."""
    return f"{now.astimezone(UTC):%Y%m%d-%H%M}-{secrets.randbits(12):03x}"


def stamp(moment: datetime) -> str:
    """A moment as it is stored: UTC in ISO 8601, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
