"""The light view of the answers: the measures of the newest verdict, without the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from voicesim.assess.assessment import Assessment, PointHit, Timing, Verdict, Voice
from voicesim.bank.question import Question
from voicesim.store import rows
from voicesim.store.history import History
from voicesim.store.records import EarlierVoice, Measured, PointVerdict


def judged(history: History, question: Question, judge: Callable[[str], Assessment], **changes: Any) -> str:
    session = history.start_session("practice", "senior-pm", "v1")
    attempt = history.begin_attempt(session.id, question, 1)
    history.save_recording(attempt.id, 60.0)
    verdict = replace(judge("1"), **changes)
    history.save_assessment(attempt.id, verdict, bank_id="senior-pm", bank_version="v1")
    return attempt.id


def test_it_has_what_trends_and_repetition_need(
    history: History, question: Question, judge: Callable[[str], Assessment]
) -> None:
    timing = Timing(target_s=120.0, answer_s=66.5, verdict="short")
    attempt = history.attempt(judged(history, question, judge, timing=timing))
    assert history.measured() == (
        Measured(
            attempt_id=attempt.id,
            session_id=attempt.session_id,
            session_kind="practice",
            bank_id="senior-pm",
            question_id="vision-define",
            section="vision",
            number=1,
            take=1,
            created_at=attempt.created_at,
            judged=True,
            target_s=120.0,
            answer_s=66.5,
            length="short",
            words_per_minute=85.7,
            fillers_per_minute=0.0,
            points=(PointVerdict("trade-offs", "tradeoff", "missed"),),
        ),
    )


def test_it_has_how_much_the_pitch_moved(
    history: History, question: Question, judge: Callable[[str], Assessment]
) -> None:
    judged(history, question, judge, voice=Voice(120.0, 2.5, 9.0))
    judged(history, question, judge)
    assert [each.spread_st for each in history.measured()] == [2.5, None]


def test_an_answer_knows_the_pitch_of_those_before_it(
    history: History, question: Question, judge: Callable[[str], Assessment]
) -> None:
    names = [
        judged(history, question, judge, voice=None if spread is None else Voice(120.0, spread, 9.0))
        for spread in (2.5, None, 1.5, 3.0)
    ]
    found = [history.attempt(each).earlier for each in names]
    one = EarlierVoice(2.5, 2.5, 1)
    assert found == [None, one, one, EarlierVoice(1.5, 2.5, 2)]
    history.discard(names[0])
    assert history.attempt(names[3]).earlier == EarlierVoice(1.5, 1.5, 1)


def test_only_practice_is_ones_own(
    history: History, question: Question, judge: Callable[[str], Assessment]
) -> None:
    for kind in ("demo", "practice"):
        session = history.start_session(kind, "senior-pm", "v1")
        attempt = history.begin_attempt(session.id, question, 1)
        verdict = replace(judge("1"), voice=Voice(120.0, 2.5, 9.0))
        history.save_assessment(attempt.id, verdict, bank_id="senior-pm", bank_version="v1")
        again = history.begin_attempt(session.id, question, 1)
        assert again.earlier == (None if kind == "demo" else EarlierVoice(2.5, 2.5, 1))


def test_an_answer_that_waits_has_no_measures(history: History, question: Question) -> None:
    session = history.start_session("practice", "b", "1")
    history.begin_attempt(session.id, question, 1)
    (waiting,) = history.measured()
    assert not waiting.judged
    assert waiting.share is None


def test_the_newest_verdict_counts(
    history: History, question: Question, judge: Callable[[str], Assessment]
) -> None:
    attempt_id = judged(history, question, judge)
    made = (PointHit("trade-offs", "tradeoff", "covered", "said so"),)
    history.save_assessment(attempt_id, replace(judge("2"), points=made), bank_id="b", bank_version="2")
    (measured,) = history.measured()
    assert measured.share == 1.0


def test_a_point_to_check_counts_half(
    history: History, question: Question, judge: Callable[[str], Assessment]
) -> None:
    verdicts: tuple[Verdict, ...] = ("covered", "check", "missed")
    points = tuple(PointHit(f"p{n}", "content", verdict, "why") for n, verdict in enumerate(verdicts))
    judged(history, question, judge, points=points)
    assert history.measured()[0].share == 0.5


def test_discarded_answers_are_left_out_and_sessions_can_be_named(
    history: History, question: Question, judge: Callable[[str], Assessment]
) -> None:
    first = judged(history, question, judge)
    second = history.attempt(judged(history, question, judge))
    history.discard(first)
    assert [each.attempt_id for each in history.measured()] == [second.id]
    assert history.measured([second.session_id]) == history.measured()
    assert history.measured([]) == ()
    assert history.measured(["no such session"]) == ()


def test_an_older_verdict_of_an_attempt_leaves_no_trace(
    history: History, question: Question, judge: Callable[[str], Assessment]
) -> None:
    attempt_id = judged(history, question, judge, timing=Timing(120.0, answer_s=60.0, verdict="short"))
    longer = replace(judge("2"), timing=Timing(120.0, answer_s=150.0, verdict="long"))
    history.save_assessment(attempt_id, longer, bank_id="other", bank_version="2")
    (measured,) = history.measured()
    assert (measured.answer_s, measured.length, measured.bank_id) == (150.0, "long", "other")


def test_what_was_forgotten_is_not_measured(
    history: History, question: Question, judge: Callable[[str], Assessment], home: Path
) -> None:
    attempt_id = judged(history, question, judge)
    history.finish_session(history.attempt(attempt_id).session_id)
    history.forget(home / "recordings", attempt_ids=[attempt_id])
    assert history.measured() == ()
    assert history._database.rows("SELECT * FROM measures") == []


def test_measuring_reads_no_transcript(history: History) -> None:
    plan = history._database.rows(f"EXPLAIN QUERY PLAN {rows._MEASURED} ORDER BY +a.seq")
    assert any("COVERING INDEX attempts_listed" in row["detail"] for row in plan)
