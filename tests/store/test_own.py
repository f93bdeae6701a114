"""What people say of their own points: kept beside the judge's verdicts, and counted before them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.present import present
from voicesim.assess.assessment import Assessment, PointHit
from voicesim.assess.own import MADE, NOT_MADE, OwnVerdict
from voicesim.bank.question import Question
from voicesim.errors import InputError
from voicesim.store.history import History
from voicesim.store.records import PointVerdict


@pytest.fixture
def question(question: Question) -> Question:
    """The usual question with three points."""
    (point,) = question.key_points
    return replace(question, key_points=(point, replace(point, id="kpis"), replace(point, id="team")))


@pytest.fixture
def answer(history: History, question: Question, judge: Callable[[str], Assessment]) -> str:
    """An answer of which the judge found one point made, one to check and one missed."""
    session = history.start_session("practice", "senior-pm", "v1")
    attempt = history.begin_attempt(session.id, question, 1)
    history.save_recording(attempt.id, 60.0)
    points = (
        PointHit("trade-offs", "tradeoff", "covered", "said so", "gave it up", 0, 2, 1.0, 2.0),
        PointHit("kpis", "tradeoff", "check", "perhaps", "ten percent", 4, 5, 3.0, 4.0),
        PointHit("team", "tradeoff", "missed", "nothing shows it"),
    )
    history.save_assessment(attempt.id, replace(judge("1"), points=points), bank_id="b", bank_version="1")
    return attempt.id


def verdicts(hits: Iterable[PointHit | PointVerdict]) -> list[str]:
    return [hit.verdict for hit in hits]


def test_it_is_kept_with_its_time_and_the_judge_s_verdict_stays(history: History, answer: str) -> None:
    kept = history.save_own(answer, {"kpis": True, "trade-offs": False})
    assert [(own.point_id, own.made) for own in kept.own] == [("kpis", True), ("trade-offs", False)]
    assert all(own.at > kept.created_at for own in kept.own)
    assert verdicts(present(kept.assessment).points) == ["covered", "check", "missed"]


def test_it_stands_over_the_judge_s_verdict(history: History, answer: str) -> None:
    kept = history.save_own(answer, {"trade-offs": False, "kpis": True, "team": True})
    gone, perhaps, unheard = kept.standing
    assert verdicts(kept.standing) == ["missed", "covered", "covered"]
    assert (gone.evidence, gone.start_s, gone.why) == (None, None, NOT_MADE)
    assert (perhaps.evidence, perhaps.start_s, perhaps.why) == ("ten percent", 3.0, MADE)
    assert unheard.evidence is None


def test_without_one_the_judge_s_verdict_counts(history: History, answer: str) -> None:
    kept = history.attempt(answer)
    assert kept.own == ()
    assert kept.standing == present(kept.assessment).points


def test_it_counts_in_what_is_measured(history: History, answer: str) -> None:
    assert history.measured()[0].share == 0.5
    history.save_own(answer, {"kpis": True})
    (measured,) = history.measured()
    assert verdicts(measured.points) == ["covered", "covered", "missed"]
    history.save_own(answer, {"kpis": False, "trade-offs": False})
    assert history.measured()[0].share == 0.0


def test_the_last_word_counts_and_can_be_taken_back(history: History, answer: str) -> None:
    first = present(history.save_own(answer, {"kpis": True}).own_on("kpis"))
    second = present(history.save_own(answer, {"kpis": False}).own_on("kpis"))
    assert (first.made, second.made) == (True, False)
    assert second.at > first.at
    assert history.save_own(answer, {"kpis": None, "team": None}).own == ()


def test_a_point_that_the_question_does_not_have_is_told_and_nothing_is_kept(
    history: History, answer: str
) -> None:
    with pytest.raises(InputError, match="no point budget; choose from trade-offs, kpis, team"):
        history.save_own(answer, {"kpis": True, "budget": True})
    assert history.attempt(answer).own == ()


def test_judging_anew_leaves_it_alone(
    history: History, answer: str, question: Question, judge: Callable[[str], Assessment]
) -> None:
    own = history.save_own(answer, {"kpis": True}).own
    missed = tuple(PointHit(point.id, "tradeoff", "missed", "no") for point in question.key_points)
    history.save_assessment(answer, replace(judge("2"), points=missed), bank_id="b", bank_version="2")
    kept = history.attempt(answer)
    assert kept.own == own
    assert verdicts(kept.standing) == ["missed", "covered", "missed"]
    assert history.measured()[0].share == pytest.approx(1 / 3)


def test_a_point_that_today_s_question_does_not_have_keeps_it_unseen(
    history: History, answer: str, judge: Callable[[str], Assessment]
) -> None:
    history.save_own(answer, {"kpis": True})
    history.save_assessment(answer, judge("2"), bank_id="b", bank_version="2")
    kept = history.attempt(answer)
    assert verdicts(kept.standing) == ["missed"]
    assert kept.own_on("kpis") is not None


def test_it_is_forgotten_with_its_answer(history: History, answer: str, home: Path) -> None:
    history.save_own(answer, {"kpis": True})
    history.finish_session(history.attempt(answer).session_id)
    history.forget(home / "recordings", attempt_ids=[answer])
    assert history._database.rows("SELECT * FROM own_verdicts") == []


def test_it_is_part_of_a_backup(history: History, answer: str, tmp_path: Path) -> None:
    own = history.save_own(answer, {"kpis": True}).own
    history.back_up(tmp_path / "copy.sqlite3")
    with History.open(tmp_path / "copy.sqlite3") as copy:
        assert copy.attempt(answer).own == own


def test_it_decides_what_a_follow_up_brought_out(
    history: History, answer: str, question: Question, judge: Callable[[str], Assessment]
) -> None:
    asked = replace(question, key_points=question.key_points[2:] + question.key_points[:1])
    reply = history.begin_reply(history.attempt(answer), "team", asked)
    history.save_recording(reply.id, 9.0)
    hits = (PointHit("team", "tradeoff", "missed", "no"), PointHit("trade-offs", "tradeoff", "missed", "no"))
    history.save_assessment(reply.id, replace(judge("1"), points=hits), bank_id="b", bank_version="1")
    assert history.attempt(answer).brought_out == ()
    assert history.attempt(answer).still_missed is not None
    history.save_own(reply.id, {"team": True, "trade-offs": True})
    kept = history.attempt(answer)
    assert [hit.point_id for hit in kept.brought_out] == ["team"], "the other one was made unprompted"
    assert kept.still_missed is None
    history.save_own(answer, {"team": True})
    assert history.attempt(answer).brought_out == ()


def test_a_question_without_points_says_so(history: History, question: Question) -> None:
    session = history.start_session("practice", "b", "1")
    attempt = history.begin_attempt(session.id, replace(question, key_points=()), 1)
    with pytest.raises(InputError, match="without key points"):
        history.save_own(attempt.id, {"kpis": True})


def test_an_own_verdict_is_one_of_the_two_that_are_certain() -> None:
    assert OwnVerdict("kpis", True, "").verdict == "covered"
    assert OwnVerdict("kpis", False, "").verdict == "missed"
