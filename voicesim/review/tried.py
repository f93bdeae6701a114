"""Whether a question was answered before."""

from __future__ import annotations

from voicesim.store.history import History


def has_tried(history: History, bank_id: str, question_id: str) -> bool:
    """Whether there is an answer to this question of this bank, the demo's own left out."""
    sessions = (session for session in history.sessions() if session.kind != "demo")
    sat = {session.id for session in sessions if session.bank_id == bank_id}
    return any(attempt.session_id in sat for attempt in history.attempts(question_id=question_id))
