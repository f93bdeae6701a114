"""The connection to the SQLite file: private, durable, and with every failure put into words."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from voicesim.errors import HistoryError, InputError
from voicesim.store.migrate import migrate

BUSY_S = 5.0
"""How long another process may hold the file before we give up."""

Value = str | float | int | None
Version = tuple[int, int, int]
"""Equal for as long as nothing was changed; says nothing else."""

_REMEDIES = {
    sqlite3.SQLITE_BUSY: "The history {path} is in use by another program; close that one and try again.",
    sqlite3.SQLITE_LOCKED: "The history {path} is in use by another program; close that one and try again.",
    sqlite3.SQLITE_NOTADB: "{path} is not a voicesim history; move it away (a new one is then started, and "
    "the recordings are taken up again) or put a backup in its place.",
    sqlite3.SQLITE_CORRUPT: "The history {path} is damaged; move it away (a new one is then started, and the "
    "recordings are taken up again) or put a backup in its place.",
    sqlite3.SQLITE_READONLY: "The history {path} cannot be written; make the file and its folder writable, "
    "or set VOICESIM_HOME to a folder that is.",
    sqlite3.SQLITE_CANTOPEN: "The history {path} cannot be opened; make its folder readable and writable, "
    "or set VOICESIM_HOME to a folder that is.",
    sqlite3.SQLITE_FULL: "The disk is full, so the history {path} could not be written; free some space "
    "and try again.",
    sqlite3.SQLITE_IOERR: "The disk failed or is full while the history {path} was used; check the disk "
    "and its free space, then try again.",
}


class Database:
    """One open history file. Statements may come from any thread; a lock puts them in a row."""

    def __init__(self, path: Path, now: str, busy_s: float = BUSY_S) -> None:
        """Open the file, create it when there is none, and bring its schema up to date.

        Raises HistoryError when the file cannot be opened or is not a history that this version can read.
        """
        self.path = path
        self._lock = threading.RLock()
        self._rollbacks = 0
        _make_private(path)
        with _in_words(path):
            self._connection = sqlite3.connect(
                path, timeout=busy_s, isolation_level=None, check_same_thread=False
            )
        try:
            with _in_words(path):
                _prepare(self._connection, path, now)
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        with self._lock, _in_words(self.path):
            self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction: all that is written inside is kept, or none of it. May be nested."""
        with self._lock, _in_words(self.path):
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.rollback()
                self._rollbacks += 1
                raise

    def version(self) -> Version:
        """Another value after anything in the file was changed, by this connection or by another one."""
        with self._lock, _in_words(self.path):
            (others,) = self._connection.execute("PRAGMA data_version").fetchone()
            return others, self._connection.total_changes, self._rollbacks

    def write(self, statement: str, values: tuple[Value, ...] = ()) -> int:
        """Run one statement; returns how many rows it touched."""
        with self.writing():
            return self._connection.execute(statement, values).rowcount

    def insert(self, table: str, **values: Value) -> None:
        """Add one row; the names are columns."""
        places = ", ".join("?" * len(values))
        self.write(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", tuple(values.values()))

    def rows(self, query: str, values: tuple[Value, ...] = ()) -> list[sqlite3.Row]:
        with self._lock, _in_words(self.path):
            return self._connection.execute(query, values).fetchall()

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy, a file by itself, while this one stays in use."""
        with closing(sqlite3.connect(path)) as copy, self._lock, _in_words(self.path):
            self._connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")

    def sweep(self) -> bool:
        """Leave nothing of deleted rows in the files; False when another program still holds on to it."""
        with self._lock, _in_words(self.path):
            try:
                self._connection.execute("VACUUM")
            except sqlite3.OperationalError as exc:
                if exc.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                    raise
                return False
            (busy, _, _) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy


def _make_private(path: Path) -> None:
    """Create the file 0600 in a directory 0700, or take the rights of others away from the file."""
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        elif path.stat().st_mode & 0o077:
            path.chmod(path.stat().st_mode & 0o700)
    except OSError as exc:
        raise HistoryError(
            f"The history {path} cannot be created or opened ({exc.strerror}); make its folder writable, "
            "or set VOICESIM_HOME to a folder that is."
        ) from exc


def _prepare(connection: sqlite3.Connection, path: Path, now: str) -> None:
    connection.row_factory = sqlite3.Row
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    # In WAL mode the default may lose the last commits when the power fails.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
    connection.execute("PRAGMA foreign_keys = OFF")  # a step that builds a table anew must not cascade
    migrate(connection, path, now)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN IMMEDIATE")  # a history that cannot be written is told now, not mid-answer
    connection.execute("ROLLBACK")


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except UnicodeEncodeError as exc:  # such as a name on the command line in another encoding
        raise InputError(
            f"The history takes Unicode text only ({exc.reason}); write the name in UTF-8."
        ) from exc
    except sqlite3.Error as exc:
        code = getattr(exc, "sqlite_errorcode", None)
        remedy = _REMEDIES.get(code & 0xFF) if code is not None else None
        sentence = remedy or f"The history {{path}} could not be used ({exc}); put a backup in its place."
        raise HistoryError(sentence.replace("{path}", str(path))) from exc
