"""What a figure measures is told where it is sure; two hundred labelled figures say how often that is right.

Four of the six banks in figure-subjects.jsonl were at hand while the rules were written, two only measure.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

import pytest

from tests.assess.conftest import Say
from voicesim.assess.figures import find_figures

LABELLED = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "figure-subjects.jsonl").read_text("utf-8").splitlines()
]
NOT_LOOKED_AT = ("care", "data")
LOOKED_AT = ("engineering", "operations", "product", "sales")
MIN_PRECISION = 0.9
MIN_COVERAGE = {LOOKED_AT: 0.5, NOT_LOOKED_AT: 0.65}


def abouts(text: str, say: Say) -> list[str]:
    return [figure.about for figure in find_figures(say(text))]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("churn fell from 12% to 8%", ["churn", "churn"]),
        ("we cut churn by 12 percent", ["churn"]),
        ("We cut the onboarding time in half", ["onboarding time"]),
        ("we moved conversion from 2 to 4 percent", ["conversion", "conversion"]),
        ("In the end failed payments fell by 30%, retention rose by 8.", ["failed payments", "retention"]),
        ("The number of tickets fell to 40", ["number of tickets"]),
        ("Conversion in the app went up to 5 percent", ["Conversion"]),
        ("our conversion rate is now around 5 percent", ["conversion rate"]),
        ("time to value fell from 14 days to 3", ["time to value", "time to value"]),
        ("revenue up 12 percent", ["revenue"]),
        ("the export took 90 minutes", ["export"]),
        ("Profit was minus five percent", ["Profit"]),
        ("our NPS was at 47, ARR hit $10MM", ["NPS", "ARR"]),
        ("revenue doubled and we doubled sign-ups", ["revenue", "sign-ups"]),
        ("a third of our users left", ["users"]),
        ("nine out of ten users liked it", ["users"]),
        ("half my team left", ["team"]),
        ("97 percent of 1,200 customers renewed", ["customers", "customers"]),
        ("we made $3M in ARR", ["ARR"]),
        ("six weeks of testing", ["testing"]),
        ("40 percent fewer tickets", ["tickets"]),
        ("a 12 percent drop in churn", ["churn"]),
        ("a drop of 12 percent in churn", ["churn"]),
        ("with an error rate of 0.5%", ["error rate"]),
        ("a two-day workshop on a $3M budget", ["workshop", "budget"]),
        ("we had 40 percent churn", ["churn"]),
        ("We saved 40 hours a week", ["saved"]),
        ("I asked twenty users", ["users"]),
    ],
)
def test_a_figure_knows_what_it_measures(say: Say, text: str, about: list[str]) -> None:
    assert abouts(text, say) == about


@pytest.mark.parametrize(
    "text",
    [
        "12%",
        "It went to 5 percent",
        "people think 40 percent is enough",
        "I like the 40 percent",
        "we do 20 percent",
        "I told him 5 percent",
        "about half of them, 30 percent of the time",
        "Anna took two weeks and my boss took three weeks",
        "we were sixty people",
        "the engine came six weeks later",
        "I had about two hours",
        "churn, which was 5 percent",
        "the brush is 2 hard",
        "the line drops four times",
        "a lady of eighty-one",
    ],
)
def test_where_the_words_near_it_do_not_surely_tell_nothing_is_said(say: Say, text: str) -> None:
    assert not any(abouts(text, say))


def told(banks: Collection[str], say: Say) -> tuple[int, int, int, list[str]]:
    """Of the labelled figures of the banks: those told something, those told right, those with a label."""
    shown = right = known = 0
    mistakes = []
    for case in (case for case in LABELLED if case["bank"] in banks):
        figure = next(f for f in find_figures(say(case["text"])) if f.text == case["figure"])
        accepted = [phrase.lower() for phrase in case["about"]]
        known += bool(accepted)
        shown += bool(figure.about)
        right += figure.about.lower() in accepted
        if figure.about and figure.about.lower() not in accepted:
            mistakes.append(f"{figure.text}: {figure.about!r}, not one of {accepted}")
    return shown, right, known, mistakes


def test_two_hundred_figures_are_labelled() -> None:
    assert len(LABELLED) == 200
    assert {case["bank"] for case in LABELLED} == {*LOOKED_AT, *NOT_LOOKED_AT}


@pytest.mark.parametrize("banks", [LOOKED_AT, NOT_LOOKED_AT], ids=["looked at", "not looked at"])
def test_nine_in_ten_of_what_is_told_is_right(say: Say, banks: tuple[str, ...]) -> None:
    shown, right, known, mistakes = told(banks, say)
    assert right / shown >= MIN_PRECISION, "\n".join(mistakes)
    assert right / known >= MIN_COVERAGE[banks]
