"""Numbers that measure nothing: years, labels, clock times, telephone numbers, versions and names."""

from __future__ import annotations

import pytest

from tests.assess.conftest import Say
from voicesim.assess.figures import find_figures


@pytest.mark.parametrize(
    "text",
    [
        "in 2022 we began",
        "by twenty twenty-four",
        "since nineteen ninety nine",
        "the first launch and the 21st",
        "by the twenty-third, the twenty third of May",
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
        "a third option and a third party, one third party",
        "split into half days",
        "in two thousand and seventeen until nineteen",
        "in two thousand nineteen and in two thousand and nine",
        "no numbers here",
        "",
    ],
)
def test_what_measures_nothing_is_no_figure(say: Say, text: str) -> None:
    assert find_figures(say(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "call us on 0800 123 456",
        "it is 555-1234 or (415) 555-2671",
        "+44 20 7946 0958, +442079460958",
        "415.555.2671 and 415-555-2671",
        "call 1-800-555-0199 as our hotline",
        "dial five five five one two one two",
        "oh seven nine four, two one five",
        "call 911, extension 4512",
        "the code was four oh four",
    ],
)
def test_telephone_numbers_and_codes(say: Say, text: str) -> None:
    assert find_figures(say(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "at 9 we met, at nine we talked",
        "from 9 to 11 am",
        "between 9 and 10 o'clock",
        "the stand-up at nine thirty",
        "at half past nine until quarter to five",
        "at six in the morning or ten at night",
        "by 5 p.m. Monday, by 17:30",
        "by nine twenty we had it",
    ],
)
def test_clock_times(say: Say, text: str) -> None:
    assert find_figures(say(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "version 2.1.3, v2.5 and v2",
        "we upgraded to 2.0 before the 2.1 release",
        "on Python 3.9 and iOS 14.5",
        "SOC 2 took long, and we had SOC 2 audits",
        "GPT-4 and COVID 19, PCI DSS 4",
        "on Windows 11 machines, tier 2 tickets, phase 2 trials",
        "a 401k plan, a 360 review",
        "the 80-20 rule, 20/80, 50/50",
        "we saw 404 errors and a 502 error",
        "the ticket 4512, bus 42, order number 12345",
    ],
)
def test_versions_and_numbers_in_names(say: Say, text: str) -> None:
    assert find_figures(say(text)) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the score stood at 9", ["9"]),
        ("NPS 47", ["47"]),
        ("our ARR hit 10 million", ["10 million"]),
        ("in June 200 of them left", ["200"]),
        ("two three four weeks", ["two", "three", "four weeks"]),
        ("10 000 000 users", ["10 000 000 users"]),
        ("100-1000 users", ["100", "1000 users"]),
        ("we shipped 2.5 million units", ["2.5 million units"]),
        ("nine to thirty people", ["nine", "thirty people"]),
        ("our top 10 customers", ["10 customers"]),
        ("200 errors an hour", ["200 errors"]),
    ],
)
def test_what_looks_like_one_and_measures_something_stays(say: Say, text: str, said: list[str]) -> None:
    assert [figure.text for figure in find_figures(say(text))] == said
