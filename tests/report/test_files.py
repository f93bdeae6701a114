"""Pages on disk: found by a session's name, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sample_session import SESSION, keep, story
from voicesim.errors import InputError, VoicesimError
from voicesim.report.files import find_answers, write_page, write_text
from voicesim.store.history import History


@pytest.fixture
def history(home: Path) -> Iterator[History]:
    """With one judged answer and its recording."""
    keep(home, story())
    with History.open(home / "history.sqlite3", new_id=lambda now: "empty") as opened:
        yield opened


@pytest.fixture
def recordings(home: Path) -> Path:
    return home / "recordings"


def test_a_page_is_written_where_it_is_wanted(history: History, recordings: Path, tmp_path: Path) -> None:
    path = write_page(history, "last", recordings, tmp_path / "x.html")
    assert path == tmp_path / "x.html"
    html = path.read_text(encoding="utf-8")
    assert "data:audio/mpeg;base64,SUQz" in html
    assert [child.name for child in tmp_path.iterdir() if child.is_file()] == ["x.html"]


def test_a_recording_that_is_gone_leaves_the_rest(history: History, recordings: Path, tmp_path: Path) -> None:
    (recordings / SESSION.id / "1.wav").unlink()
    html = write_page(history, SESSION.id[:10], recordings, tmp_path / "x.html").read_text(encoding="utf-8")
    assert "no longer on this machine" in html
    assert "hard choice" in html


def test_one_answer_by_its_id(history: History) -> None:
    session, attempts = find_answers(history, f"{SESSION.id}-1")
    assert (session.id, [attempt.id for attempt in attempts]) == (SESSION.id, [f"{SESSION.id}-1"])


def test_a_name_that_is_neither_is_told_as_a_session(history: History) -> None:
    with pytest.raises(InputError, match="no session nope"):
        find_answers(history, "nope")


def test_a_session_without_answers(history: History) -> None:
    history.start_session("practice", "senior-pm", "v1")
    with pytest.raises(InputError, match="holds no answer"):
        find_answers(history, "last")


def test_no_folder_to_write_to(tmp_path: Path) -> None:
    with pytest.raises(VoicesimError, match="cannot be written"):
        write_text(tmp_path / "none" / "x.html", "x")


def test_what_was_there_stays_when_writing_fails(tmp_path: Path) -> None:
    folder = tmp_path / "x.html"
    folder.mkdir()
    with pytest.raises(VoicesimError, match="choose another place"):
        write_text(folder, "x")
    assert list(tmp_path.glob(".x*")) == []


def test_text_that_is_not_unicode_is_written_all_the_same(tmp_path: Path) -> None:
    assert write_text(tmp_path / "x.md", "a\ud800b\n").read_bytes() == b"a?b\n"
