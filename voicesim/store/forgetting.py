"""Deleting for good: sound, words, verdicts and what the search index knows of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from voicesim.errors import HistoryError
from voicesim.store.database import Database
from voicesim.store.presence import Presence
from voicesim.store.records import Forgotten

PAGE_NAME = "review.html"
"""The page about a session, in the folder of its recordings: it holds words and sound too."""

PROGRESS_NAME = "progress.html"
"""The page about all sessions, beside their folders."""


def forget(
    database: Database,
    presence: Presence,
    recordings_dir: Path,
    session_ids: Sequence[str],
    attempt_ids: Sequence[str] = (),
) -> Forgotten:
    """Delete whole sessions, and single attempts of others; a session that is left empty goes too, and with
    an answer what was said to its follow-up.

    Raises HistoryError when a session is still being held, or when a recording cannot be deleted; nothing
    but recordings is deleted then, so that it can be tried again.
    """
    replies = [reply for attempt_id in attempt_ids for reply in _replies_to(database, attempt_id)]
    doomed = [*session_ids, *(_session_of(database, attempt_id) for attempt_id in attempt_ids)]
    for session_id in doomed:
        if presence.alive(session_id):
            raise HistoryError(f"The session {session_id} is still running; end it first, then try again.")
    recordings = delete_sound(
        recordings_dir, _sound(database, recordings_dir, session_ids, [*attempt_ids, *replies])
    )
    with database.writing():
        answers = _delete_rows(database, session_ids, attempt_ids, replies)
        sessions = sum(
            database.write(
                "DELETE FROM sessions WHERE id = ? AND NOT EXISTS "
                "(SELECT 1 FROM attempts WHERE session_id = sessions.id)",
                (session_id,),
            )
            for session_id in dict.fromkeys(doomed)
        )
        # Deleted words stay in the index, marked as deleted, until it is built anew.
        database.write("INSERT INTO said (said) VALUES ('rebuild')")
    return Forgotten(sessions, answers, recordings, database.sweep())


def _delete_rows(
    database: Database, session_ids: Sequence[str], attempt_ids: Sequence[str], replies: Iterable[str]
) -> int:
    """How many there were, but for those that go with their answers."""
    for session_id in session_ids:
        database.write("DELETE FROM attempts WHERE session_id = ? AND reply > 0", (session_id,))
    for reply in replies:
        database.write("DELETE FROM attempts WHERE id = ?", (reply,))
    return sum(
        database.write(f"DELETE FROM attempts WHERE {column} = ?", (name,))
        for column, names in (("session_id", session_ids), ("id", attempt_ids))
        for name in names
    )


def _replies_to(database: Database, attempt_id: str) -> list[str]:
    """What was said to the follow-ups on an answer, discarded replies too."""
    found = database.rows(
        "SELECT r.id FROM attempts AS a JOIN attempts AS r "
        "ON (r.session_id, r.number, r.take) = (a.session_id, a.number, a.take) "
        "WHERE a.id = ? AND a.reply = 0 AND r.reply > 0",
        (attempt_id,),
    )
    return [row["id"] for row in found]


def _session_of(database: Database, attempt_id: str) -> str:
    ((session_id,),) = database.rows("SELECT session_id FROM attempts WHERE id = ?", (attempt_id,))
    return str(session_id)


def _sound(
    database: Database, recordings_dir: Path, session_ids: Sequence[str], attempt_ids: Sequence[str]
) -> set[Path]:
    """The recordings of these sessions and attempts, their pages, and all else in the sessions' folders."""
    names = {
        row["audio_path"]
        for column, ids in (("session_id", session_ids), ("id", attempt_ids))
        for each in ids
        for row in database.rows(f"SELECT audio_path FROM attempts WHERE {column} = ?", (each,))
        if row["audio_path"]
    }
    files = {recordings_dir / name for name in names}
    files |= {path.with_name(PAGE_NAME) for path in files} | {recordings_dir / PROGRESS_NAME}
    for folder in (recordings_dir / session_id for session_id in session_ids):
        files.update(path for path in folder.rglob("*") if not path.is_dir())
    return files


def delete_sound(recordings_dir: Path, files: Iterable[Path]) -> int:
    """How many recordings were there. A path that leads out of the directory is not ours and is kept."""
    home = recordings_dir.resolve()
    deleted = 0
    for path in files:
        if home not in path.resolve().parents:
            continue
        try:
            if path.exists():
                path.unlink()
                deleted += path.suffix != ".html"
            if path.parent != recordings_dir and path.parent.is_dir() and not any(path.parent.iterdir()):
                path.parent.rmdir()
        except OSError as exc:
            raise HistoryError(
                f"{path} cannot be deleted ({exc.strerror}); make its folder writable, then try again."
            ) from exc
    return deleted
