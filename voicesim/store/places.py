"""Which take or reply of a session comes next."""

from __future__ import annotations

from voicesim.store.database import Database
from voicesim.store.records import Attempt


def next_take(database: Database, session_id: str, number: int) -> int:
    """Of the question with this place in the session."""
    (found,) = database.rows(
        "SELECT coalesce(max(take), 0) + 1 AS take FROM attempts WHERE session_id = ? AND number = ?",
        (session_id, number),
    )
    return int(found["take"])


def next_reply(database: Database, answer: Attempt) -> int:
    """To the follow-up on this take."""
    (found,) = database.rows(
        "SELECT max(reply) + 1 AS reply FROM attempts WHERE session_id = ? AND number = ? AND take = ?",
        (answer.session_id, answer.number, answer.take),
    )
    return int(found["reply"])
