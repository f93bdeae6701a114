"""An estimate as far as it can be checked: its answer against the range, assumptions, cross-checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.assess.conftest import Say
from voicesim.assess.assessment import Estimate
from voicesim.assess.estimate import measure_estimate
from voicesim.assess.judge import assess
from voicesim.assess.norms import Norms
from voicesim.bank.question import Question, Range

CUPS = Range(60_000, 400_000, "cups a day")
STORAGE = Range(700, 13_000, "terabytes")
POINTS = Range(1500, 20_000, "charging points")


@pytest.fixture
def estimated(question: Question, say: Say) -> Callable[..., Estimate]:
    def measure(text: str, between: Range | None = CUPS, **spoken: float) -> Estimate:
        asked = replace(question, style="estimate", estimate=between)
        found = measure_estimate(asked, say(text, **spoken))
        assert found is not None
        return found

    return measure


@pytest.mark.parametrize(
    ("text", "between", "result", "against"),
    [
        ("I land at two hundred and five thousand cups.", CUPS, "two hundred and five thousand", "inside"),
        ("So that's 2.5 million cups in total.", CUPS, "2.5 million", "above"),
        ("My answer is nine thousand cups a day.", CUPS, "nine thousand", "below"),
        ("All in, a hundred thousand.", CUPS, "a hundred thousand", "inside"),
        ("It makes twenty three thousand and a bit, I say twenty three.", POINTS, "twenty three", None),
        ("It makes twelve thousand and a bit, I say twelve.", POINTS, "twelve", "inside"),
        ("so it is three point six terabytes final", STORAGE, "three point six", "below"),
        ("So four and a half petabytes.", STORAGE, "four and a half", "inside"),
        ("so that's five thousand charging points", POINTS, "five thousand", "inside"),
        ("seventy five hundred points, that's my number", POINTS, "seventy five hundred", "inside"),
    ],
)
def test_what_is_given_as_the_answer_is_held_against_the_range(
    estimated: Callable[..., Estimate], text: str, between: Range, result: str, against: str | None
) -> None:
    found = estimated(text, between)
    expected = (result, against) if against else (None, None)
    assert (found.result and found.result.text, found.against) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It will be a large number.",
        "Each drinks two cups, so that's two cups each.",
        "If half of them stay at home that's nine thousand cups.",
        "Offices are three hundred thousand, and forty percent buy one.",
        "I would say twenty.",  # thousands, perhaps
        "My answer is nine thousand cups. No, in total a hundred thousand cups.",
        "So that's two thousand shops.",
    ],
)
def test_nothing_is_said_where_it_is_not_certain_what_the_answer_is(
    estimated: Callable[..., Estimate], text: str
) -> None:
    assert (estimated(text).result, estimated(text).against) == (None, None)


def test_what_another_assumption_would_make_of_it_is_no_result(estimated: Callable[..., Estimate]) -> None:
    found = estimated("I land at ninety thousand cups. If it were a third it would be nine thousand cups.")
    assert found.against == "inside"


@pytest.mark.parametrize(
    "text",
    [
        "I assume one in four buys one.",
        "Let's say two percent of them call.",
        "I'd guess forty percent.",
        "I'm making that up.",
        "I take one car for two people.",
        "My guess is a third.",
        "Assuming a normal Tuesday, we begin.",
    ],
)
def test_assumptions_count_when_they_are_named(estimated: Callable[..., Estimate], text: str) -> None:
    assert len(estimated(text).assumed) == 1


@pytest.mark.parametrize(
    "text",
    ["One in four buys one.", "I take off the lunch break.", "The first thing I'd say is thank you."],
)
def test_a_number_that_falls_from_the_sky_is_no_named_assumption(
    estimated: Callable[..., Estimate], text: str
) -> None:
    assert estimated(text).assumed == ()


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        ("From the other side, nine hundred shops sell a hundred and fifty each.", 1),
        ("That's one for seventy people, like in my street.", 1),
        ("As a check, two dollars a head.", 1),
        ("You would want to sanity check it.", 0),  # nothing is held against it
        ("It sounds about right to me.", 0),
    ],
)
def test_a_check_holds_a_number_against_the_result(
    estimated: Callable[..., Estimate], text: str, checks: int
) -> None:
    assert len(estimated(text).checked) == checks


def test_what_was_said_has_its_second(estimated: Callable[..., Estimate]) -> None:
    found = estimated("So I assume two. I land at ninety thousand cups.", every_s=1.0)
    assert found.assumed[0].at_s == 1.0
    assert found.result is not None
    assert found.result.at_s == 7.0


def test_only_estimates_are_checked(question: Question, say: Say, norms: Norms) -> None:
    words = say("I land at ninety thousand cups.")
    assert assess(question, words, None, None, norms).estimate is None
    asked = replace(question, style="estimate", estimate=CUPS)
    found = assess(asked, words, None, None, norms).estimate
    assert found is not None
    assert found.against == "inside"
    without = assess(replace(asked, estimate=None), words, None, None, norms).estimate
    assert without is not None
    assert (without.low, without.result) == (None, None)
