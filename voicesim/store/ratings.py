"""What people thought of their own answers before the feedback."""

from __future__ import annotations

import json
from collections.abc import Sequence

from voicesim.assess.self_rating import BEST, WORST, SelfRating
from voicesim.errors import InputError
from voicesim.store.database import Database
from voicesim.store.records import Attempt

RATING_COLUMN = """(SELECT json_array(went, made, asked, rated_at) FROM self_ratings
    WHERE attempt_id = a.id) AS rating"""
"""A column for a query in which a is an attempt; `read_rating` reads it."""


def save_rating(
    database: Database, attempt: Attempt, went: int | None, made: Sequence[str] | None, now: str
) -> None:
    """In place of what was kept before. Raises InputError for another number, or a point that the question
    lacks."""
    asked = [point.id for point in attempt.question.key_points]
    if went is not None and not WORST <= went <= BEST:
        raise InputError(f"How it went is a number from {WORST} to {BEST}, not {went}.")
    if unknown := [each for each in made or () if each not in asked]:
        raise InputError(f"{attempt.question.id} has no point {unknown[0]}.")
    database.write("DELETE FROM self_ratings WHERE attempt_id = ?", (attempt.id,))
    database.insert(
        "self_ratings",
        attempt_id=attempt.id,
        went=went,
        made=None if made is None else json.dumps(list(made)),
        asked=json.dumps(asked),
        rated_at=now,
    )


def read_rating(column: str | None) -> SelfRating | None:
    return None if column is None else _rating(*json.loads(column))


def all_ratings(database: Database) -> dict[str, SelfRating]:
    """By the attempt's id."""
    found = database.rows("SELECT attempt_id, went, made, asked, rated_at FROM self_ratings")
    return {attempt_id: _rating(*columns) for attempt_id, *columns in found}


def _rating(went: int | None, made: str | None, asked: str, at: str) -> SelfRating:
    return SelfRating(went, None if made is None else tuple(json.loads(made)), tuple(json.loads(asked)), at)
