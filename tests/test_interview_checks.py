"""Points that the judge is not certain of are put to the person after the feedback; what they say is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_interview import Desk, Room, endless
from tests.test_interview import history as history
from voicesim.assess.assessment import PointHit, Verdict
from voicesim.bank.question import Question
from voicesim.desk import Answered, Checked, Checking, Command
from voicesim.interview.equipment import Pacing
from voicesim.speech.words import Word
from voicesim.store.history import History

ASKING = Pacing(prep_s=0.0, max_s=lambda target_s: 9.0, linger_s=0.0, check_s=None)


def uncertain(question: Question, words: tuple[Word, ...], answer: object = None) -> tuple[PointHit, ...]:
    """A judge that covers the first point, is not certain of the next three, and misses the others."""
    missed: list[Verdict] = ["missed"] * len(question.key_points)
    verdicts: list[Verdict] = ["covered", "check", "check", "check", *missed]
    return tuple(
        PointHit(point.id, point.kind, verdict, "so it seems", "the dashboard", 0, 2, 0.5, 0.9)
        if verdict != "missed"
        else PointHit(point.id, point.kind, "missed", "no")
        for point, verdict in zip(question.key_points, verdicts, strict=False)
    )


@pytest.fixture(autouse=True)
def judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voicesim.finish.judge_points", uncertain)


def points(history: History) -> list[str]:
    """The ids of the points to check in the first answer."""
    (attempt, *_) = history.attempts()
    assert attempt.assessment is not None
    return [hit.point_id for hit in attempt.assessment.points if hit.verdict == "check"]


def test_each_point_to_check_is_asked_after_the_feedback_with_the_words_that_come_nearest(
    tmp_path: Path, history: History
) -> None:
    desk = Desk(checking=[Command.YES, Command.NO, Command.GO])
    Room(tmp_path, history, desk, pacing=ASKING).run()
    asked = desk.of(Checking)
    assert [(event.hit.point_id, event.number, event.of) for event in asked] == [
        (point_id, place, 3) for place, point_id in enumerate(points(history), 1)
    ]
    assert {(event.hit.evidence, event.hit.start_s) for event in asked} == {("the dashboard", 0.5)}
    kinds = [type(event) for event in desk.shown]
    assert kinds.index(Answered) < kinds.index(Checking)


def test_what_is_said_is_kept_and_told(tmp_path: Path, history: History) -> None:
    desk = Desk(checking=[Command.YES, Command.NO, Command.GO])
    session = Room(tmp_path, history, desk, pacing=ASKING).run()
    (attempt,) = history.attempts(session)
    first, second, third = points(history)
    assert {own.point_id: own.made for own in attempt.own} == {first: True, second: False}
    assert [(event.hit.point_id, event.made) for event in desk.of(Checked)] == [
        (first, True),
        (second, False),
        (third, None),
    ]


def test_the_rest_can_be_skipped_and_the_interview_goes_on(tmp_path: Path, history: History) -> None:
    desk = Desk(checking=[Command.SKIP, *[Command.YES] * 3])
    session = Room(tmp_path, history, desk, count=2, pacing=ASKING).run()
    first, second = history.attempts(session)
    assert (len(first.own), len(second.own)) == (0, 3)


def test_quitting_there_ends_the_interview_and_keeps_what_was_decided(
    tmp_path: Path, history: History
) -> None:
    desk = Desk(checking=[Command.YES, Command.QUIT])
    session = Room(tmp_path, history, desk, count=2, pacing=ASKING).run()
    (attempt,) = history.attempts(session)
    assert len(attempt.own) == 1


def test_nobody_who_decides_in_time_leaves_all_of_them_open(tmp_path: Path, history: History) -> None:
    desk = Desk()
    pacing = Pacing(prep_s=0.0, max_s=lambda target_s: 9.0, linger_s=0.0, check_s=0.05)
    session = Room(tmp_path, history, desk, pacing=pacing).run()
    (attempt,) = history.attempts(session)
    assert attempt.own == ()
    assert len(desk.of(Checking)) == 1


def test_where_nobody_can_be_asked_nothing_is(tmp_path: Path, history: History) -> None:
    desk = Desk()
    Room(tmp_path, history, desk).run()
    assert desk.of(Answered)
    assert desk.of(Checking) == []


def test_whoever_quits_while_answering_is_not_asked(tmp_path: Path, history: History) -> None:
    desk = Desk(recording=[Command.QUIT], checking=[Command.YES] * 3)
    Room(tmp_path, history, desk, pacing=ASKING, equipment={"microphone": endless}).run()
    assert desk.of(Answered)
    assert desk.of(Checking) == []


def test_an_answer_that_waits_to_be_written_down_has_nothing_to_check(
    tmp_path: Path, history: History
) -> None:
    desk = Desk()
    Room(tmp_path, history, desk, pacing=ASKING, equipment={"transcriber": None}).run()
    assert desk.of(Checking) == []


@pytest.fixture
def replies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replies of which every point is to check."""
    monkeypatch.setattr(
        "voicesim.finish.judge_reply",
        lambda question, words, answer: tuple(
            PointHit(point.id, point.kind, "check", "perhaps", "up by twelve", 7, 9, 1.0, 2.0)
            for point in question.key_points
        ),
    )


@pytest.mark.usefixtures("replies")
def test_what_a_reply_may_have_made_is_asked_too_and_kept_with_the_reply(
    tmp_path: Path, history: History
) -> None:
    pacing = Pacing(0.0, lambda target_s: 9.0, linger_s=0.0, follow_ups=1, check_s=None)
    desk = Desk(checking=[Command.NO, Command.NO, Command.NO, *[Command.YES] * 9])
    session = Room(tmp_path, history, desk, pacing=pacing).run()
    (answer,) = history.attempts(session)
    assert answer.reply is not None
    assert [own.made for own in answer.own] == [False] * 3
    assert answer.reply.own
    assert all(own.made for own in answer.reply.own)
    assert {own.point_id for own in answer.reply.own} == {hit.point_id for hit in answer.brought_out}
