"""The history knows one plan at most, and can forget it without a trace."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.store.test_forgetting import traces
from voicesim.store.history import History

ON = date(2026, 12, 7)


def test_a_plan_is_kept_as_it_was_made(history: History) -> None:
    assert history.plan() is None
    made = history.save_plan(ON, 30, ["pm-metrics", "/tmp/mine.yaml"], "You say no.", "role.md")
    assert history.plan() == made
    assert (made.on, made.minutes, made.banks) == (ON, 30, ("pm-metrics", "/tmp/mine.yaml"))
    assert (made.role, made.role_name) == ("You say no.", "role.md")


def test_another_takes_its_place(history: History) -> None:
    history.save_plan(ON, 30, ["pm-metrics"], "You say no.", "role.md")
    made = history.save_plan(date(2026, 12, 8), 45, ["ai-pm"])
    assert history.plan() == made
    assert made.role is None


def test_an_interview_that_is_past_bounds_nothing(history: History) -> None:
    assert history.interview_on(ON) is None
    history.save_plan(ON, 30, ["pm-metrics"])
    assert history.interview_on(ON) == ON
    assert history.interview_on(date(2026, 12, 8)) is None


def test_no_byte_of_a_forgotten_advertisement_is_left(history: History, home: Path) -> None:
    history.save_plan(ON, 30, ["pm-metrics"], "You like a dodecahedron.", "icosahedron.md")
    assert traces(home, "dodecahedron")
    assert history.forget_plan()
    assert history.sweep()
    assert not history.forget_plan()
    assert traces(home, "dodecahedron") == traces(home, "icosahedron") == []
