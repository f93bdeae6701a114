"""voicesim compare: two takes side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.practised import Call, practised
from tests.practised import call as call

FIRST = "The churn of our small customers fell by 40 percent."
SECOND = (
    "Um, we weighed speed against quality, so we gave up the forecasting module to keep the launch date. "
    "The churn of our small customers fell by 14 percent."
)


@pytest.fixture
def takes(home: Path) -> tuple[str, str]:
    first = practised(home, ("quality", FIRST), days_ago=2)
    second = practised(home, ("quality", SECOND), days_ago=1)
    return f"{first}-1", f"{second}-1"


def test_two_takes_stand_side_by_side(call: Call, takes: tuple[str, str]) -> None:
    done = call("compare", *takes)
    assert done.code == 0, done.err
    for part in (*takes, "time", "words per minute", "fillers per minute", "Told otherwise", "14 percent"):
        assert part in done.out


def test_the_two_latest_answers_to_a_question(call: Call, takes: tuple[str, str]) -> None:
    assert call("compare", "--last", "quality").out == call("compare", *takes).out


def test_json_has_every_measure_and_point(call: Call, takes: tuple[str, str]) -> None:
    found = json.loads(call("compare", *takes, "--json").out)
    assert found["question"] == "quality"
    assert (found["before"]["id"], found["after"]["id"]) == takes
    assert found["measures"]["words"]["change"] == 17  # the um is no word
    assert {point["change"] for point in found["points"]} <= {"gained", "lost", "kept", "open"}
    (drift,) = found["figures"]
    assert (drift["before"]["value"], drift["after"]["value"]) == (40, 14)


@pytest.mark.parametrize("arguments", [(), ("one",), ("a", "b", "c"), ("a", "b", "--last", "quality")])
def test_two_are_needed(call: Call, arguments: tuple[str, ...]) -> None:
    done = call("compare", *arguments)
    assert done.code == 2
    assert "--last QUESTION" in done.err


def test_one_answer_is_too_few(call: Call, home: Path) -> None:
    practised(home, ("quality", FIRST))
    done = call("compare", "--last", "quality")
    assert done.code == 2
    assert "only one judged answer" in done.err


def test_different_questions_are_refused(call: Call, home: Path, takes: tuple[str, str]) -> None:
    other = practised(home, ("launch-failed", FIRST), days_ago=0)
    done = call("compare", takes[0], f"{other}-1")
    assert done.code == 2
    assert "same question" in done.err
