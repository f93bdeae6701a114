"""Which day a moment belongs to: they begin at four in the morning, whatever the clock does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicesim.review.days import Days

BERLIN, NEW_YORK, LORD_HOWE, HAVANA = map(
    ZoneInfo, ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana")
)


@pytest.mark.parametrize(
    ("clock", "day"), [("23:50", 2), ("00:10", 2), ("03:59", 2), ("04:00", 3), ("23:59", 3)]
)
def test_the_night_belongs_to_the_evening_before_it(clock: str, day: int) -> None:
    calendar_day = 2 if clock == "23:50" else 3
    assert Days(UTC).of(f"2026-11-0{calendar_day}T{clock}:00+00:00") == date(2026, 11, day)


@pytest.mark.parametrize(("begin_h", "day"), [(0, 3), (3, 3), (4, 2), (12, 2)])
def test_the_hour_at_which_a_day_begins_can_be_chosen(begin_h: int, day: int) -> None:
    assert Days(UTC, begin_h).of("2026-11-03T03:30:00+00:00") == date(2026, 11, day)


@pytest.mark.parametrize(
    ("zone", "stamp", "day"),
    [
        # the clock goes back: 02:30 comes twice, and both belong to the evening before
        (BERLIN, "2026-10-24T22:10:00+00:00", "2026-10-24"),
        (BERLIN, "2026-10-25T00:30:00+00:00", "2026-10-24"),
        (BERLIN, "2026-10-25T01:30:00+00:00", "2026-10-24"),
        (BERLIN, "2026-10-25T02:59:00+00:00", "2026-10-24"),
        (BERLIN, "2026-10-25T03:00:00+00:00", "2026-10-25"),
        # the clock goes forward: 02:30 does not exist, and four o'clock comes an hour earlier
        (BERLIN, "2026-03-29T01:59:00+00:00", "2026-03-28"),
        (BERLIN, "2026-03-29T02:00:00+00:00", "2026-03-29"),
        (NEW_YORK, "2026-11-01T08:59:00+00:00", "2026-10-31"),
        (NEW_YORK, "2026-11-01T09:00:00+00:00", "2026-11-01"),
        (LORD_HOWE, "2026-04-04T17:29:00+00:00", "2026-04-04"),
        (LORD_HOWE, "2026-04-04T17:30:00+00:00", "2026-04-05"),
    ],
)
def test_in_the_night_of_the_clock_change_a_day_begins_at_the_same_hour(
    zone: ZoneInfo, stamp: str, day: str
) -> None:
    assert Days(zone).of(stamp) == date.fromisoformat(day)


def test_the_hour_and_the_zone_of_the_stamp_do_not_matter() -> None:
    told = ["2026-10-25T04:30:00+01:00", "2026-10-25T03:30:00+00:00", "2026-10-24T23:30:00-04:00"]
    assert {Days(BERLIN).of(stamp) for stamp in told} == {date(2026, 10, 25)}


@given(
    st.sampled_from([BERLIN, NEW_YORK, LORD_HOWE, HAVANA]),
    st.integers(0, 12),
    st.integers(0, 366 * 48),
    st.integers(1, 96),
)
def test_days_never_go_back(zone: ZoneInfo, begin_h: int, half_hour: int, later: int) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=30 * half_hour)
    days = Days(zone, begin_h)
    assert days.at(moment) <= days.at(moment + timedelta(minutes=30 * later))
