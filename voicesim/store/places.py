"""Which session, take or reply comes next."""

from __future__ import annotations

from collections.abc import Callable

from voicesim.errors import HistoryError
from voicesim.store.database import Database
from voicesim.store.records import Attempt

ID_TRIES = 20


def free_id(database: Database, new_id: Callable[[], str]) -> str:
    """A name that no session has. Raises HistoryError when none is found."""
    for _ in range(ID_TRIES):
        session_id = new_id()
        if not database.rows("SELECT 1 FROM sessions WHERE id = ?", (session_id,)):
            return session_id
    raise HistoryError("No free name for a new session was found; try again in a minute.")


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
