"""Brings a database file to the schema of today, step by step."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from voicesim.errors import HistoryError
from voicesim.store.migrations import MIGRATIONS, Migration

APPLICATION_ID = 0x76734849
"""Marks an SQLite file as a voicesim history ("vsHI")."""


def migrate(
    connection: sqlite3.Connection, path: Path, now: str, steps: Sequence[Migration] = MIGRATIONS
) -> None:
    """Apply the steps that are missing, each in its own transaction, and record their names.

    Raises HistoryError when the file is another program's, or was written by a newer voicesim.
    """
    applied = _applied(connection, path)
    if applied - {step.__name__ for step in steps}:
        raise HistoryError(
            f"The history {path} was written by a newer voicesim; "
            "update this one with: pip install --upgrade voicesim."
        )
    for step in steps:
        if step.__name__ not in applied:
            _apply(connection, step, now)


def _applied(connection: sqlite3.Connection, path: Path) -> set[str]:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    if mark not in (0, APPLICATION_ID) or (tables and "migrations" not in tables):
        raise HistoryError(
            f"{path} is the database of another program; move it away, or set VOICESIM_HOME to a folder "
            "of voicesim's own."
        )
    if not tables:
        return set()
    return {name for (name,) in connection.execute("SELECT name FROM migrations")}


def _apply(connection: sqlite3.Connection, step: Migration, now: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at TEXT)")
        done = connection.execute("SELECT 1 FROM migrations WHERE name = ?", (step.__name__,)).fetchone()
        if not done:  # another voicesim may have been first
            step(connection)
            connection.execute("INSERT INTO migrations VALUES (?, ?)", (step.__name__, now))
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
