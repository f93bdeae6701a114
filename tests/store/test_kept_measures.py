"""All measures are read anew when something was changed, whoever changed it, and only then."""

from __future__ import annotations

import pytest

from tests.store.conftest import Open
from voicesim.bank.question import Question
from voicesim.store.history import History


def begin(history: History, question: Question) -> None:
    session = history.start_session("practice", "senior-pm", "v1")
    history.begin_attempt(session.id, question, 1)


def test_they_are_kept_while_nothing_changes(history: History, question: Question) -> None:
    begin(history, question)
    assert history.measured() is history.measured()


def test_a_change_is_seen(history: History, question: Question) -> None:
    begin(history, question)
    assert len(history.measured()) == 1
    begin(history, question)
    assert len(history.measured()) == 2


def test_a_change_of_another_program_is_seen(open_history: Open, question: Question) -> None:
    reads, writes = open_history(), open_history()
    assert reads.measured() == ()
    begin(writes, question)
    assert len(reads.measured()) == 1


def test_what_was_taken_back_is_forgotten(history: History, question: Question) -> None:
    def fail() -> None:
        with history.writing():
            begin(history, question)
            assert len(history.measured()) == 1
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert history.measured() == ()
