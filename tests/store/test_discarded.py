"""Takes that were started over or skipped can be brought back for a while, and are deleted then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.conftest import Open
from voicesim.assess.assessment import Assessment
from voicesim.bank.question import Question
from voicesim.errors import InputError
from voicesim.speech.words import Transcript
from voicesim.store.discarded import KEPT_DAYS
from voicesim.store.history import History
from voicesim.store.records import Attempt

START = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.fixture
def session(history: History) -> str:
    return history.start_session("practice", "senior-pm", "v1").id


def put_aside(history: History, home: Path, session: str, question: Question, number: int = 1) -> Attempt:
    take = history.begin_attempt(session, question, number)
    sound = home / "recordings" / str(take.audio_path)
    sound.parent.mkdir(parents=True, exist_ok=True)
    sound.write_bytes(b"sound")
    history.save_recording(take.id, 90.0)
    return history.discard(take.id)


def test_they_are_listed_newest_first_and_count_again_once_they_are_back(
    history: History, home: Path, session: str, question: Question
) -> None:
    first, second = (put_aside(history, home, session, question, number) for number in (1, 2))
    assert [take.id for take in history.discarded()] == [second.id, first.id]
    assert history.attempts(session) == history.pending() == ()
    assert history.restore(first.id).state == "recorded"
    assert [take.id for take in history.attempts(session)] == [first.id]
    assert [take.id for take in history.pending()] == [first.id]
    assert [take.id for take in history.discarded()] == [second.id]


def test_a_take_comes_back_as_far_as_it_had_come(
    history: History,
    session: str,
    question: Question,
    transcript: Transcript,
    judge: Callable[[str], Assessment],
) -> None:
    written, judged = (history.begin_attempt(session, question, number) for number in (1, 2))
    for take in (written, judged):
        history.save_recording(take.id, 3.0)
        history.save_transcript(take.id, transcript)
    history.save_assessment(judged.id, judge("1"), bank_id="senior-pm", bank_version="v1")
    for take, state in ((written, "transcribed"), (judged, "assessed")):
        history.discard(take.id)
        assert history.restore(take.id).state == state


def test_of_several_replies_the_one_that_is_brought_back_counts(
    history: History, session: str, question: Question, judge: Callable[[str], Assessment]
) -> None:
    answer = history.begin_attempt(session, question, 1)
    history.save_recording(answer.id, 3.0)
    history.save_assessment(answer.id, judge("1"), bank_id="senior-pm", bank_version="v1")
    first, second = (history.begin_reply(answer, "trade-offs", replace(question)) for _ in range(2))
    for reply in (first, second):
        history.save_recording(reply.id, 2.0)
    history.discard(first.id)
    history.restore(first.id)
    assert history.attempt(answer.id).reply == history.attempt(first.id)
    assert [take.id for take in history.discarded()] == [second.id]
    history.restore(second.id)
    assert history.attempt(answer.id).reply == history.attempt(second.id)


def test_a_reply_that_is_brought_back_leaves_those_to_other_follow_ups(
    history: History, session: str, question: Question, judge: Callable[[str], Assessment]
) -> None:
    answer = history.begin_attempt(session, question, 1)
    other = replace(question, prompt="From what?")
    first, again, second = (
        history.begin_reply(answer, "trade-offs", asked) for asked in (question, question, other)
    )
    for reply in (first, again, second):
        history.save_recording(reply.id, 2.0)
    history.discard(first.id)
    history.restore(first.id)
    assert [each.id for each in history.attempt(answer.id).replies] == [first.id, second.id]


def test_what_counts_and_what_has_no_sound_is_refused(
    history: History, session: str, question: Question
) -> None:
    counts, silent = (history.begin_attempt(session, question, number) for number in (1, 2))
    history.discard(silent.id)
    assert history.discarded() == ()
    for take, told in ((counts, "was not thrown away"), (silent, "no sound was kept")):
        with pytest.raises(InputError, match=told):
            history.restore(take.id)


def test_after_a_while_they_are_deleted_and_nothing_else_is(
    open_history: Open, home: Path, question: Question
) -> None:
    now = START
    history = open_history(clock=lambda: now)
    session = history.start_session("practice", "senior-pm", "v1").id
    old = put_aside(history, home, session, question, 1)
    kept = history.begin_attempt(session, question, 2)
    now = START + timedelta(days=1)
    young = put_aside(history, home, session, question, 3)
    now = START + timedelta(days=KEPT_DAYS)
    assert history.clear_discarded(home / "recordings") == 0
    now += timedelta(seconds=1)
    assert history.clear_discarded(home / "recordings") == 1
    assert [take.id for take in history.attempts(discarded=True)] == [kept.id, young.id]
    assert not (home / "recordings" / str(old.audio_path)).exists()
    assert (home / "recordings" / str(young.audio_path)).exists()
    assert history.recover(home / "recordings").adopted == ()


def test_one_that_leads_out_of_the_folder_takes_nothing_with_it(
    open_history: Open, home: Path, question: Question
) -> None:
    now = START
    history = open_history(clock=lambda: now)
    session = history.start_session("practice", "senior-pm", "v1").id
    take = put_aside(history, home, session, question)
    outside = home / "precious.wav"
    outside.write_bytes(b"mine")
    history._database.write("UPDATE attempts SET audio_path = '../precious.wav' WHERE id = ?", (take.id,))
    now = START + timedelta(days=KEPT_DAYS + 1)
    history.clear_discarded(home / "recordings")
    assert outside.exists()
