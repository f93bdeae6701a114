"""The speakers' own verdicts on their points, apart from the judge's: no judging anew touches them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from voicesim.assess.own import OwnVerdict
from voicesim.assess.second import resolved
from voicesim.errors import InputError
from voicesim.inputs.text import clean
from voicesim.store.database import Database
from voicesim.store.records import Attempt

MAX_LETTERS = 2000

OWN_COLUMN = """(SELECT json_group_array(json_array(point_id, made, decided_at, reason, over))
    FROM own_verdicts WHERE attempt_id = a.id) AS own"""
"""A column for a query in which a is an attempt; `read_own` reads it."""


def save_own(
    database: Database, attempt: Attempt, ticks: Mapping[str, bool | None], now: str, reason: str = ""
) -> None:
    """Keep what was decided on points by their ids; None takes back what was said before. Without a new
    reason the one of the same decision stays.

    Raises InputError, and keeps nothing, when the question has no such point, or the reason is too long.
    """
    _check(attempt, ticks, reason := clean(reason).strip())
    found = resolved(attempt.assessment.points, attempt.second) if attempt.assessment else ()
    before = {own.point_id: own for own in attempt.own}
    verdicts = {hit.point_id: hit.verdict for hit in found}
    with database.writing():
        for point_id, made in ticks.items():
            database.write(
                "DELETE FROM own_verdicts WHERE attempt_id = ? AND point_id = ?", (attempt.id, point_id)
            )
            if made is None:
                continue
            old = before.get(point_id)
            same = old is not None and old.made == made
            database.insert(
                "own_verdicts",
                attempt_id=attempt.id,
                point_id=point_id,
                made=int(made),
                decided_at=now,
                reason=reason or (old.reason if old and same else ""),
                over=old.over if old and same else verdicts.get(point_id),
            )


def _check(attempt: Attempt, ticks: Mapping[str, bool | None], reason: str) -> None:
    question = attempt.judgement.question if attempt.judgement else attempt.question
    known = [point.id for point in question.key_points]
    for point_id in ticks:
        if point_id not in known:
            raise InputError(
                f"{question.id} has no point {point_id}; choose from {', '.join(known)}."
                if known
                else f"{attempt.id} answers a question without key points, so there is none to decide on."
            )
    if len(reason) > MAX_LETTERS:
        raise InputError(f"A reason has {MAX_LETTERS} letters at most; shorten it.")


def read_own(column: str) -> tuple[OwnVerdict, ...]:
    """By the points' ids."""
    return tuple(map(_own, sorted(json.loads(column))))


def all_own(database: Database) -> dict[str, dict[str, OwnVerdict]]:
    """By the attempt's id and the point's: few, since most answers have none."""
    found: dict[str, dict[str, OwnVerdict]] = {}
    for attempt_id, *columns in database.rows(
        "SELECT attempt_id, point_id, made, decided_at, reason, over FROM own_verdicts"
    ):
        own = _own(columns)
        found.setdefault(attempt_id, {})[own.point_id] = own
    return found


def _own(columns: list[object]) -> OwnVerdict:
    point_id, made, at, reason, over = columns
    return OwnVerdict(point_id, bool(made), at, reason, over)  # type: ignore[arg-type]
