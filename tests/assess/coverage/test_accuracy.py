"""Kinds of questions that are judged less well than others say so, by the figures of the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from voicesim.assess.coverage import accuracy
from voicesim.assess.coverage.accuracy import ACCURACY, LEAST, caution
from voicesim.bank.question import Style

DOCUMENT = Path(__file__).parents[3] / "docs" / "coverage.md"
SETS: dict[Style, str] = {
    "story": "pm-leadership",
    "case": "pm-product-sense",
    "metric": "pm-metrics",
    "diagnose": "pm-metrics",
    "estimate": "pm-estimation",
    "strategy": "pm-strategy",
    "intro": "pm-opening-intro",
    "ask": "pm-opening-ask",
}
LIKELIER = 7
"""The column "check as what is likelier"."""


@pytest.mark.parametrize(("style", "bank"), SETS.items())
def test_the_figures_are_those_of_the_exam(style: Style, bank: str) -> None:
    rows = re.findall(rf"^\| .*\(`{bank}`\) \|.*$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert [float(row.split("|")[LIKELIER + 1]) for row in rows] == [ACCURACY[style]]


@pytest.mark.parametrize("style", SETS)
def test_only_what_is_below_the_bound_says_so(style: Style) -> None:
    assert bool(caution(style)) == (ACCURACY[style] < LEAST)


def test_it_says_which_kind_and_how_often_the_verdicts_are_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accuracy, "ACCURACY", {"estimate": 0.76})
    assert "(estimate)" in caution("estimate")
    assert "76 of 100 points" in caution("estimate")


@pytest.mark.parametrize("style", ["approach", None])
def test_of_a_kind_without_labelled_answers_nothing_is_said(style: Style | None) -> None:
    assert caution(style) == ""
