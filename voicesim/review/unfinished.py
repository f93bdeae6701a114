"""What a session that was broken off has left to ask."""

from __future__ import annotations

from collections.abc import Iterable

from voicesim.store.records import Attempt, Session


def unanswered(session: Session, attempts: Iterable[Attempt]) -> tuple[str, ...]:
    """Ids of the planned questions without an answer, in their order; a discarded attempt is none."""
    answered = {attempt.number for attempt in attempts if attempt.state != "discarded"}
    return tuple(each for number, each in enumerate(session.planned, 1) if number not in answered)
