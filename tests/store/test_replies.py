"""Replies to follow-ups: kept with the same care as answers, and apart from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.present import present
from tests.store.conftest import Open
from voicesim.assess.assessment import Assessment
from voicesim.bank.question import Question
from voicesim.speech.words import Transcript, Word
from voicesim.store.history import History
from voicesim.store.records import Attempt

WORDS = Transcript((Word("Forecasting", 0.1, 0.9, 1.0),), "en", "base.en")


@pytest.fixture
def session(history: History) -> str:
    return history.start_session("practice", "senior-pm", "v1").id


def answered(
    history: History, session: str, question: Question, judge: Callable[[str], Assessment], number: int = 1
) -> Attempt:
    answer = history.begin_attempt(session, question, number)
    history.save_recording(answer.id, 3.0)
    return history.save_assessment(answer.id, judge("1"), bank_id="senior-pm", bank_version="v1")


def follow_up(question: Question) -> Question:
    return replace(question, prompt="What did you give up?", target_s=30.0)


def test_a_reply_is_found_under_its_answer(
    history: History, session: str, question: Question, judge: Callable[[str], Assessment]
) -> None:
    answer = answered(history, session, question, judge)
    reply = history.begin_reply(answer, "trade-offs", follow_up(question))
    history.save_recording(reply.id, 2.0)
    history.save_transcript(reply.id, WORDS)
    history.save_assessment(reply.id, judge("1"), bank_id="senior-pm", bank_version="v1")
    (kept,) = history.attempts(session)
    assert kept.reply == history.attempt(reply.id)
    assert kept.reply.asks == "trade-offs"
    assert kept.reply.question == follow_up(question)
    assert kept.reply.transcript == WORDS
    assert (reply.id, reply.audio_path) == ("s1-1-f1", "s1/1-f1.wav")


def test_each_take_has_its_own_reply(
    history: History, session: str, question: Question, judge: Callable[[str], Assessment]
) -> None:
    takes = [answered(history, session, question, judge) for _ in range(2)]
    replies = [history.begin_reply(take, "trade-offs", follow_up(question)) for take in takes]
    assert [present(each.reply).id for each in history.attempts(session)] == [each.id for each in replies]
    assert replies[1].id == "s1-1-2-f1"
    assert [history.answer_to(each).id for each in replies] == [each.id for each in takes]


def test_the_reply_to_a_second_follow_up_hangs_on_the_first(
    history: History, session: str, question: Question, judge: Callable[[str], Assessment]
) -> None:
    answer = answered(history, session, question, judge)
    first = history.begin_reply(answer, "trade-offs", follow_up(question))
    second = history.begin_reply(answer, "impact", replace(question, prompt="From what?"))
    kept = history.attempt(answer.id)
    assert [each.id for each in kept.replies] == [first.id, second.id]
    assert present(kept.reply).reply == history.attempt(second.id)
    history.discard(second.id)
    again = history.begin_reply(answer, "impact", replace(question, prompt="From what?"))
    assert [each.id for each in history.attempt(answer.id).replies] == [first.id, again.id]


def test_starting_over_leaves_the_newest_reply(
    history: History, session: str, question: Question, judge: Callable[[str], Assessment]
) -> None:
    answer = answered(history, session, question, judge)
    first = history.begin_reply(answer, "trade-offs", follow_up(question))
    history.discard(first.id)
    assert history.attempt(answer.id).reply is None
    second = history.begin_reply(answer, "trade-offs", follow_up(question))
    assert second.id == "s1-1-f2"
    assert history.attempt(answer.id).reply == second


def test_replies_are_no_answers_and_measure_nothing(
    history: History, session: str, question: Question, judge: Callable[[str], Assessment]
) -> None:
    answer = answered(history, session, question, judge)
    before = (history.measured(), history.attempts(discarded=True), history.session(session).answers)
    reply = history.begin_reply(answer, "trade-offs", follow_up(question))
    history.save_recording(reply.id, 2.0)
    history.save_assessment(reply.id, judge("1"), bank_id="senior-pm", bank_version="v1")
    after = (history.measured(), history.attempts(discarded=True), history.session(session).answers)
    assert after[0] == before[0]
    assert [each.id for each in after[1]] == [each.id for each in before[1]]
    assert after[2] == before[2] == 1
    assert history.begin_attempt(session, question, 1).take == 2


def test_what_was_said_to_a_follow_up_is_found_by_its_words(
    history: History, session: str, question: Question, judge: Callable[[str], Assessment]
) -> None:
    reply = history.begin_reply(
        answered(history, session, question, judge), "trade-offs", follow_up(question)
    )
    history.save_recording(reply.id, 2.0)
    history.save_transcript(reply.id, WORDS)
    (match,) = history.search("forecasting").matches
    assert match.attempt_id == reply.id


def test_a_recorded_reply_waits_to_be_written_down(
    history: History, session: str, question: Question, judge: Callable[[str], Assessment]
) -> None:
    reply = history.begin_reply(
        answered(history, session, question, judge), "trade-offs", follow_up(question)
    )
    history.save_recording(reply.id, 2.0)
    assert [each.id for each in history.pending()] == [reply.id]


def test_a_reply_that_was_cut_off_is_found_again(
    open_history: Open,
    question: Question,
    judge: Callable[[str], Assessment],
    record: Callable[[str, float], Path],
    home: Path,
) -> None:
    first = open_history()
    answer = answered(first, first.start_session("practice", "senior-pm", "v1").id, question, judge)
    reply = first.begin_reply(answer, "trade-offs", follow_up(question))
    record(present(reply.audio_path), 1.5)
    first.close()
    second = open_history()
    (found,) = second.recover(home / "recordings").finished
    assert (found.id, found.asks, found.recorded_s, found.state) == (reply.id, "trade-offs", 1.5, "recorded")
    (kept,) = second.attempts()
    assert kept.reply == found


def test_a_reply_without_any_sound_leaves_its_answer_as_it_was(
    open_history: Open, question: Question, judge: Callable[[str], Assessment], home: Path
) -> None:
    first = open_history()
    answer = answered(first, first.start_session("practice", "senior-pm", "v1").id, question, judge)
    first.begin_reply(answer, "trade-offs", follow_up(question))
    first.close()
    second = open_history()
    assert len(second.recover(home / "recordings").lost) == 1
    assert second.attempts() == (answer,)


@pytest.mark.parametrize("whole_session", [False, True])
def test_an_answer_is_forgotten_with_its_replies(
    history: History,
    session: str,
    question: Question,
    judge: Callable[[str], Assessment],
    record: Callable[[str, float], Path],
    home: Path,
    whole_session: bool,
) -> None:
    answer = answered(history, session, question, judge)
    for _ in range(2):
        reply = history.begin_reply(answer, "trade-offs", follow_up(question))
        record(present(reply.audio_path), 1.0)
        history.save_recording(reply.id, 1.0)
        history.save_transcript(reply.id, WORDS)
        history.discard(reply.id)
    history.finish_session(session)
    doomed = {"session_ids": [session]} if whole_session else {"attempt_ids": [answer.id]}
    done = history.forget(home / "recordings", **doomed)
    assert (done.answers, done.recordings, history.sessions()) == (1, 2, ())
    assert list((home / "recordings").rglob("*")) == []


def test_a_reply_is_forgotten_by_itself(
    history: History,
    session: str,
    question: Question,
    judge: Callable[[str], Assessment],
    record: Callable[[str, float], Path],
    home: Path,
) -> None:
    answer = answered(history, session, question, judge)
    reply = history.begin_reply(answer, "trade-offs", follow_up(question))
    record(present(reply.audio_path), 1.0)
    history.finish_session(session)
    history.forget(home / "recordings", attempt_ids=[reply.id])
    assert history.attempts() == (answer,)


def test_only_the_reply_tells_what_the_follow_up_brought_out(
    history: History, session: str, question: Question, judge: Callable[[str], Assessment]
) -> None:
    answer = answered(history, session, question, judge)
    reply = history.begin_reply(answer, "trade-offs", follow_up(question))
    assert history.attempt(answer.id).brought_out == ()
    (missed,) = judge("1").points
    made = replace(missed, verdict="covered", evidence="we gave it up")
    history.save_assessment(
        reply.id, replace(judge("1"), points=(made,)), bank_id="senior-pm", bank_version="v1"
    )
    kept = history.attempt(answer.id)
    assert kept.brought_out == (made,)
    assert present(kept.assessment).points == (missed,)
    unprompted = replace(judge("2"), points=(replace(made, evidence="instead"),))
    assert (
        history.save_assessment(answer.id, unprompted, bank_id="senior-pm", bank_version="v1").brought_out
        == ()
    )
