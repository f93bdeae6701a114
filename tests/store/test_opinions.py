"""What people say of their own answers: what they thought beforehand, and verdicts that they correct."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.present import present
from voicesim.assess.assessment import Assessment, PointHit, Verdict
from voicesim.bank.question import Question
from voicesim.errors import InputError
from voicesim.store.history import History
from voicesim.store.migrations import MIGRATIONS, m013_corrections, migrate


@pytest.fixture
def answer(history: History, question: Question, judge: Callable[[str], Assessment]) -> str:
    """An answer whose only point is covered."""
    session = history.start_session("practice", "senior-pm", "v1")
    attempt = history.begin_attempt(session.id, question, 1)
    history.save_recording(attempt.id, 60.0)
    judged_as(history, judge, attempt.id, "covered")
    return attempt.id


def judged_as(
    history: History, judge: Callable[[str], Assessment], attempt_id: str, verdict: Verdict
) -> None:
    hit = PointHit("trade-offs", "tradeoff", verdict, "so it seems")
    history.save_assessment(attempt_id, replace(judge("1"), points=(hit,)), bank_id="b", bank_version="1")


class TestARating:
    def test_is_kept_with_what_was_asked(self, history: History, answer: str) -> None:
        rating = present(history.save_rating(answer, 4, ["trade-offs"]).rating)
        assert (rating.went, rating.made, rating.asked) == (4, ("trade-offs",), ("trade-offs",))
        assert history.measured()[0].rating == rating
        assert (rating.thought("trade-offs"), rating.thought("unheard-of")) == (True, None)

    def test_in_part_says_nothing_of_the_rest(self, history: History, answer: str) -> None:
        assert present(history.save_rating(answer, None, []).rating).thought("trade-offs") is False
        assert present(history.save_rating(answer, 2, None).rating).thought("trade-offs") is None

    @pytest.mark.parametrize(("went", "made"), [(0, None), (6, None), (3, ["unheard-of"])])
    def test_that_cannot_be_is_refused(
        self, history: History, answer: str, went: int, made: list[str] | None
    ) -> None:
        with pytest.raises(InputError):
            history.save_rating(answer, went, made)
        assert history.attempt(answer).rating is None

    def test_goes_with_its_answer(self, history: History, answer: str, tmp_path: Path) -> None:
        history.save_rating(answer, 4, ["trade-offs"])
        history.save_own(answer, {"trade-offs": False}, "No.")
        history.finish_session("s1")
        history.forget(tmp_path, attempt_ids=[answer])
        connection = sqlite3.connect(tmp_path / "voicesim-home" / "history.sqlite3")
        for table in ("self_ratings", "own_verdicts"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        connection.close()


class TestACorrection:
    def test_knows_what_it_corrects_and_why(self, history: History, answer: str) -> None:
        (own,) = history.save_own(answer, {"trade-offs": False}, " That was\x1b[31m not me. ").own
        assert (own.reason, own.over, own.corrects) == ("That was not me.", "covered", True)
        (point,) = history.measured()[0].points
        assert (point.verdict, point.apart, point.own) == ("missed", "covered", own)

    def test_stands_whatever_the_judge_says_later(
        self, history: History, answer: str, judge: Callable[[str], Assessment]
    ) -> None:
        history.save_own(answer, {"trade-offs": False}, "No.")
        judged_as(history, judge, answer, "missed")
        (own,) = history.attempt(answer).own
        assert (own.over, own.reason, own.corrects) == ("covered", "No.", True)
        assert history.measured()[0].points[0].apart == "missed"

    def test_said_again_keeps_its_reason_and_changed_loses_it(self, history: History, answer: str) -> None:
        history.save_own(answer, {"trade-offs": False}, "No.")
        assert history.save_own(answer, {"trade-offs": False}).own[0].reason == "No."
        (turned,) = history.save_own(answer, {"trade-offs": True}).own
        assert (turned.reason, turned.corrects) == ("", False)

    def test_has_a_reason_of_some_length(self, history: History, answer: str) -> None:
        with pytest.raises(InputError, match="at most"):
            history.save_own(answer, {"trade-offs": False}, "x" * 2001)
        assert history.attempt(answer).own == ()


def test_what_was_decided_before_reasons_were_kept_knows_the_verdict_of_then(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, path, "2026-11-23", MIGRATIONS[: MIGRATIONS.index(m013_corrections)])
    connection.executescript("""
        PRAGMA foreign_keys = OFF;
        INSERT INTO own_verdicts VALUES ('a', 'p', 0, '2026-11-02'), ('a', 'q', 1, '2026-11-02');
        INSERT INTO verdicts (attempt_id, created_at, bank_id, bank_version, scorer, question, assessment)
        VALUES ('a', '2026-11-01', 'b', '1', '1', '{}', '{"points":[{"point_id":"p","verdict":"covered"}]}'),
        ('a', '2026-11-03', 'b', '1', '2', '{}', '{"points":[{"point_id":"p","verdict":"missed"}]}');
    """)
    migrate(connection, path, "2026-11-23")
    found = connection.execute("SELECT point_id, reason, over FROM own_verdicts ORDER BY point_id")
    assert found.fetchall() == [("p", "", "covered"), ("q", "", None)]
    connection.close()
