"""From what was read to what is claimed."""

from __future__ import annotations

import json

import numpy as np
import pytest

from voicesim.assess.coverage.reader import Reading
from voicesim.assess.coverage.verdicts import (
    FEWEST_WORDS,
    MOST,
    NUMBERS,
    WHOLE,
    point_numbers,
    rule_from,
    shipped_rule,
    whole_numbers,
)
from voicesim.bank.question import Kind, Style

KINDS: tuple[Kind, ...] = ("content", "metric", "tradeoff")
RULE = rule_from(
    json.dumps(
        {
            "bias": 0.0,
            "weights": {**dict.fromkeys(NUMBERS, 0.0), "point": 1.0},
            "bounds": {kind: {"covered": 0.8, "missed": 0.2} for kind in KINDS},
            "gate": {"bias": 2.0, "weights": {**dict.fromkeys(WHOLE, 0.0), "most": 1.0}},
        }
    )
)


def reading(*points: float) -> Reading:
    """Two units; the first makes each point as plainly as it says, the second not at all."""
    made = np.array([[point, -30.0] for point in points]).reshape(len(points), 2)
    return Reading(((0, 9), (10, 19)), made, made - 1.0, np.array(points), np.zeros((2, 5)), 0.0)


@pytest.mark.parametrize(
    ("likelihood", "verdict"), [(0.8, "covered"), (0.79, "check"), (0.21, "check"), (0.2, "missed")]
)
def test_between_the_bounds_nothing_is_claimed(likelihood: float, verdict: str) -> None:
    assert RULE.verdict("story", "content", likelihood) == verdict


def test_of_a_kind_that_the_reader_has_not_learned_less_is_claimed_as_missed() -> None:
    assert RULE.verdict("intro", "content", 0.1) == "missed"
    assert RULE.verdict("intro", "content", 0.15) == "check"
    assert RULE.verdict("ask", "content", 0.01) == "check"
    assert RULE.verdict("ask", "content", 0.8) == "covered"


def test_a_likelihood_rises_with_what_was_read() -> None:
    said = [point_numbers(reading(value), 0, "metric") for value in (-30.0, -3.0, 0.0, 3.0, 30.0)]
    found = [RULE.likelihood(numbers) for numbers in said]
    assert found == sorted(found)
    assert found[2] == 0.5
    assert 0.0 < found[0] < found[-1] < 1.0


def test_no_number_is_believed_without_end() -> None:
    numbers = point_numbers(reading(50.0), 0, "content")
    assert (numbers["point"], numbers["unit"], numbers["sum"]) == (MOST, MOST, MOST)


def test_a_point_is_seen_beside_the_others_of_its_question() -> None:
    whole = whole_numbers(reading(2.0, -4.0))
    assert (whole["most"], whole["mean"], whole["points"]) == (2.0, -1.0, -1.0)


def test_the_kinds_are_told_apart() -> None:
    numbers = point_numbers(reading(1.0), 0, "tradeoff")
    assert (numbers["metric"], numbers["tradeoff"]) == (0.0, 1.0)


def test_an_answer_about_something_else_is_turned_away() -> None:
    assert RULE.off_topic("story", reading(-3.0, -9.0), 100)
    assert not RULE.off_topic("story", reading(-9.0, -1.0), 100)


@pytest.mark.parametrize("style", ["intro", "ask"])
def test_of_a_kind_that_the_reader_has_not_learned_no_answer_is_turned_away(style: Style) -> None:
    assert not RULE.off_topic(style, reading(-3.0, -9.0), 100)


def test_a_few_words_tell_too_little_to_say_so() -> None:
    assert not RULE.off_topic("story", reading(-3.0), FEWEST_WORDS - 1)


@pytest.mark.parametrize("kind", KINDS)
def test_what_ships_leaves_room_between_its_claims(kind: Kind) -> None:
    bounds = shipped_rule().bounds[kind]
    assert bounds.missed < bounds.covered
