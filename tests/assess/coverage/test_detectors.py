"""Figures that measure something, and things that were given up."""

from __future__ import annotations

import pytest

from voicesim.assess.coverage.detectors import measure_score, no_measure, tradeoff_score


@pytest.mark.parametrize(
    "text",
    [
        "churn went from 3.1 to 2.2 percent",
        "tickets dropped by more than half in a quarter",
        "renewals came back from sixty to eighty-eight percent",
        "we saved two hundred thousand euros a year",
        "we grew to three hundred customers",
        "the time to reply dropped from five days to two",
    ],
)
def test_a_figure_tied_to_what_it_measures_is_a_result(text: str) -> None:
    assert measure_score(text, needs_figure=True) >= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "we were forty people in two offices",
        "i have been doing this for nine years",
        "metrics are really important to us",
        "it was a huge success",
        "i listened to twelve customers",
        "we went through about four hundred tickets",
        "i interviewed fifteen lost accounts before we wrote it",
        "twelve customers told me the same so we dropped the export",
        "back then we had three hundred customers",
        "we worked on it for six months over two quarters",
    ],
)
def test_headcounts_years_and_praise_are_no_result(text: str) -> None:
    assert measure_score(text, needs_figure=True) < 0.4


def test_a_named_measure_counts_where_tracking_is_the_point() -> None:
    text = "the number we watch is the renewal rate"
    assert measure_score(text, needs_figure=False) >= 0.5
    assert measure_score(text, needs_figure=True) < 0.5


@pytest.mark.parametrize(
    "text", ["i don't have a number for it", "we never measured that", "the figures are confidential"]
)
def test_saying_that_there_is_no_figure_is_heard(text: str) -> None:
    assert no_measure(text)


@pytest.mark.parametrize(
    "text",
    [
        "we killed the forecasting module",
        "the mobile app was pushed to the next year",
        "we left out the receipts",
        "marcus had to wait until spring",
    ],
)
def test_what_was_given_up_is_a_trade_off(text: str) -> None:
    assert tradeoff_score(text) >= 0.5


@pytest.mark.parametrize(
    "text",
    ["there are always trade-offs", "we had a good time", "we never dropped anything, everything stays in"],
)
def test_talk_of_trade_offs_is_none(text: str) -> None:
    assert tradeoff_score(text) < 0.4
