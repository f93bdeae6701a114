"""The speakers' own verdicts on their points, apart from the judge's: no judging anew touches them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from voicesim.assess.own import OwnVerdict
from voicesim.errors import InputError
from voicesim.store.database import Database
from voicesim.store.records import Attempt

OWN_COLUMN = """(SELECT json_group_array(json_array(point_id, made, decided_at)) FROM own_verdicts
    WHERE attempt_id = a.id) AS own"""
"""A column for a query in which a is an attempt; `read_own` reads it."""


def save_own(database: Database, attempt: Attempt, ticks: Mapping[str, bool | None], now: str) -> None:
    """Keep what was decided on points by their ids; None takes back what was said before.

    Raises InputError, and keeps nothing, when the question has no such point.
    """
    question = attempt.judgement.question if attempt.judgement else attempt.question
    known = [point.id for point in question.key_points]
    for point_id in ticks:
        if point_id not in known:
            raise InputError(
                f"{question.id} has no point {point_id}; choose from {', '.join(known)}."
                if known
                else f"{attempt.id} answers a question without key points, so there is none to decide on."
            )
    with database.writing():
        for point_id, made in ticks.items():
            database.write(
                "DELETE FROM own_verdicts WHERE attempt_id = ? AND point_id = ?", (attempt.id, point_id)
            )
            if made is not None:
                database.insert(
                    "own_verdicts", attempt_id=attempt.id, point_id=point_id, made=int(made), decided_at=now
                )


def read_own(column: str) -> tuple[OwnVerdict, ...]:
    """By the points' ids."""
    return tuple(OwnVerdict(point_id, bool(made), at) for point_id, made, at in sorted(json.loads(column)))


def all_own(database: Database) -> dict[str, dict[str, OwnVerdict]]:
    """By the attempt's id and the point's: few, since most answers have none."""
    found: dict[str, dict[str, OwnVerdict]] = {}
    for attempt_id, point_id, made, at in database.rows(
        "SELECT attempt_id, point_id, made, decided_at FROM own_verdicts"
    ):
        found.setdefault(attempt_id, {})[point_id] = OwnVerdict(point_id, bool(made), at)
    return found
