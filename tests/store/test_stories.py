"""What the history knows of stories: which answer tells which, and how drills went; both can be forgotten."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.store.test_forgetting import traces
from voicesim.bank.question import Question
from voicesim.store.history import History
from voicesim.store.stories import Drilled


@pytest.fixture
def answer(history: History, question: Question) -> str:
    session = history.start_session("practice", "b", "1")
    attempt = history.begin_attempt(session.id, question, 1)
    history.finish_session(session.id)
    return attempt.id


def test_the_last_word_on_an_answer_stands(history: History, answer: str) -> None:
    assert history.told() == {}
    for name in ("late-launch", None, "other"):
        history.save_told(answer, name)
        assert history.told() == {answer: name}


def test_drills_are_kept_in_order(history: History) -> None:
    history.save_drilled("b", "quality", "late-launch", 3)
    history.save_drilled("b", "quality", None, 1)
    history.save_drilled("other", "quality", None, 1)
    assert [(each.story, each.grade) for each in history.drilled("b")] == [("late-launch", 3), (None, 1)]
    assert isinstance(history.drilled("b")[0], Drilled)


def test_with_an_answer_its_story_is_forgotten(history: History, home: Path, answer: str) -> None:
    history.save_told(answer, "dodecahedron")
    assert traces(home, "dodecahedron")
    history.forget(home / "recordings", attempt_ids=[answer])
    assert history.told() == {}
    assert traces(home, "dodecahedron") == []


def test_no_byte_of_forgotten_drills_is_left(history: History, home: Path, answer: str) -> None:
    history.save_drilled("b", "quality", "icosahedron", 3)
    history.forget_drills()
    history.forget(home / "recordings", attempt_ids=[answer])
    assert history.drilled("b") == ()
    assert traces(home, "icosahedron") == []


def test_an_answer_that_is_not_there_has_no_story(history: History) -> None:
    from voicesim.errors import HistoryError

    with pytest.raises(HistoryError) as raised:
        history.save_told("nothing", "late-launch")
    assert isinstance(raised.value.__cause__, sqlite3.IntegrityError)
