"""Numbers with their values and units, and the numbers that measure nothing."""

from __future__ import annotations

import pytest

from voicesim.assess.figures import find_figures


def figures(say, text):
    return [(figure.text, round(figure.value, 4), figure.unit) for figure in find_figures(say(text))]


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
    ],
)
def test_a_figure_has_its_value_and_its_unit(say, text, expected):
    assert figures(say, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "in 2022 we began",
        "by twenty twenty-four",
        "since nineteen ninety nine",
        "the first launch and the 21st",
        "number one on my list",
        "one of them left",
        "one thing I learned",
        "one day we met",
        "the two of us",
        "a call at 5 pm on May 5",
        "we work 24/7 from 9:30",
        "in Q4 we built B2B",
        "step 3 of phase two",
        "no numbers here",
        "",
    ],
)
def test_what_measures_nothing_is_no_figure(say, text):
    assert figures(say, text) == []


def test_a_figure_knows_its_second(say):
    figure = find_figures(say("we grew by 12 percent", every_s=0.5))[0]
    assert figure.at_s == 1.5
