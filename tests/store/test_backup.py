"""A copy is whole or is not there, and it is a history itself."""

from __future__ import annotations

import os
import stat
import tarfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.present import present
from tests.store.conftest import Open
from voicesim.bank.question import Question
from voicesim.errors import HistoryError, InputError
from voicesim.store.history import History


@pytest.fixture
def filled(history: History, question: Question, record: Callable[[str, float], Path]) -> History:
    session = history.start_session("practice", "b", "1")
    for number in (1, 2):
        attempt = history.begin_attempt(session.id, question, number)
        record(present(attempt.audio_path), 0.1)
        history.save_recording(attempt.id, 0.1)
    return history


def test_a_copy_is_a_single_file_with_all_that_was_saved(filled: History, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "monday.sqlite3"
    assert filled.back_up(copy).path == copy
    assert [path.name for path in copy.parent.iterdir()] == ["monday.sqlite3"]
    with History.open(copy) as restored:
        assert restored.attempts() == filled.attempts()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize("name", ["copy.sqlite3", "copy.zip", "copy.tar"])
def test_nobody_else_may_read_a_copy(filled: History, home: Path, tmp_path: Path, name: str) -> None:
    filled.back_up(tmp_path / name, home / "recordings" if "." in name[-4:] else None)
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize("name", ["copy", "copy.zip", "copy.tar", "copy.tar.gz", "copy.TGZ"])
def test_a_copy_with_audio_is_laid_out_like_the_data_directory(
    filled: History, home: Path, tmp_path: Path, name: str
) -> None:
    made = filled.back_up(tmp_path / name, home / "recordings")
    assert made.recordings == 2
    unpacked = tmp_path / "unpacked"
    if name.endswith(".zip"):
        zipfile.ZipFile(made.path).extractall(unpacked)
    elif "." in name:
        with tarfile.open(made.path) as archive:
            archive.extractall(unpacked, filter="data")
    else:
        unpacked = made.path
    with History.open(unpacked / "history.sqlite3") as restored:
        for attempt in restored.attempts():
            name = present(attempt.audio_path)
            copied = unpacked / "recordings" / name
            assert copied.read_bytes() == (home / "recordings" / name).read_bytes()


def test_what_is_there_is_replaced_only_when_asked(filled: History, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    copy.write_text("something else")
    with pytest.raises(InputError, match="--force"):
        filled.back_up(copy)
    assert copy.read_text() == "something else"
    filled.back_up(copy, replace=True)
    History.open(copy).close()


def test_a_folder_that_is_there_is_refused(filled: History, tmp_path: Path, home: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    for recordings in (None, home / "recordings"):
        with pytest.raises(InputError, match="is a folder"):
            filled.back_up(tmp_path / "full", recordings, replace=True)


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left(filled: History, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(HistoryError, match="cannot be written"):
        filled.back_up(tmp_path / "file" / "copy.sqlite3")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "voicesim-home"]


def test_a_recording_that_is_gone_is_left_out(filled: History, home: Path, tmp_path: Path) -> None:
    (home / "recordings" / "s1" / "1.wav").unlink()
    assert filled.back_up(tmp_path / "copy", home / "recordings").recordings == 1


def test_a_copy_made_while_answers_are_saved_is_consistent(
    filled: History, question: Question, tmp_path: Path, open_history: Open
) -> None:
    stop = threading.Event()

    def keep_saving() -> None:
        session = filled.start_session("practice", "b", "1")
        number = 0
        while not stop.is_set():
            number += 1
            with filled.writing():  # both or neither
                filled.begin_attempt(session.id, question, number)
                filled.begin_attempt(session.id, question, number)

    saving = threading.Thread(target=keep_saving)
    other = open_history()
    saving.start()
    try:
        for number in range(3):
            other.back_up(tmp_path / f"{number}.sqlite3")
    finally:
        stop.set()
        saving.join()
    for number in range(3):
        with History.open(tmp_path / f"{number}.sqlite3") as copy:
            assert len(copy.attempts()) % 2 == 0
