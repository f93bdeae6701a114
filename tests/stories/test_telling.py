"""An answer held against the story as it is written: other figures, what was left out, the other tellings."""

from __future__ import annotations

from datetime import date

import pytest

from tests.stories.written import story
from voicesim.store.stories import AnswerWords
from voicesim.stories.story import as_words
from voicesim.stories.telling import Telling, last_told, match_story, matches, telling

TOLD = (
    "We were to launch returns for 40 small shops before Christmas. I owned the date and two teams disagreed "
    "on what was ready. I sat down with both teams. In the end churn fell from 9 to 7 percent."
)
STORY = story()


def said(text: str = TOLD, attempt_id: str = "a-1") -> AnswerWords:
    return AnswerWords(attempt_id, "2026-03-05T12:00:00+00:00", text, 60.0)


@pytest.fixture
def found() -> Telling:
    match = match_story("a-1", as_words(TOLD), [STORY], {})
    assert match is not None
    return telling(match, as_words(TOLD), 60.0, [said(attempt_id="b-1")])


def test_a_figure_that_is_written_otherwise_is_named(found: Telling) -> None:
    (drift,) = found.figures
    assert (drift.before.value, drift.after.value) == (6, 7)


def test_figures_that_were_not_told_are_listed_once(found: Telling) -> None:
    assert [(figure.value, figure.unit) for figure in found.untold] == [(2, "quarters")]


def test_a_part_that_was_left_out_is_named(found: Telling) -> None:
    assert found.left_out == ("differently",)
    whole = f"{TOLD} I would have asked support first. We dropped the forecasts to keep the date."
    assert telling(found.match, as_words(whole), 70.0).left_out == ()


def test_the_other_tellings_are_kept_beside_it(found: Telling) -> None:
    assert (found.words, found.answer_s, [each.attempt_id for each in found.others]) == (39, 60.0, ["b-1"])


def test_what_the_speaker_says_goes_before_the_likeness() -> None:
    words = as_words("We had a picnic.")
    assert match_story("a-1", words, [STORY], {}) is None
    decided = match_story("a-1", words, [STORY], {"a-1": "late-launch"})
    assert decided is not None
    assert decided.decided
    assert match_story("a-1", as_words(TOLD), [STORY], {"a-1": None}) is None
    assert match_story("a-1", as_words(TOLD), [STORY], {"a-1": "gone"}) is None


def test_the_last_telling_is_the_later_of_file_and_history() -> None:
    ((each, match),) = matches([said(), said("We had a picnic.", "c-1")], [STORY], {})
    assert (each.attempt_id, match.story) == ("a-1", STORY)
    assert last_told(STORY, []) == date(2026, 3, 2)
    assert last_told(STORY, [each]) == date(2026, 3, 5)
    assert last_told(story("# A\n\n## Task\n\nB.\n"), []) is None
