"""What the second reader says of points, apart from the judge's verdicts, until they mean something else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from voicesim.assess.second import SecondVerdict
from voicesim.store.database import Database
from voicesim.store.records import Attempt

SECOND_COLUMN = """(SELECT json_group_array(json_array(point_id, made, quote, model)) FROM second_verdicts
    WHERE attempt_id = a.id) AS second"""
"""A column for a query in which a is an attempt; `read_second` reads it."""


def save_second(
    database: Database, now: Attempt, asked: Attempt, verdicts: Iterable[SecondVerdict], at: str
) -> None:
    """Keep what was said of an attempt as it was `asked` about, where that is still so `now`."""
    before, after = _askings(asked), _askings(now)
    with database.writing():
        for each in verdicts:
            if each.point_id not in after or after[each.point_id] != before.get(each.point_id):
                continue
            _forget(database, now.id, each.point_id)
            database.insert(
                "second_verdicts",
                attempt_id=now.id,
                point_id=each.point_id,
                made=int(each.made),
                quote=each.quote and each.quote.encode("utf-8", "replace").decode(),
                model=each.model,
                asked=after[each.point_id],
                said_at=at,
            )


def drop_outdated(database: Database, attempt: Attempt) -> None:
    """Forget what was said of points that mean something else now, or of other words."""
    today = _askings(attempt)
    for row in database.rows(
        "SELECT point_id, asked FROM second_verdicts WHERE attempt_id = ?", (attempt.id,)
    ):
        if row["asked"] != today.get(row["point_id"]):
            _forget(database, attempt.id, row["point_id"])


def read_second(column: str) -> tuple[SecondVerdict, ...]:
    """By the points' ids."""
    found = sorted(json.loads(column), key=lambda each: str(each[0]))
    return tuple(SecondVerdict(point_id, bool(made), quote, model) for point_id, made, quote, model in found)


def all_second(database: Database) -> dict[str, dict[str, SecondVerdict]]:
    """By the attempt's id and the point's: few, since most answers have none."""
    found: dict[str, dict[str, SecondVerdict]] = {}
    for attempt_id, *verdict in database.rows(
        "SELECT attempt_id, point_id, made, quote, model FROM second_verdicts"
    ):
        point_id, made, quote, model = verdict
        found.setdefault(attempt_id, {})[point_id] = SecondVerdict(point_id, bool(made), quote, model)
    return found


def _forget(database: Database, attempt_id: str, point_id: str) -> None:
    database.write(
        "DELETE FROM second_verdicts WHERE attempt_id = ? AND point_id = ?", (attempt_id, point_id)
    )


def _askings(attempt: Attempt) -> dict[str, str]:
    """What would be asked about each point, as a number that says whether it is the same."""
    question = attempt.judgement.question if attempt.judgement else attempt.question
    said = attempt.transcript.text if attempt.transcript else ""
    return {
        point.id: hashlib.sha256(json.dumps([question.prompt, point.means, said]).encode()).hexdigest()
        for point in question.key_points
    }
