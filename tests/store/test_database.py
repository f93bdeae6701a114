"""The file itself: private, durable, and every way in which it can fail told in one sentence."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.conftest import Open
from voicesim.bank.question import Question
from voicesim.errors import HistoryError
from voicesim.store import migrations
from voicesim.store.history import History


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_nobody_else_may_read_it(home: Path, history: History) -> None:
    history.start_session("practice", "b", "1")
    assert mode(home) == 0o700
    assert {path.name: oct(mode(path)) for path in home.rglob("*") if path.is_file()} == {
        "history.sqlite3": "0o600",
        "history.sqlite3-wal": "0o600",
        "history.sqlite3-shm": "0o600",
        "s1.lock": "0o600",
    }


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_file_that_others_could_read_is_closed_to_them(open_history: Open, home: Path) -> None:
    open_history().close()
    (home / "history.sqlite3").chmod(0o644)
    open_history()
    assert mode(home / "history.sqlite3") == 0o600


def test_an_existing_folder_keeps_its_permissions(tmp_path: Path, open_history: Open) -> None:
    before = mode(tmp_path)
    open_history(tmp_path / "h.sqlite3")
    assert mode(tmp_path) == before


def test_what_was_saved_survives_a_kill(home: Path, open_history: Open) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from voicesim.store.history import History\n"
        "h = History.open(Path(sys.argv[1])); h.start_session('practice', 'b', '1')\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", program, home / "history.sqlite3"], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(open_history().sessions()) == 1


def test_every_commit_reaches_the_disk(history: History) -> None:
    (synchronous,) = history._database.rows("PRAGMA synchronous")[0]
    (journal,) = history._database.rows("PRAGMA journal_mode")[0]
    (foreign_keys,) = history._database.rows("PRAGMA foreign_keys")[0]
    assert (synchronous, journal, foreign_keys) == (2, "wal", 1)


def test_a_file_of_another_kind_is_refused_and_left_as_it_is(open_history: Open, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, " * 500)
    with pytest.raises(HistoryError, match=r"notes\.txt is not a voicesim history; move it away"):
        open_history(path)
    assert path.read_text() == "Dear diary, " * 500


def test_the_database_of_another_program_is_refused(open_history: Open, tmp_path: Path) -> None:
    path = tmp_path / "music.sqlite3"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    other.close()
    with pytest.raises(HistoryError, match=r"music\.sqlite3 is the database of another program"):
        open_history(path)


def test_a_marked_database_of_another_program_is_refused(open_history: Open, tmp_path: Path) -> None:
    path = tmp_path / "marked.sqlite3"
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA application_id = 1")
    other.close()
    with pytest.raises(HistoryError, match="another program"):
        open_history(path)


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_truncated_history_is_told_with_the_remedy(
    open_history: Open, home: Path, question: Question, kept: float
) -> None:
    history = open_history()
    session = history.start_session("practice", "b", "1")
    for number in range(1, 200):
        history.begin_attempt(session.id, question, number)
    history.close()
    path = home / "history.sqlite3"
    os.truncate(path, int(path.stat().st_size * kept))
    with pytest.raises(HistoryError, match=r"history\.sqlite3 is damaged; move it away"):
        open_history()


def test_an_empty_file_is_an_empty_history(open_history: Open, tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    path.touch()
    assert open_history(path).sessions() == ()


def test_damage_inside_is_told_when_it_is_met(open_history: Open, home: Path, question: Question) -> None:
    history = open_history()
    session = history.start_session("practice", "b", "1")
    history.begin_attempt(session.id, question, 1)
    history.close()
    with sqlite3.connect(home / "history.sqlite3") as vandal:
        vandal.execute("UPDATE attempts SET question = '{}'")
    vandal.close()
    with pytest.raises(HistoryError, match="holds an entry that cannot be read"):
        open_history().attempts()


def test_a_lock_that_is_soon_released_is_waited_for(open_history: Open, home: Path) -> None:
    open_history().close()
    program = (
        "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('BEGIN EXCLUSIVE'); print('locked', flush=True); time.sleep(0.5); c.execute('ROLLBACK')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, home / "history.sqlite3"], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert open_history().sessions() == ()


def test_a_lock_that_stays_is_told_after_the_wait(open_history: Open, home: Path) -> None:
    open_history().close()
    other = sqlite3.connect(home / "history.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    started = time.monotonic()
    with pytest.raises(HistoryError, match="in use by another program; close that one"):
        open_history(busy_s=0.3)
    assert 0.2 < time.monotonic() - started < 3
    other.close()


def test_many_programs_may_create_it_at_the_same_time(home: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from voicesim.store.history import History\n"
        "History.open(Path(sys.argv[1])).start_session('practice', 'b', '1')"
    )
    command = [sys.executable, "-c", program, str(home / "history.sqlite3")]
    programs = [subprocess.Popen(command) for _ in range(4)]
    assert [one.wait(timeout=60) for one in programs] == [0] * 4
    with History.open(home / "history.sqlite3") as history:
        assert len(history.sessions()) == 4


def test_a_place_where_no_folder_can_be_is_told(open_history: Open, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(HistoryError, match=r"cannot be created or opened .* VOICESIM_HOME"):
        open_history(tmp_path / "file" / "h.sqlite3")


def test_a_folder_in_its_place_is_told(open_history: Open, tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="cannot be opened"):
        open_history(tmp_path)


@pytest.fixture
def readonly_folder() -> Iterator[Path]:
    """A folder in which this process may not write, even when the tests run as root."""
    folder = Path(tempfile.mkdtemp())
    History.open(folder / "there.sqlite3").close()
    (folder / "there.sqlite3").chmod(0o444)
    folder.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield folder
    if is_root:
        os.seteuid(0)
    folder.chmod(0o755)
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize("name", ["new.sqlite3", "there.sqlite3"])
def test_a_folder_that_cannot_be_written_is_told(readonly_folder: Path, name: str) -> None:
    with pytest.raises(HistoryError, match=r"VOICESIM_HOME"):
        History.open(readonly_folder / name)


def test_a_full_disk_keeps_what_was_there(history: History, question: Question) -> None:
    session = history.start_session("practice", "b", "1")
    history._database.rows("PRAGMA max_page_count = 1")  # SQLite then answers as on a full disk
    long = replace(question, prompt="x" * 100_000)
    with pytest.raises(HistoryError, match="disk is full"):
        history.begin_attempt(session.id, long, 1)
    history._database.rows("PRAGMA max_page_count = 100000")
    assert history.attempts() == ()
    assert history.begin_attempt(session.id, long, 1) == history.attempts()[0]


def test_a_history_that_was_closed_says_so(open_history: Open) -> None:
    history = open_history()
    history.close()
    with pytest.raises(HistoryError, match="closed"):
        history.sessions()


def test_a_newer_history_is_refused_with_the_way_to_update(open_history: Open, home: Path) -> None:
    open_history().close()
    with sqlite3.connect(home / "history.sqlite3") as newer:
        newer.execute("INSERT INTO migrations VALUES ('m999_from_the_future', '')")
    newer.close()
    with pytest.raises(HistoryError, match="newer voicesim; update this one with: pip install --upgrade"):
        open_history()


def test_a_step_that_fails_leaves_the_schema_as_it_was(open_history: Open, home: Path) -> None:
    open_history().close()

    def m002_breaks(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (done TEXT)")
        connection.execute("CREATE TABLE half (done TEXT)")

    path = home / "history.sqlite3"
    connection = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrations.migrate(connection, path, "now", (*migrations.MIGRATIONS, m002_breaks))
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert "half" not in names
    assert open_history().sessions() == ()


def test_a_later_step_is_applied_once_to_what_is_there(open_history: Open, home: Path) -> None:
    open_history().start_session("practice", "b", "1")
    runs = []

    def m002_note(connection: sqlite3.Connection) -> None:
        runs.append(1)
        connection.execute("ALTER TABLE sessions ADD COLUMN note TEXT NOT NULL DEFAULT ''")

    path = home / "history.sqlite3"
    connection = sqlite3.connect(path, isolation_level=None)
    for _ in range(2):
        migrations.migrate(connection, path, "now", (*migrations.MIGRATIONS, m002_note))
    assert connection.execute("SELECT id, note FROM sessions").fetchall() == [("s1", "")]
    connection.close()
    assert runs == [1]


def test_released_steps_have_unique_names_in_order() -> None:
    names = [step.__name__ for step in migrations.MIGRATIONS]
    assert names == sorted(set(names))
