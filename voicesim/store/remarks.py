"""Remarks on an answer: the speaker's own, or those of somebody who heard it."""

from __future__ import annotations

import json

from voicesim.errors import InputError
from voicesim.store.database import Database
from voicesim.store.records import Attempt, Remark

MAX_S = 24 * 3600.0
MAX_LETTERS = 4000
MAX_NAME_LETTERS = 80

REMARKS_COLUMN = """(SELECT json_group_array(json_array(number, at_s, author, text, written_at)) FROM remarks
    WHERE attempt_id = a.id) AS remarks"""
"""A column for a query in which a is an attempt; `read_remarks` reads it."""


def add_remark(
    database: Database, attempt: Attempt, text: str, at_s: float | None, author: str, now: str
) -> None:
    """Raises InputError for a remark without words, or too long, or at no second of the answer."""
    text, author = text.strip(), author.strip()
    if not text:
        raise InputError("There is nothing to keep; write a word or more.")
    if len(text) > MAX_LETTERS or len(author) > MAX_NAME_LETTERS:
        raise InputError(
            f"A remark has {MAX_LETTERS} letters at most, and its author {MAX_NAME_LETTERS}; shorten it."
        )
    if at_s is not None and not 0 <= at_s <= (attempt.recorded_s or MAX_S):
        raise InputError(f"{attempt.id} has no second {at_s:g}; choose one of its recording.")
    database.insert("remarks", attempt_id=attempt.id, at_s=at_s, author=author, text=text, written_at=now)


def delete_remark(database: Database, number: int) -> None:
    """For good. Raises InputError when there is none of this number."""
    if not database.write("DELETE FROM remarks WHERE number = ?", (number,)):
        raise InputError(f"There is no remark {number}; it may have been deleted.")


def read_remarks(column: str) -> tuple[Remark, ...]:
    """By their second, those without one first; of one second the older before the newer."""
    found = [Remark(*each) for each in json.loads(column)]
    return tuple(sorted(found, key=lambda each: (each.at_s is not None, each.at_s or 0.0, each.number)))
