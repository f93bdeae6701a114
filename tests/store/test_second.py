"""What the second reader says of points to check: beside the verdicts, and only of what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.present import present
from voicesim.assess.assessment import Assessment, PointHit
from voicesim.assess.second import SecondVerdict
from voicesim.bank.question import Question
from voicesim.errors import InputError
from voicesim.speech.words import Transcript
from voicesim.store.history import History
from voicesim.store.records import Attempt, PointVerdict

YES = SecondVerdict("kpis", True, "ten percent", "tiny")
NO = SecondVerdict("kpis", False, None, "tiny")
HITS = (
    PointHit("trade-offs", "tradeoff", "covered", "said so", "gave it up", 0, 2, 1.0, 2.0),
    PointHit("kpis", "tradeoff", "check", "perhaps", "ten percent", 4, 5, 3.0, 4.0),
    PointHit("team", "tradeoff", "missed", "nothing shows it"),
)


@pytest.fixture
def question(question: Question) -> Question:
    """The usual question with three points."""
    (point,) = question.key_points
    return replace(question, key_points=(point, replace(point, id="kpis"), replace(point, id="team")))


@pytest.fixture
def answer(
    history: History, question: Question, judge: Callable[[str], Assessment], transcript: Transcript
) -> Attempt:
    """An answer of which the judge found one point made, one to check and one missed."""
    session = history.start_session("practice", "senior-pm", "v1")
    attempt = history.begin_attempt(session.id, question, 1)
    history.save_recording(attempt.id, 60.0)
    history.save_transcript(attempt.id, transcript)
    return history.save_assessment(
        attempt.id, replace(judge("1"), points=HITS), bank_id="b", bank_version="1"
    )


def verdicts(hits: Iterable[PointHit | PointVerdict]) -> list[str]:
    return [hit.verdict for hit in hits]


def judge_anew(
    history: History,
    answer: Attempt,
    judge: Callable[[str], Assessment],
    hits: tuple[PointHit, ...] = HITS,
    **options: Any,
) -> Attempt:
    judged = replace(judge("2"), points=hits)
    return history.save_assessment(answer.id, judged, bank_id="b", bank_version="2", **options)


def test_it_resolves_a_point_to_check_and_the_judge_s_verdict_stays(
    history: History, answer: Attempt
) -> None:
    kept = history.save_second(answer, [YES])
    assert kept.second == (YES,)
    assert verdicts(present(kept.assessment).points) == ["covered", "check", "missed"]
    assert verdicts(kept.standing) == ["covered", "covered", "missed"]
    assert (kept.standing[1].evidence, kept.standing[1].why) == ("ten percent", "The second reader found it.")
    told = history.save_second(answer, [NO]).standing[1]
    assert (told.verdict, told.evidence, told.start_s) == ("missed", None, None)


def test_the_person_s_own_verdict_wins_over_it(history: History, answer: Attempt) -> None:
    history.save_own(answer.id, {"kpis": False})
    kept = history.save_second(answer, [YES])
    assert verdicts(kept.standing) == ["covered", "missed", "missed"]
    assert verdicts(history.measured()[0].points) == ["covered", "missed", "missed"]
    assert verdicts(history.save_own(answer.id, {"kpis": None}).standing) == ["covered", "covered", "missed"]


def test_it_counts_like_a_resolved_check_in_what_is_measured(history: History, answer: Attempt) -> None:
    assert history.measured()[0].share == 0.5
    history.save_second(answer, [YES])
    assert history.measured()[0].share == pytest.approx(2 / 3)
    history.save_second(answer, [NO])
    assert history.measured()[0].share == pytest.approx(1 / 3)


def test_of_points_that_the_judge_is_certain_of_it_counts_for_nothing(
    history: History, answer: Attempt
) -> None:
    kept = history.save_second(answer, [replace(NO, point_id="trade-offs"), replace(YES, point_id="team")])
    assert verdicts(kept.standing) == ["covered", "check", "missed"]
    assert verdicts(history.measured()[0].points) == ["covered", "check", "missed"]
    assert kept.second_on("team") is None
    assert kept.second_on("trade-offs") is None


def test_judging_anew_keeps_it_as_long_as_the_point_means_the_same(
    history: History, answer: Attempt, judge: Callable[[str], Assessment]
) -> None:
    history.save_second(answer, [YES])
    certain = judge_anew(history, answer, judge, (HITS[0], replace(HITS[1], verdict="missed"), HITS[2]))
    assert verdicts(certain.standing) == ["covered", "missed", "missed"]
    assert verdicts(judge_anew(history, answer, judge).standing) == ["covered", "covered", "missed"]


@pytest.mark.parametrize("change", ["means", "prompt", "gone"])
def test_of_another_meaning_nothing_was_said(
    history: History, answer: Attempt, question: Question, judge: Callable[[str], Assessment], change: str
) -> None:
    history.save_second(answer, [YES])
    first, kpis, last = question.key_points
    anew = {
        "means": replace(question, key_points=(first, replace(kpis, means="names the users"), last)),
        "prompt": replace(question, prompt="What do you measure?"),
        "gone": replace(question, key_points=(first, last)),
    }[change]
    assert judge_anew(history, answer, judge, question=anew).second == ()


def test_what_comes_when_the_point_means_something_else_already_is_not_kept(
    history: History, answer: Attempt, question: Question, judge: Callable[[str], Assessment]
) -> None:
    anew = replace(question, prompt="What do you measure?")
    judge_anew(history, answer, judge, question=anew)
    assert history.save_second(answer, [YES]).second == ()
    assert history.save_second(answer, [replace(YES, point_id="unheard-of")]).second == ()


def test_of_an_answer_that_is_gone_nothing_is_kept(history: History, answer: Attempt, home: Path) -> None:
    history.finish_session(answer.session_id)
    history.forget(home / "recordings", session_ids=[answer.session_id])
    with pytest.raises(InputError):
        history.save_second(answer, [YES])


def test_it_is_forgotten_with_its_answer(history: History, answer: Attempt, home: Path) -> None:
    history.save_second(answer, [YES])
    history.finish_session(answer.session_id)
    history.forget(home / "recordings", attempt_ids=[answer.id])
    assert history._database.rows("SELECT * FROM second_verdicts") == []


def test_it_is_part_of_a_backup(history: History, answer: Attempt, tmp_path: Path) -> None:
    history.save_second(answer, [YES])
    history.back_up(tmp_path / "copy.sqlite3")
    with History.open(tmp_path / "copy.sqlite3") as copy:
        assert copy.attempt(answer.id).second == (YES,)


def test_another_model_s_word_takes_its_place(history: History, answer: Attempt) -> None:
    history.save_second(answer, [YES])
    assert history.save_second(answer, [replace(NO, model="large")]).second == (replace(NO, model="large"),)


def test_words_that_no_file_can_hold_do_not_stop_it(history: History, answer: Attempt) -> None:
    assert history.save_second(answer, [replace(YES, quote="a \ud800 b")]).second[0].quote == "a ? b"


def test_it_decides_what_a_follow_up_brought_out(
    history: History, answer: Attempt, question: Question, judge: Callable[[str], Assessment]
) -> None:
    asked = replace(question, prompt="Who helped?", key_points=question.key_points[2:])
    reply = history.begin_reply(answer, "team", asked)
    history.save_recording(reply.id, 9.0)
    hits = (PointHit("team", "tradeoff", "check", "perhaps", "some of us", 0, 1),)
    reply = history.save_assessment(reply.id, replace(judge("1"), points=hits), bank_id="b", bank_version="1")
    assert [hit.verdict for hit in history.attempt(answer.id).brought_out] == ["check"]
    history.save_second(reply, [SecondVerdict("team", False, None, "tiny")])
    kept = history.attempt(answer.id)
    assert kept.brought_out == ()
    assert kept.still_missed is not None
