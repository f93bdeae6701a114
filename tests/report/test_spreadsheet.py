"""One row for each answer that any spreadsheet reads, and none of them runs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sample_session import SESSION, answers, story
from voicesim.report.spreadsheet import COLUMNS, table
from voicesim.speech.words import Transcript, Word


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def saying(text: str) -> str:
    words = tuple(Word(piece, None, None, 1.0) for piece in text.split(" "))
    return rows(table(SESSION, [replace(story(), transcript=Transcript(words, "en", "text"))]))[0]["text"]


def test_columns_that_sheets_are_built_on() -> None:
    """Add at the end; never rename."""
    assert COLUMNS[:9] == (
        *("session", "started_at", "answer", "number", "take", "bank", "section", "question", "state"),
    )
    assert COLUMNS[34] == "text"
    assert COLUMNS[39] == "follow_up_text"
    assert COLUMNS[41] == "own_missed_points"
    assert COLUMNS[43] == "second_missed_points"
    assert COLUMNS[48] == "story"
    assert COLUMNS[-1] == "faded_ends"
    assert len(COLUMNS) == 54


def test_a_row_for_each_answer_in_order() -> None:
    found = rows(table(SESSION, answers()))
    assert [row["number"] for row in found] == ["1", "2", "3"]
    assert found[0]["missed_points"] == "lesson"
    assert (found[0]["answer_s"], found[0]["length"]) == ("18.25", "short")


def test_what_is_not_known_is_empty() -> None:
    waiting = rows(table(SESSION, answers()))[2]
    assert waiting["state"] == "recorded"
    assert {waiting[name] for name in ("answer_s", "words", "points", "covered", "text")} == {""}


@pytest.mark.parametrize("said", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_text_is_a_formula(said: str) -> None:
    assert saying(said) == f"'{said}"


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Z")), min_size=1))
def test_what_was_said_comes_back(said: str) -> None:
    from voicesim.inputs.text import clean

    wanted = " ".join(clean(said).split())
    assert saying(said).removeprefix("'") == wanted.removeprefix("'")
