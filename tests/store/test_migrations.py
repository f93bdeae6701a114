"""A history that an older voicesim wrote keeps all it holds, and gains what is new."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from voicesim.store.history import History
from voicesim.store.migrations import MIGRATIONS, m006_check, migrate

FIRST = Path(__file__).parent / "data" / "m001.sql"


@pytest.fixture
def first(home: Path) -> Path:
    """A history as the first schema had it: one session, a judged answer and a pending one."""
    home.mkdir()
    path = home / "history.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript(FIRST.read_text(encoding="utf-8"))
    connection.close()
    return path


def schema(path: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    connection.close()
    return found


def test_everything_of_the_first_schema_is_still_there(first: Path) -> None:
    with History.open(first) as history:
        session = history.session("first")
        judged, waiting = history.attempts()
    assert (session.seed, session.planned, session.answers) == (7, ("vision-define", "quality"), 2)
    assert judged.transcript is not None
    assert judged.transcript.text == "We dropped forecasting."
    assert judged.assessment is not None
    assert judged.assessment.points[0].verdict == "missed"
    assert waiting.state == "recorded"


def test_answers_of_the_first_schema_are_found_by_their_words(first: Path) -> None:
    with History.open(first) as history:
        (match,) = history.search("forecasting").matches
    assert (match.attempt_id, match.places) == ("first-1", ((2, 2),))


def test_an_updated_history_has_the_schema_of_a_new_one(first: Path, tmp_path: Path) -> None:
    History.open(first).close()
    History.open(tmp_path / "new.sqlite3").close()
    assert schema(first) == schema(tmp_path / "new.sqlite3")


def test_answers_of_the_first_schema_have_no_follow_up_and_can_get_one(first: Path) -> None:
    with History.open(first) as history:
        judged, waiting = history.attempts()
        assert (judged.asks, judged.reply) == (None, None)
        history.begin_reply(judged, "trade-offs", judged.question)
        assert [each.id for each in history.attempts()] == [judged.id, waiting.id]


def test_what_belongs_to_an_answer_of_the_first_schema_is_still_deleted_with_it(
    first: Path, tmp_path: Path
) -> None:
    with History.open(first) as history:
        history.forget(tmp_path, session_ids=["first"])
        assert history.search("forecasting").matches == ()
    connection = sqlite3.connect(first)
    assert connection.execute("SELECT count(*) FROM verdicts").fetchone() == (0,)
    connection.close()


def test_answers_of_the_first_schema_are_measured(first: Path) -> None:
    with History.open(first) as history:
        judged, waiting = history.measured()
    assert (judged.judged, judged.section, judged.points[0].verdict) == (True, "vision", "missed")
    assert (waiting.judged, waiting.section, waiting.target_s) == (False, "vision", 120.0)


SAID = 'He said "verdict":"unsure" and ["id","kind","unsure"] to me.'


@pytest.fixture
def unsure(first: Path) -> Path:
    """The same history a little later, when points that could not be settled were called unsure."""
    connection = sqlite3.connect(first, isolation_level=None)
    connection.row_factory = sqlite3.Row
    migrate(connection, first, "2026-11-23", MIGRATIONS[: MIGRATIONS.index(m006_check)])
    (kept,) = connection.execute("SELECT * FROM verdicts").fetchall()
    judged = json.loads(kept["assessment"])
    hit = judged["points"][0] | {"verdict": "unsure", "evidence": SAID}
    told = json.dumps(judged | {"points": [hit]}, separators=(",", ":"))
    columns = {**kept, "seq": None, "assessment": told}
    connection.execute(f"INSERT INTO verdicts VALUES ({', '.join('?' * len(columns))})", (*columns.values(),))
    connection.close()
    return first


def test_what_was_unsure_once_is_read_as_a_point_to_check(unsure: Path) -> None:
    with History.open(unsure) as history:
        judged, _ = history.attempts()
        measured, _ = history.measured()
        earlier, latest = history.judgements(judged.id)
    assert judged.assessment is not None
    assert [hit.verdict for hit in judged.assessment.points] == ["check"]
    assert [point.verdict for point in measured.points] == ["check"]
    assert [each.assessment.points[0].verdict for each in (earlier, latest)] == ["missed", "check"]


def test_words_that_only_look_like_a_verdict_stay_as_they_were_said(unsure: Path) -> None:
    with History.open(unsure) as history:
        judged, _ = history.attempts()
    assert judged.assessment is not None
    assert judged.assessment.points[0].evidence == SAID
