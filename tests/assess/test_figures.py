"""Numbers with their values and units."""

from __future__ import annotations

import pytest

from tests.assess.conftest import Say
from voicesim.assess.figures import find_figures


def figures(say: Say, text: str) -> list[tuple[str, float, str | None]]:
    return [(figure.text, round(figure.value, 4), figure.unit) for figure in find_figures(say(text))]


SHORT: dict[str | None, str] = {"$": "dollars", "€": "euros", "%": "percent", "x": "times"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("churn fell by twelve percent.", [("twelve percent", 12, "percent")]),
        ("churn fell by 12 per cent", [("12 per cent", 12, "percent")]),
        ("it was 40%, then 3.5%.", [("40%", 40, "percent"), ("3.5%", 3.5, "percent")]),
        ("up 2.5 percentage points", [("2.5 percentage points", 2.5, "percentage points")]),
        ("a quarter of the customers", [("a quarter", 0.25, None)]),
        ("two thirds of them left", [("two thirds", 0.6667, None)]),
        ("half of the team", [("half", 0.5, None)]),
        ("1.2 million dollars in revenue", [("1.2 million dollars", 1_200_000, "dollars")]),
        ("we made $3M and £40k", [("$3M", 3e6, "dollars"), ("£40k", 4e4, "pounds")]),
        ("we made $3 million", [("$3 million", 3e6, "dollars")]),
        ("$1,200 a month", [("$1,200", 1200, "dollars")]),
        ("from 19 to 6 hours", [("19", 19, "hours"), ("6 hours", 6, "hours")]),
        ("from nineteen hours down to six by Q4", [("nineteen hours", 19, "hours"), ("six", 6, "hours")]),
        ("10-15% of calls", [("10", 10, "percent"), ("15%", 15, "percent")]),
        ("two, three weeks", [("two", 2, "weeks"), ("three weeks", 3, "weeks")]),
        ("two point five times faster", [("two point five times", 2.5, "times")]),
        ("3x faster", [("3x", 3, "times")]),
        ("twenty-one days", [("twenty-one days", 21, "days")]),
        ("a two-day workshop", [("two-day", 2, "days")]),
        ("eight hundred learners", [("eight hundred learners", 800, "learners")]),
        ("twenty payroll admins", [("twenty payroll admins", 20, "admins")]),
        ("31,000 people", [("31,000 people", 31000, "people")]),
        (
            "two hundred and fifty thousand users",
            [("two hundred and fifty thousand users", 250_000, "users")],
        ),
        ("fifteen hundred tickets", [("fifteen hundred tickets", 1500, "tickets")]),
        ("three and a half million", [("three and a half million", 3.5e6, None)]),
        ("we were at seven and a half", [("seven and a half", 7.5, None)]),
        ("half a million", [("half a million", 5e5, None)]),
        ("half an hour", [("half an hour", 0.5, "hours")]),
        ("a dozen customers", [("a dozen customers", 12, "customers")]),
        ("ninety nine point nine five percent", [("ninety nine point nine five percent", 99.95, "percent")]),
        ("within one hour", [("one hour", 1, "hours")]),
        ("eleven of the last twenty", [("eleven", 11, None), ("twenty", 20, None)]),
        ("one in ten customers left", [("one in ten", 0.1, None)]),
        ("200ms of latency, then 300 ms", [("200ms", 200, "milliseconds"), ("300 ms", 300, "milliseconds")]),
        ("a 30 min call", [("30 min", 30, "minutes")]),
        ("it was -5% and then .5%", [("-5%", -5, "percent"), (".5%", 0.5, "percent")]),
        ("20 % of users paid $ 5 a month", [("20 %", 20, "percent"), ("$5", 5, "dollars")]),
        ("10 000 users and 2,5 weeks", [("10 000 users", 10000, "users"), ("2,5 weeks", 2.5, "weeks")]),
        ("2½ weeks", [("2½ weeks", 2.5, "weeks")]),
        ("an hour and a half", [("an hour and a half", 1.5, "hours")]),
        ("a 12-person team", [("12-person", 12, "people")]),
        ("five million dollars", [("five million dollars", 5e6, "dollars")]),
        ("$5-10 million", [("$5", 5e6, "dollars"), ("10 million", 1e7, "dollars")]),
        ("from two to three thousand users", [("two", 2e3, "users"), ("three thousand users", 3e3, "users")]),
        ("from $500 to $2 million", [("$500", 500, "dollars"), ("$2 million", 2e6, "dollars")]),
        ("zero incidents", [("zero incidents", 0, "incidents")]),
        ("revenue doubled", [("doubled", 2, "times")]),
        ("twice as fast", [("twice", 2, "times")]),
        ("it halved the churn", [("halved", 0.5, "times")]),
        ("the NPS went to 47", [("47", 47, None)]),
        ("half a percent", [("half a percent", 0.5, "percent")]),
        ("point five percent", [("point five percent", 0.5, "percent")]),
        ("five hundred sign-ups", [("five hundred sign-ups", 500, "sign-ups")]),
        ("profit was minus five percent", [("minus five percent", -5, "percent")]),
        ("growth of negative two points", [("negative two points", -2, "points")]),
        ("3M+ users and 100+ calls", [("3M+ users", 3e6, "users"), ("100+ calls", 100, "calls")]),
        (
            "~40% and >90% and <5 minutes",
            [("~40%", 40, "%"), (">90%", 90, "%"), ("<5 minutes", 5, "minutes")],
        ),
        ("ARR of $10MM, €5mm or $10 M", [("$10MM", 1e7, "$"), ("€5mm", 5e6, "€"), ("$10 M", 1e7, "$")]),
        ("USD 10M or US$5M", [("USD 10M", 1e7, "$"), ("US$5M", 5e6, "$")]),
        ("$1.2–1.5M", [("$1.2", 1.2e6, "$"), ("1.5M", 1.5e6, "$")]),
        ("$5/month and $10M/year", [("$5", 5, "$"), ("$10M", 1e7, "$")]),
        ("20 bps or 20bps", [("20 bps", 20, "basis points"), ("20bps", 20, "basis points")]),
        ("5pp, 2 pct", [("5pp", 5, "percentage points"), ("2 pct", 2, "%")]),
        ("three-fold, 3-fold, ninefold", [("three-fold", 3, "x"), ("3-fold", 3, "x"), ("ninefold", 9, "x")]),
        ("sub-200ms", [("sub-200ms", 200, "milliseconds")]),
        ("a million and a half", [("a million and a half", 1.5e6, None)]),
        ("1 200 000 users", [("1 200 000 users", 1_200_000, "users")]),
        ("two years, 410 K total", [("two years", 2, "years"), ("410 K", 410_000, None)]),
        ("one pound ninety a head", [("one pound ninety", 1.9, "pounds")]),
        ("two pounds fifty people paid", [("two pounds", 2, "pounds"), ("fifty people", 50, "people")]),
        ("four nights, from eleven on", [("four nights", 4, "nights"), ("eleven", 11, None)]),
        ("400, and ninety percent came", [("400", 400, None), ("ninety percent", 90, "%")]),
        ("We had 40. 12 hours later", [("40", 40, None), ("12 hours", 12, "hours")]),
        ("in May 40 customers came", [("40 customers", 40, "customers")]),
        ("two thousand five hundred tickets", [("two thousand five hundred tickets", 2500, "tickets")]),
    ],
)
def test_a_figure_has_its_value_and_its_unit(
    say: Say, text: str, expected: list[tuple[str, float, str | None]]
) -> None:
    assert figures(say, text) == [(said, value, SHORT.get(unit, unit)) for said, value, unit in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nine out of ten users liked it", ("nine out of ten", 0.9, None)),
        ("three out of four customers", ("three out of four", 0.75, None)),
        ("twenty-five out of a hundred stayed", ("twenty-five out of a hundred", 0.25, None)),
        ("ninety five out of 100 stayed", ("ninety five out of 100", 0.95, None)),
        ("nine times out of ten it rains", ("nine times out of ten", 0.9, None)),
        ("one in five", ("one in five", 0.2, None)),
        ("two in every three", ("two in every three", 0.6667, None)),
        ("one in a hundred calls", ("one in a hundred", 0.01, None)),
        ("9 out of the 10 sites", ("9 out of the 10", 0.9, None)),
        ("8/10 users stayed", ("8/10", 0.8, None)),
        ("1/3 of users", ("1/3", 0.3333, None)),
        ("⅓ of users", ("⅓", 0.3333, None)),
        ("one third dropped out", ("one third", 0.3333, None)),
        ("A third dropped out", ("A third", 0.3333, None)),
        ("about a third left", ("a third", 0.3333, None)),
        ("four fifths", ("four fifths", 0.8, None)),
        ("one-sixth of it", ("one-sixth", 0.1667, None)),
        ("usage went up by half", ("half", 0.5, None)),
        ("we cut it in half", ("in half", 0.5, "times")),
        ("we slashed the time that people wait in half", ("in half", 0.5, "times")),
        ("it took half as long", ("half", 0.5, "times")),
        ("Ratings reached 4.8/5", ("4.8/5", 4.8, "out of 5")),
        ("they rated it nine out of ten", ("nine out of ten", 9, "out of 10")),
        ("a 4.8 star app", ("4.8 star", 4.8, "stars")),
    ],
)  # fmt: skip
def test_shares_and_scores(say: Say, text: str, expected: tuple[str, float, str | None]) -> None:
    assert figures(say, text) == [expected]


@pytest.mark.parametrize("text", ["² of ٣ %", "1 in ²", "0/0 and 1/0", "minus", "in half", "$ -", "10 ²²²"])
def test_odd_signs_break_nothing(say: Say, text: str) -> None:
    find_figures(say(text))


def test_a_figure_knows_its_second(say: Say) -> None:
    figure = find_figures(say("we grew by 12 percent", every_s=0.5))[0]
    assert figure.at_s == 1.5
