"""Where an answer is cut for judging and quoting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicesim.assess.coverage.units import LONGEST, cut_units


def units(text: str) -> list[str]:
    tokens = text.split()
    return [" ".join(tokens[first : last + 1]) for first, last in cut_units(tokens)]


def test_a_sentence_ends_a_unit() -> None:
    assert units("We shipped it. Nobody called.") == ["We shipped it.", "Nobody called."]


def test_a_comma_ends_one_that_says_enough() -> None:
    said = "So, um, I rang every one of them, and most agreed to wait."
    assert units(said) == ["So, um, I rang every one of them,", "and most agreed to wait."]


def test_run_on_speech_ends_where_a_clause_begins() -> None:
    said = [
        "we had nine drivers in the snow that year",
        "and I took the keys of all the vans",
        "because nobody else would",
    ]
    assert units(" ".join(said)) == said


@pytest.mark.parametrize(
    "text", ["It rose to 4.8 vs. 3.1 at Brandt Inc. in May", "No. 3 cost 1.2 million e.g. in J. Baker's shop"]
)
def test_decimals_and_abbreviations_do_not_end_one(text: str) -> None:
    assert units(text) == [text]


@given(st.lists(st.sampled_from(["we", "and", "shipped,", "it.", "um", "because", "…", "4.5"]), max_size=80))
def test_units_are_the_whole_answer_in_order_and_never_long(tokens: list[str]) -> None:
    found = cut_units(tokens)
    assert [place for first, last in found for place in range(first, last + 1)] == list(range(len(tokens)))
    assert all(last - first < LONGEST + 2 for first, last in found)
