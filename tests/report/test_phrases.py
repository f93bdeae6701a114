"""Measures and moments in words, the same in every report and at the terminal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.sample_session import SESSION, story
from voicesim.cli.render.review import moment
from voicesim.report.markdown import markdown
from voicesim.report.page.answer import PageAnswer
from voicesim.report.page.page import render_page
from voicesim.report.phrases import day

STAMP = "2026-11-23T23:33:56.467+00:00"


@pytest.mark.parametrize(
    ("zone", "shown", "terminal"),
    [
        ("UTC", "23 November 2026, 23:33", "2026-11-23 23:33"),
        ("CET-1", "24 November 2026, 00:33", "2026-11-24 00:33"),
        ("PST8", "23 November 2026, 15:33", "2026-11-23 15:33"),
        ("NPT-5:45", "24 November 2026, 05:18", "2026-11-24 05:18"),
    ],
)
def test_a_moment_is_shown_as_this_machines_clock_showed_it(
    zone: str, shown: str, terminal: str, clock_in: Callable[[str], None]
) -> None:
    clock_in(zone)
    assert day(STAMP) == shown
    assert moment(STAMP) == terminal


def test_page_and_notes_give_the_time_that_the_terminal_gives(clock_in: Callable[[str], None]) -> None:
    clock_in("CET-1")
    page = render_page(SESSION, [PageAnswer(story())])
    assert f'<time datetime="{SESSION.started_at}">23 November 2026, 08:33</time>' in page
    assert "23 November 2026, 08:33" in markdown(SESSION, [story()])
    assert "UTC" not in page + markdown(SESSION, [story()])


def test_what_is_no_moment_stays_as_it_is() -> None:
    assert day("some day") == "some day"
