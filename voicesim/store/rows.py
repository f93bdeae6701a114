"""Rows of the database as records."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from voicesim.assess.assessment import Assessment
from voicesim.assess.own import OwnVerdict
from voicesim.assess.second import SecondVerdict
from voicesim.bank.question import Question
from voicesim.errors import HistoryError, InputError
from voicesim.speech.words import SpeechSpan, Transcript
from voicesim.store.codec import decode
from voicesim.store.database import Database, Value
from voicesim.store.own import OWN_COLUMN, all_own, read_own
from voicesim.store.ratings import RATING_COLUMN, all_ratings, read_rating
from voicesim.store.records import Attempt, Judgement, Measured, PointVerdict, Preparation, Session
from voicesim.store.remarks import REMARKS_COLUMN, read_remarks
from voicesim.store.second import SECOND_COLUMN, all_second, read_second
from voicesim.store.voice import EARLIER_COLUMN, read_earlier

Record = TypeVar("Record")
Found = TypeVar("Found", Session, Attempt)
Take = tuple[str, int, int]

_SESSIONS = """
    SELECT s.*, (SELECT count(*) FROM attempts AS a WHERE a.session_id = s.id AND a.state != 'discarded'
    AND a.reply = 0) AS answers FROM sessions AS s """

_ATTEMPTS = f"""
    SELECT a.*, {OWN_COLUMN}, {SECOND_COLUMN}, {REMARKS_COLUMN}, {RATING_COLUMN}, {EARLIER_COLUMN},
    v.created_at AS judged_at, v.bank_id, v.bank_version, v.norms,
    v.question AS judged_question, v.assessment FROM attempts AS a LEFT JOIN verdicts AS v
    ON v.seq = (SELECT max(seq) FROM verdicts WHERE attempt_id = a.id) """

_JUDGEMENTS = """
    SELECT created_at AS judged_at, bank_id, bank_version, norms, question AS judged_question, assessment
    FROM verdicts WHERE attempt_id = ? ORDER BY seq"""

# Only answers without a verdict need the question itself, which is long. Sorted by +seq, since by seq
# SQLite would read the wide rows and not the index.
_MEASURED = """
    SELECT a.id, a.session_id, s.kind, coalesce(m.bank_id, s.bank_id), a.question_id,
    coalesce(m.section, (SELECT json_extract(question, '$.section') FROM attempts WHERE seq = a.seq)),
    a.number, a.take, a.created_at, m.attempt IS NOT NULL AS judged,
    coalesce(m.target_s, (SELECT json_extract(question, '$.target_s') FROM attempts WHERE seq = a.seq)),
    m.answer_s, m.length, m.words_per_minute, m.fillers_per_minute, m.spread_st, coalesce(m.points, '[]')
    FROM attempts AS a JOIN sessions AS s ON s.id = a.session_id LEFT JOIN measures AS m ON m.attempt = a.seq
    WHERE a.state != 'discarded' AND a.reply = 0 """


_MAKE_MEASURED: Callable[..., Measured] = Measured


def sessions(database: Database, where: str, values: tuple[Value, ...]) -> tuple[Session, ...]:
    """`where` is the rest of the statement; the table is called s."""
    return tuple(_read(database, _session, row) for row in database.rows(_SESSIONS + where, values))


def attempts(database: Database, where: str, values: tuple[Value, ...]) -> tuple[Attempt, ...]:
    """Each answer with the replies to it. `where` is the rest of the statement; the table is a."""
    found = _attempts(database, where, values)
    replies = _replies(database, {attempt.session_id for attempt in found if attempt.asks is None})
    return tuple(
        attempt if attempt.asks is not None else _followed(attempt, replies.get(_take(attempt), ()))
        for attempt in found
    )


def _attempts(database: Database, where: str, values: tuple[Value, ...]) -> tuple[Attempt, ...]:
    return tuple(_read(database, _attempt, row) for row in database.rows(_ATTEMPTS + where, values))


def _followed(answer: Attempt, replies: Sequence[Attempt]) -> Attempt:
    """Each follow-up was asked after what was said just before it, so its reply hangs there."""
    following: Attempt | None = None
    for reply in reversed(replies):
        following = replace(reply, reply=following)
    return replace(answer, reply=following)


def _replies(database: Database, session_ids: Iterable[str]) -> dict[Take, list[Attempt]]:
    """By the take that they reply to, in order; one that was started over is not among them."""
    where = (
        "WHERE a.reply > 0 AND a.state != 'discarded' AND a.session_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY a.seq"
    )
    found: dict[Take, list[Attempt]] = {}
    for reply in _attempts(database, where, (json.dumps(list(session_ids)),)):
        found.setdefault(_take(reply), []).append(reply)
    return found


def _take(attempt: Attempt) -> Take:
    return attempt.session_id, attempt.number, attempt.take


def judgements(database: Database, attempt_id: str) -> tuple[Judgement, ...]:
    return tuple(_read(database, _judgement, row) for row in database.rows(_JUDGEMENTS, (attempt_id,)))


def measured(database: Database, session_ids: Sequence[str] | None) -> tuple[Measured, ...]:
    """Of all sessions when `session_ids` is None."""
    among = "" if session_ids is None else "AND a.session_id IN (SELECT value FROM json_each(?)) "
    values = () if session_ids is None else (json.dumps(list(session_ids)),)
    found = database.rows(f"{_MEASURED}{among}ORDER BY +a.seq", values)
    own, second, ratings = all_own(database), all_second(database), all_ratings(database)
    said = own.keys() | second.keys() | ratings.keys()
    told = (_read(database, _measured, row) for row in found)
    return tuple(
        replace(
            _standing(each, own.get(each.attempt_id, {}), second.get(each.attempt_id, {})),
            rating=ratings.get(each.attempt_id),
        )
        if each.attempt_id in said
        else each
        for each in told
    )


def _standing(
    answer: Measured, own: Mapping[str, OwnVerdict], second: Mapping[str, SecondVerdict]
) -> Measured:
    """The verdicts that count, as `Attempt.standing` has them."""

    def over(point: PointVerdict) -> PointVerdict:
        said = own.get(point.point_id)
        if point.verdict == "check" and point.point_id in second:
            point = replace(point, verdict=second[point.point_id].verdict)
        return replace(point, verdict=said.verdict, told=point.verdict, own=said) if said else point

    return replace(answer, points=tuple(map(over, answer.points)))


def _read(database: Database, reader: Callable[[sqlite3.Row], Record], row: sqlite3.Row) -> Record:
    try:
        return reader(row)
    except (KeyError, TypeError, ValueError) as exc:
        raise HistoryError(
            f"The history {database.path} holds an entry that cannot be read ({exc}); "
            "put a backup in its place, or update voicesim."
        ) from exc


def _session(row: sqlite3.Row) -> Session:
    return Session(
        id=row["id"],
        started_at=row["started_at"],
        kind=row["kind"],
        bank_id=row["bank_id"],
        bank_version=row["bank_version"],
        seed=None if row["seed"] is None else int(row["seed"]),
        planned=decode(tuple[str, ...], row["planned"]),
        finished_at=row["finished_at"],
        answers=row["answers"],
    )


def _attempt(row: sqlite3.Row) -> Attempt:
    return Attempt(
        id=row["id"],
        session_id=row["session_id"],
        number=row["number"],
        take=row["take"],
        created_at=row["created_at"],
        question=decode(Question, row["question"]),
        state=row["state"],
        audio_path=row["audio_path"],
        recorded_s=row["recorded_s"],
        preparation=None if row["prep_s"] is None else Preparation(row["prep_s"], row["prep_used_s"]),
        ended_by=row["ended_by"],
        spans=decode(tuple[SpeechSpan, ...], row["spans"]),
        notices=decode(tuple[str, ...], row["notices"]),
        transcript=None if row["transcript"] is None else decode(Transcript, row["transcript"]),
        judgement=None if row["assessment"] is None else _judgement(row),
        asks=row["asks"],
        own=read_own(row["own"]),
        second=read_second(row["second"]),
        remarks=read_remarks(row["remarks"]),
        rating=read_rating(row["rating"]),
        earlier=read_earlier(row["earlier"]),
    )


def _measured(row: sqlite3.Row) -> Measured:
    """The columns stand in the order of the fields: there may be ten thousands."""
    *values, points = row
    return _MAKE_MEASURED(*values, _points(points))


@lru_cache(maxsize=4096)
def _points(text: str) -> tuple[PointVerdict, ...]:
    """Many answers come out alike, and are read once."""
    return tuple(PointVerdict(*point) for point in json.loads(text))


def _judgement(row: sqlite3.Row) -> Judgement:
    return Judgement(
        created_at=row["judged_at"],
        bank_id=row["bank_id"],
        bank_version=row["bank_version"],
        question=decode(Question, row["judged_question"]),
        assessment=decode(Assessment, row["assessment"]),
        norms=row["norms"],
    )


def the_one(what: str, name: str, found: Sequence[Found]) -> Found:
    """The one record that `name` stands for. Raises InputError when there is none or more than one."""
    exact = [record for record in found if record.id == name]
    if len(found) == 1 or exact:
        return (exact or found)[0]
    if not found:
        raise InputError(f"There is no {what} {name}; check its name.")
    raise InputError(
        f"{name} could be {', '.join(record.id for record in found)}; give more of the {what}'s id"
    )
