"""Takes that were started over or skipped: kept for a while, since one touch may have been a mistake."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from voicesim.errors import HistoryError, InputError
from voicesim.store import rows
from voicesim.store.database import Database
from voicesim.store.forgetting import delete_sound
from voicesim.store.records import Attempt
from voicesim.store.stamps import stamp

KEPT_DAYS = 30
"""From the day on which they were recorded."""


def discarded(database: Database) -> tuple[Attempt, ...]:
    """Those with some sound, answers and replies, the newest first."""
    return rows.attempts(database, "WHERE a.state = 'discarded' AND a.recorded_s > 0 ORDER BY a.seq DESC", ())


def restore(database: Database, attempt: Attempt) -> None:
    """Let it count again, as far as it had come. Of several replies to one follow-up only one counts, so the
    others are discarded in its place. Raises InputError where there is nothing to bring back."""
    if attempt.state != "discarded":
        raise InputError(f"{attempt.id} was not thrown away; see it with: voicesim review {attempt.id}")
    if not attempt.recorded_s:
        raise InputError(f"Of {attempt.id} no sound was kept, so there is nothing to bring back.")
    reached = "assessed" if attempt.judgement else "transcribed" if attempt.transcript else "recorded"
    if attempt.asks is not None:
        database.write(
            "UPDATE attempts SET state = 'discarded' WHERE reply > 0 AND state != 'discarded' "
            "AND (session_id, number, take) = (?, ?, ?) "
            "AND question = (SELECT question FROM attempts WHERE id = ?)",
            (attempt.session_id, attempt.number, attempt.take, attempt.id),
        )
    database.write("UPDATE attempts SET state = ? WHERE id = ?", (reached, attempt.id))


def clear_old(database: Database, recordings_dir: Path, now: datetime) -> int:
    """Delete those that were kept long enough; how many. What cannot be deleted waits for the next time."""
    before = stamp(now - timedelta(days=KEPT_DAYS))
    old = database.rows(
        "SELECT id, audio_path FROM attempts WHERE state = 'discarded' AND created_at < ?", (before,)
    )
    deleted = 0
    for row in old:
        try:
            delete_sound(recordings_dir, {recordings_dir / row["audio_path"]} if row["audio_path"] else set())
        except HistoryError:
            continue
        deleted += database.write("DELETE FROM attempts WHERE id = ?", (row["id"],))
    return deleted
