"""Forgotten is forgotten: no file keeps the words, the sound or the verdict."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.present import present
from voicesim.assess.assessment import Assessment
from voicesim.bank.question import Question
from voicesim.errors import HistoryError
from voicesim.speech.words import Transcript, Word
from voicesim.store.forgetting import PAGE_NAME
from voicesim.store.history import History


def answer(
    history: History,
    session_id: str,
    question: Question,
    number: int,
    word: str,
    record: Callable[[str, float], Path],
    judge: Callable[[str], Assessment],
) -> str:
    """A judged answer full of one word, with its recording; returns its id."""
    attempt = history.begin_attempt(session_id, question, number)
    record(present(attempt.audio_path), 0.1)
    history.save_recording(attempt.id, 0.1)
    words = tuple(Word(f"{word}{n}", float(n), n + 0.5, 0.9) for n in range(300))
    history.save_transcript(attempt.id, Transcript((*words, Word(word, 300.0, 301.0, 0.9)), "en", "base.en"))
    history.save_assessment(attempt.id, judge("1"), bank_id="b", bank_version="1")
    return attempt.id


@pytest.fixture
def two(
    history: History,
    question: Question,
    record: Callable[[str, float], Path],
    judge: Callable[[str], Assessment],
) -> list[str]:
    """Two finished sessions of one answer each; the words are dodecahedron and icosahedron."""
    ids = []
    for word in ("dodecahedron", "icosahedron"):
        session = history.start_session("practice", "b", "1")
        answer(history, session.id, question, 1, word, record, judge)
        history.finish_session(session.id)
        ids.append(session.id)
    return ids


def traces(home: Path, word: str) -> list[str]:
    return [p.name for p in home.rglob("*") if p.is_file() and word.encode() in p.read_bytes().lower()]


def test_no_byte_of_a_forgotten_session_is_left_in_any_file(
    history: History, home: Path, two: list[str]
) -> None:
    assert traces(home, "dodecahedron")
    done = history.forget(home / "recordings", session_ids=[two[0]])
    assert (done.sessions, done.answers, done.recordings, done.swept) == (1, 1, 1, True)
    # The stem that the search index had is looked for too, and the id.
    for word in ("dodecahedron", "dodecahedr", two[0] + "-1"):
        assert traces(home, word) == []


def test_what_was_not_named_is_kept_and_still_found(history: History, home: Path, two: list[str]) -> None:
    history.forget(home / "recordings", session_ids=[two[0]])
    (kept,) = history.attempts()
    assert kept.session_id == two[1]
    assert kept.assessment is not None
    assert (home / "recordings" / present(kept.audio_path)).exists()
    assert len(history.search("icosahedron").matches) == 1
    assert history.search("dodecahedron").matches == ()


def test_one_answer_of_several_can_be_forgotten(
    history: History,
    home: Path,
    question: Question,
    record: Callable[[str, float], Path],
    judge: Callable[[str], Assessment],
) -> None:
    session = history.start_session("practice", "b", "1")
    first = answer(history, session.id, question, 1, "dodecahedron", record, judge)
    second = answer(history, session.id, question, 2, "icosahedron", record, judge)
    history.finish_session(session.id)
    page = home / "recordings" / session.id / PAGE_NAME
    page.write_text("a page with every word: dodecahedron")
    done = history.forget(home / "recordings", attempt_ids=[first])
    assert (done.sessions, done.answers, done.recordings) == (0, 1, 1)
    assert [attempt.id for attempt in history.attempts()] == [second]
    assert not page.exists()
    assert traces(home, "dodecahedron") == []


def test_a_session_without_any_answer_left_goes_with_its_folder(
    history: History, home: Path, two: list[str]
) -> None:
    history.forget(home / "recordings", attempt_ids=[f"{two[0]}-1"])
    assert [session.id for session in history.sessions()] == [two[1]]
    assert not (home / "recordings" / two[0]).exists()


def test_discarded_takes_are_forgotten_with_their_session(
    history: History, home: Path, two: list[str]
) -> None:
    history.discard(f"{two[0]}-1")
    history.forget(home / "recordings", session_ids=[two[0]])
    assert traces(home, "dodecahedron") == []


def test_a_session_that_still_runs_is_left_alone(history: History, home: Path, question: Question) -> None:
    session = history.start_session("practice", "b", "1")
    attempt = history.begin_attempt(session.id, question, 1)
    for named in ({"session_ids": [session.id]}, {"attempt_ids": [attempt.id]}):
        with pytest.raises(HistoryError, match="still running; end it first"):
            history.forget(home / "recordings", **named)
    assert len(history.attempts()) == 1


def test_another_reader_delays_the_sweep_and_that_is_told(
    history: History, home: Path, two: list[str]
) -> None:
    other = sqlite3.connect(home / "history.sqlite3", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM attempts").fetchone()
    assert history.forget(home / "recordings", session_ids=[two[0]]).swept is False
    other.close()
    history.close()
    assert traces(home, "dodecahedron") == []


def test_a_recording_that_leads_out_of_the_folder_is_not_touched(
    history: History, home: Path, two: list[str], tmp_path: Path
) -> None:
    outside = tmp_path / "precious.wav"
    outside.write_bytes(b"mine")
    with sqlite3.connect(home / "history.sqlite3") as vandal:
        vandal.execute("UPDATE attempts SET audio_path = '../../precious.wav' WHERE id = ?", (f"{two[0]}-1",))
    vandal.close()
    history.forget(home / "recordings", session_ids=[two[0]])
    assert outside.read_bytes() == b"mine"


def test_a_recording_that_is_gone_already_is_no_obstacle(
    history: History, home: Path, two: list[str]
) -> None:
    (home / "recordings" / two[0] / "1.wav").unlink()
    assert history.forget(home / "recordings", session_ids=[two[0]]).recordings == 0
    assert len(history.sessions()) == 1
