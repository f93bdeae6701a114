"""The light view of the answers: the measures of the newest verdict, without the words."""

from __future__ import annotations

from dataclasses import replace

from voicesim.assess.assessment import PointHit, Timing
from voicesim.store import rows
from voicesim.store.records import Measured, PointVerdict


def judged(history, question, judge, **changes) -> str:
    session = history.start_session("practice", "senior-pm", "v1")
    attempt = history.begin_attempt(session.id, question, 1)
    history.save_recording(attempt.id, 60.0)
    verdict = replace(judge("1"), **changes)
    history.save_assessment(attempt.id, verdict, bank_id="senior-pm", bank_version="v1")
    return attempt.id


def test_it_has_what_trends_and_repetition_need(history, question, judge) -> None:
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


def test_an_answer_that_waits_has_no_measures(history, question) -> None:
    session = history.start_session("practice", "b", "1")
    history.begin_attempt(session.id, question, 1)
    (waiting,) = history.measured()
    assert not waiting.judged
    assert waiting.share is None


def test_the_newest_verdict_counts(history, question, judge) -> None:
    attempt_id = judged(history, question, judge)
    made = (PointHit("trade-offs", "tradeoff", "covered", "said so"),)
    history.save_assessment(attempt_id, replace(judge("2"), points=made), bank_id="b", bank_version="2")
    (measured,) = history.measured()
    assert measured.share == 1.0


def test_a_point_to_check_counts_half(history, question, judge) -> None:
    points = tuple(
        PointHit(f"p{n}", "content", verdict, "why")
        for n, verdict in enumerate(("covered", "check", "missed"))
    )
    judged(history, question, judge, points=points)
    assert history.measured()[0].share == 0.5


def test_discarded_answers_are_left_out_and_sessions_can_be_named(history, question, judge) -> None:
    first = judged(history, question, judge)
    second = history.attempt(judged(history, question, judge))
    history.discard(first)
    assert [each.attempt_id for each in history.measured()] == [second.id]
    assert history.measured([second.session_id]) == history.measured()
    assert history.measured([]) == ()
    assert history.measured(["no such session"]) == ()


def test_an_older_verdict_of_an_attempt_leaves_no_trace(history, question, judge) -> None:
    attempt_id = judged(history, question, judge, timing=Timing(120.0, answer_s=60.0, verdict="short"))
    longer = replace(judge("2"), timing=Timing(120.0, answer_s=150.0, verdict="long"))
    history.save_assessment(attempt_id, longer, bank_id="other", bank_version="2")
    (measured,) = history.measured()
    assert (measured.answer_s, measured.length, measured.bank_id) == (150.0, "long", "other")


def test_what_was_forgotten_is_not_measured(history, question, judge, home) -> None:
    attempt_id = judged(history, question, judge)
    history.finish_session(history.attempt(attempt_id).session_id)
    history.forget(home / "recordings", attempt_ids=[attempt_id])
    assert history.measured() == ()
    assert history._database.rows("SELECT * FROM measures") == []


def test_measuring_reads_no_transcript(history) -> None:
    plan = history._database.rows(f"EXPLAIN QUERY PLAN {rows._MEASURED} ORDER BY +a.seq")
    assert any("COVERING INDEX attempts_listed" in row["detail"] for row in plan)
