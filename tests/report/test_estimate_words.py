"""What was checked of an estimate, in a sentence each: wrong sums first, and nothing that is not certain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voicesim.assess.assessment import Against, Estimate, Figure, Filler, Sum
from voicesim.report.estimate_words import estimate_lines, figure

NOTHING = Estimate((), None, None, 60_000.0, 400_000.0, "cups a day", (), ())
WRONG = Sum("forty thousand times twelve is four million", 480_000.0, False, 72.0)
RIGHT = Sum("two times three is six", 6.0, True, None)


def told(estimate: Estimate) -> list[tuple[str, str, str]]:
    return [(line.name, line.text, line.tone) for line in estimate_lines(estimate)]


def test_other_questions_and_what_is_not_certain_have_no_lines() -> None:
    assert estimate_lines(None) == ()
    assert told(NOTHING) == []


def test_a_wrong_sum_is_quoted_with_its_second_and_the_true_result() -> None:
    assert told(replace(NOTHING, sums=(WRONG, RIGHT, RIGHT))) == [
        ("sum", "“forty thousand times twelve is four million” at 1:12: that makes 480,000", "bad"),
        ("sums", "2 others said in full are right", "good"),
    ]


@pytest.mark.parametrize(
    ("against", "words", "tone"),
    [("inside", "within", "good"), ("below", "below", "bad"), ("above", "above", "bad")],
)
def test_the_result_stands_beside_the_range(against: Against, words: str, tone: str) -> None:
    found = replace(NOTHING, result=Figure("ninety thousand", 9e4, "cups", 200.0), against=against)
    between = "what the bank holds for sensible, 60,000 to 400,000 cups a day"
    assert told(found) == [("result", f"“ninety thousand” at 3:20 is {words} {between}", tone)]


def test_there_are_six_lines_at_most() -> None:
    full = Estimate(
        (WRONG,) * 9 + (RIGHT,) * 9,
        Figure("ninety", 90.0, None, None),
        "below",
        100.0,
        200.0,
        "",
        (Filler("i assume", 5.0),) * 9,
        (Filler("as a check", None),) * 9,
    )
    assert [name for name, _, _ in told(full)] == ["sum", "sum", "sums", "result", "assumed", "checked"]
    assert told(full)[4][1] == "9 assumptions named, first “i assume” at 0:05"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(480_000.0, "480,000"), (23_214.3, "23,210"), (3.72, "3.72"), (40.0, "40"), (0.5, "0.5")],
)
def test_figures_have_four_digits_at_most(value: float, shown: str) -> None:
    assert figure(value) == shown


@pytest.mark.parametrize(
    ("sums", "words"),
    [
        ((RIGHT,), "the one said in full is right"),
        ((RIGHT, RIGHT), "2 said in full are right"),
        ((WRONG, RIGHT), "the other one said in full is right"),
    ],
)
def test_right_sums_are_counted_beside_wrong_ones(sums: tuple[Sum, ...], words: str) -> None:
    assert told(replace(NOTHING, sums=sums))[-1] == ("sums", words, "good")
