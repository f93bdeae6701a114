"""Sums said aloud: right where the words can be read so, wrong only where nothing else can be meant."""

from __future__ import annotations

import pytest

from tests.assess.conftest import Say
from voicesim.assess.sums import find_sums


def judged(say: Say, text: str) -> list[tuple[bool, float]]:
    return [(found.right, float(f"{found.comes_to:.6g}")) for found in find_sums(say(text))]


@pytest.mark.parametrize(
    ("text", "comes_to"),
    [
        ("forty thousand times twelve is four hundred and eighty thousand", 480_000),
        ("Forty thousand customers times twelve dollars a year makes 480,000 dollars.", 480_000),
        ("40,000 × 12 = 480,000", 480_000),
        ("forty thousand multiplied by twelve, that's four hundred eighty thousand", 480_000),
        ("Forty thousand times twelve. That's four hundred and eighty thousand.", 480_000),
        ("sixty thousand divided by fifteen is four thousand points", 4000),
        ("so sixty thousand cars over fifteen, four thousand", 4000),
        ("fifty six thousand by ten, five thousand six hundred", 5600),
        ("nine hundred into four is three thousand six hundred mb", 3600),
        ("half of forty thousand is twenty thousand", 20_000),
        ("a third of ninety thousand people is thirty thousand", 30_000),
        ("twenty percent of sixty million people is twelve million", 12e6),
        ("20% of the 60 million makes 12 million", 12e6),
        ("one in five of the four hundred thousand, that's eighty thousand", 80_000),
        ("ninety thousand plus twenty four thousand plus fifty thousand, we are at 164 thousand", 164_000),
        ("a million minus a hundred and eighty thousand is eight hundred and twenty thousand", 820_000),
        ("a hundred plus twenty percent is a hundred and twenty", 120),
        ("Five times three sixty five is eighteen hundred", 1825),
        ("two-forty plus four-fifty plus five-fifty, so twelve hundred and forty", 1240),
        ("a hundred and ninety times 1.2 times 1.15, about two hundred and sixty", 262.2),
        ("sixty thousand divided by two hundred thousand is thirty percent", 30),
        ("five gigs times a million users, so that's five petabytes", 5),
        ("ninety thousand cars at two each is a hundred and eighty thousand", 180_000),
        ("1.3 million divided by twenty two gives sixty thousand stairs", 59_090.9),
        ("twelve plus three times four is twenty four", 24),
        ("twelve times three plus four is forty", 40),
    ],
)
def test_a_sum_is_right_however_it_is_said_and_as_people_round(say: Say, text: str, comes_to: float) -> None:
    assert judged(say, text) == [(True, comes_to)]


@pytest.mark.parametrize(
    ("text", "comes_to"),
    [
        ("forty thousand times twelve is four million eight hundred thousand", 4.8e5),
        ("Forty thousand customers times twelve dollars is three hundred thousand dollars.", 4.8e5),
        ("sixty thousand divided by fifteen is six thousand", 4000),
        ("half of forty thousand is thirty thousand", 20_000),
        ("twenty percent of sixty million people is six million", 12e6),
        ("ninety thousand plus twenty thousand makes a hundred and ninety thousand", 110_000),
        ("a million minus two hundred thousand is six hundred thousand", 800_000),
        ("40,000 × 12 = 4,800,000", 480_000),
    ],
)
def test_a_sum_is_wrong_where_nothing_else_can_be_meant(say: Say, text: str, comes_to: float) -> None:
    assert judged(say, text) == [(False, comes_to)]


@pytest.mark.parametrize(
    "text",
    [
        "forty thousand times twelve is a lot",
        "forty thousand, twelve, four hundred and eighty thousand",
        "we met six times in forty weeks and it is three hundred now",
        # in between: somebody may have rounded
        "forty thousand times twelve is about four hundred thousand",
        # thousands are left out in speech
        "forty times twelve is four hundred and eighty thousand",
        "a hundred twenty five times four is five hundred thousand",
        # another unit, or a stretch of time that goes without saying
        "a hundred and twenty thousand minutes divided by six people is three hundred and thirty hours",
        "forty thousand cups a day times three dollars is forty four million a year",
        "twenty thousand calls times six minutes is two thousand hours",
        "nine hundred photos times four megabytes is three point six gigabytes",
        # taken back, or put right
        "forty thousand times twelve is four million, no, four hundred and eighty thousand",
        "forty thousand times twelve is four hundred thousand, sorry, a bit more",
        # a part of something longer
        "a third of those and forty thousand times twelve is a hundred",
        "ten of forty thousand times twelve is a hundred",
        "forty thousand times twelve is six hundred times eight hundred",
        # words that mean two things
        "two million people over sixty is three hundred thousand",
        "fifty thousand by ten is nine thousand",
        "three sixty five times two is nine hundred",
        "forty thousand times twelve, three hundred cups",
        "twelve plus three times four is thirty",
        "forty thousand times twelve isn't four million",
        "ten percent plus five percent is fifteen",
        "zero divided by zero is one",
    ],
)
def test_what_is_not_certain_is_left_out(say: Say, text: str) -> None:
    assert [right for right, _ in judged(say, text) if not right] == []


def test_a_sum_can_go_on_with_the_result_of_the_one_before(say: Say) -> None:
    text = "five times three sixty five is eighteen hundred, times two and a half is four and a half thousand"
    assert judged(say, text) == [(True, 1825), (True, 4500)]


def test_a_sum_has_its_words_and_the_second_at_which_it_begins(say: Say) -> None:
    (found,) = find_sums(say("So that's six times seven is forty two then.", every_s=0.5))
    assert (found.text, found.at_s) == ("six times seven is forty two", 1.0)


def test_an_answer_without_words_has_no_sums(say: Say) -> None:
    assert find_sums(say("")) == ()
