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
        ("three out of four customers", [("three", 3, "customers"), ("four customers", 4, "customers")]),
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
        "in Q3 2023 and in Q3 of 2023",
        "in the 1990s and in the 90s",
        "from 9 to 5, twenty four seven",
        "the 80/20 rule",
        "a Fortune 500 company with ISO 27001",
        "we were in the top 10 and at No. 1",
        "double-digit growth",
        "we met twice",
        "hundreds of users and a couple of weeks",
        "at this point we stopped",
        "no numbers here",
        "",
    ],
)
def test_what_measures_nothing_is_no_figure(say, text):
    assert figures(say, text) == []


def test_a_figure_knows_its_second(say):
    figure = find_figures(say("we grew by 12 percent", every_s=0.5))[0]
    assert figure.at_s == 1.5


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("churn fell from 12% to 8%", ["churn", "churn"]),
        ("we cut churn by 12 percent", ["churn"]),
        ("a third of our users left", ["users"]),
        ("97 percent of 1,200 customers renewed", ["customers", "customers"]),
        ("In the end failed payments fell by 30%, retention rose by 8.", ["failed payments", "retention"]),
        ("we made $3M in ARR", ["ARR"]),
        ("40 percent fewer tickets", ["tickets"]),
        ("a 12 percent drop in churn", ["churn"]),
        ("we reduced onboarding time from 14 to 3 days", ["onboarding time", "onboarding time"]),
        ("we doubled sign-ups", ["sign-ups"]),
        ("revenue doubled", ["revenue"]),
        ("We saved 40 hours a week", ["saved"]),
        ("I asked twenty users", ["users"]),
        ("with an error rate of 0.5%", ["error rate"]),
        ("It went to 5 percent", [""]),
        ("12%", [""]),
    ],
)  # fmt: skip
def test_a_figure_knows_what_it_measures(say, text, about):
    assert [figure.about for figure in find_figures(say(text))] == about
