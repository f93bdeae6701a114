"""What a person decides about points of an answer, from the command line."""

from __future__ import annotations

from collections.abc import Sequence

from voicesim.errors import InputError
from voicesim.store.history import History
from voicesim.store.records import Attempt

WORDS = {"yes": True, "no": False, "open": None}


def tick(history: History, name: str | None, wanted: Sequence[str], reason: str = "") -> Attempt:
    """Keep each POINT=yes, POINT=no or POINT=open for the answer called `name`, and why; all or none.

    Raises InputError when one of them is malformed, or there is no such answer or point.
    """
    ticks = dict(_parsed(one) for one in wanted)
    if name is None:
        raise InputError("Say which answer --tick is for: voicesim review ATTEMPT --tick POINT=yes")
    return history.save_own(_answer(history, name).id, ticks, reason)


def _parsed(text: str) -> tuple[str, bool | None]:
    point_id, equals, word = text.strip().rpartition("=")
    if not equals or not point_id.strip() or word.strip().lower() not in WORDS:
        raise InputError(f"--tick {text} is not POINT=yes, POINT=no or POINT=open; write one of them.")
    return point_id.strip(), WORDS[word.strip().lower()]


def _answer(history: History, name: str) -> Attempt:
    """The answer or reply of this name; of a session the answer, when it has just one."""
    try:
        session = history.session(name)
    except InputError:
        return history.attempt(name)
    answers = history.attempts(session.id)
    if len(answers) != 1:
        ids = ", ".join(each.id for each in answers) or "none"
        raise InputError(f"{session.id} is a session; name one of its answers for --tick: {ids}.")
    return answers[0]
