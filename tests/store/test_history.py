"""The life of an answer in the history: begun, recorded, written down, judged, judged again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.store.conftest import Open
from voicesim.assess.assessment import Assessment
from voicesim.assess.norms import load_norms
from voicesim.bank.question import Question
from voicesim.errors import HistoryError, InputError
from voicesim.speech.words import SpeechSpan, Transcript, Word
from voicesim.store.history import History
from voicesim.store.records import Preparation
from voicesim.store.stamps import new_session_id


def test_a_new_history_is_empty(history: History) -> None:
    assert history.sessions() == ()
    assert history.attempts() == ()
    assert history.pending() == ()


def test_a_session_keeps_what_is_needed_to_run_it_again(open_history: Open) -> None:
    started = open_history().start_session("practice", "senior-pm", "v1", seed=2**70, planned=["a", "b"])
    kept = open_history().session(started.id)
    assert kept == started
    assert (kept.kind, kept.bank_id, kept.bank_version, kept.seed) == ("practice", "senior-pm", "v1", 2**70)
    assert kept.planned == ("a", "b")
    assert kept.finished_at is None


def test_times_are_kept_in_utc_whatever_the_clock_of_the_desk(home: Path) -> None:
    evening = datetime(2026, 11, 23, 20, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    with History.open(home / "h.sqlite3", clock=lambda: evening) as history:
        session = history.start_session("demo", "b", "1")
    assert session.started_at == "2026-11-23T15:00:00.000+00:00"
    assert session.id.startswith("20261123-1500-")


def test_session_names_are_the_minute_and_three_hexadecimal_digits() -> None:
    name = new_session_id(datetime(2026, 1, 2, 3, 4, tzinfo=UTC))
    assert name[:14] == "20260102-0304-"
    assert len(name) == 17
    int(name[14:], 16)


def test_a_name_that_is_taken_is_drawn_again(open_history: Open) -> None:
    names = iter(["same", "same", "same", "other"])
    history = open_history(new_id=lambda now: next(names))
    assert history.start_session("demo", "b", "1").id == "same"
    assert history.start_session("demo", "b", "1").id == "other"


def test_running_out_of_names_is_told(open_history: Open) -> None:
    history = open_history(new_id=lambda now: "same")
    history.start_session("demo", "b", "1")
    with pytest.raises(HistoryError, match="try again in a minute"):
        history.start_session("demo", "b", "1")


def test_an_attempt_is_known_before_it_is_recorded(
    history: History, open_history: Open, question: Question
) -> None:
    session = history.start_session("practice", "b", "1")
    begun = history.begin_attempt(session.id, question, 1)
    assert begun.state == "recording"
    assert begun.audio_path == "s1/1.wav"
    assert begun.question == question
    assert open_history().attempts() == (begun,)


def test_an_answer_goes_from_sound_to_words_to_a_verdict(
    history: History, question: Question, transcript: Transcript, judge: Callable[[str], Assessment]
) -> None:
    session = history.start_session("practice", "b", "1")
    attempt = history.begin_attempt(session.id, question, 1)

    recorded = history.save_recording(attempt.id, 3.5, ended_by="enter", notices=["Some sound was lost."])
    assert (recorded.state, recorded.recorded_s, recorded.ended_by) == ("recorded", 3.5, "enter")
    assert history.pending() == (recorded,)

    spans = [SpeechSpan(0.8, 1.4)]
    written = history.save_transcript(attempt.id, transcript, spans=spans, notices=["Hard to hear."])
    assert (written.state, written.transcript, written.spans) == ("transcribed", transcript, tuple(spans))
    assert written.notices == ("Some sound was lost.", "Hard to hear.")

    judged = history.save_assessment(attempt.id, judge("1"), bank_id="b", bank_version="1")
    assert (judged.state, judged.assessment) == ("assessed", judge("1"))
    assert history.pending() == ()
    assert history.attempt(attempt.id) == judged
    assert history.session(session.id).answers == 1


def test_what_was_written_down_but_not_judged_is_still_to_be_finished(
    history: History, question: Question, transcript: Transcript
) -> None:
    session = history.start_session("practice", "b", "1")
    attempt = history.begin_attempt(session.id, question, 1)
    history.save_recording(attempt.id, 3.5)
    written = history.save_transcript(attempt.id, transcript)
    assert history.pending() == (written,)


def test_spans_of_the_recording_stay_when_the_transcript_brings_none(
    history: History, question: Question, transcript: Transcript
) -> None:
    session = history.start_session("practice", "b", "1")
    attempt = history.begin_attempt(session.id, question, 1)
    history.save_recording(attempt.id, 3.5, spans=[SpeechSpan(1.0, 2.0)])
    assert history.save_transcript(attempt.id, transcript).spans == (SpeechSpan(1.0, 2.0),)


def test_an_answer_given_as_text_needs_no_recording(history: History, question: Question) -> None:
    session = history.start_session("score", "b", "1")
    attempt = history.begin_attempt(session.id, question, 1, audio=False)
    text = Transcript((Word("Yes", None, None, 1.0),), "en", "text")
    written = history.save_transcript(attempt.id, text)
    assert (written.audio_path, written.recorded_s, written.transcript) == (None, None, text)


def test_judging_again_keeps_the_old_verdict_and_its_basis(
    history: History, question: Question, transcript: Transcript, judge: Callable[[str], Assessment]
) -> None:
    session = history.start_session("practice", "b", "1")
    attempt = history.begin_attempt(session.id, question, 1)
    history.save_transcript(attempt.id, transcript)
    norms = load_norms()
    history.save_assessment(attempt.id, judge("1"), bank_id="b", bank_version="1", norms=norms)
    changed = replace(question, prompt="How do you define a vision?")
    history.save_assessment(attempt.id, judge("2"), bank_id="b", bank_version="2", question=changed)

    first, second = history.judgements(attempt.id)
    assert (first.assessment.scorer, first.bank_version, first.question) == ("1", "1", question)
    assert (second.assessment.scorer, second.bank_version, second.question) == ("2", "2", changed)
    assert f'"pace_slow_wpm":{norms.pace_slow_wpm}' in (first.norms or "")
    assert first.created_at < second.created_at
    kept = history.attempt(attempt.id)
    assert kept.judgement == second
    assert kept.question == question  # the one that was asked


def test_a_second_answer_to_the_same_place_is_a_second_take(history: History, question: Question) -> None:
    session = history.start_session("practice", "b", "1")
    first = history.begin_attempt(session.id, question, 1)
    history.discard(first.id)
    second = history.begin_attempt(session.id, question, 1)
    assert (first.take, second.take) == (1, 2)
    assert (first.audio_path, second.audio_path) == ("s1/1.wav", "s1/1-2.wav")
    assert history.attempts(session.id) == (second,)
    assert [attempt.id for attempt in history.attempts(discarded=True)] == [first.id, second.id]
    assert history.session(session.id).answers == 1


def test_a_discarded_attempt_stays_so_when_a_late_transcript_arrives(
    history: History, question: Question, transcript: Transcript
) -> None:
    session = history.start_session("practice", "b", "1")
    attempt = history.begin_attempt(session.id, question, 1)
    history.save_recording(attempt.id, 1.0)
    history.discard(attempt.id)
    assert history.save_transcript(attempt.id, transcript).state == "discarded"
    assert history.pending() == ()


def test_attempts_are_found_by_session_and_by_question(history: History, question: Question) -> None:
    other = replace(question, id="other")
    ids = []
    for _ in range(2):
        session = history.start_session("practice", "b", "1")
        ids.append([history.begin_attempt(session.id, q, n).id for n, q in enumerate((question, other), 1)])
    assert [a.id for a in history.attempts()] == ids[0] + ids[1]
    assert [a.id for a in history.attempts("s2")] == ids[1]
    assert [a.id for a in history.attempts(question_id="other")] == [ids[0][1], ids[1][1]]
    assert [a.id for a in history.attempts("s1", question_id="other")] == [ids[0][1]]
    assert history.attempts("nowhere") == ()


def test_sessions_come_newest_first_even_when_the_clock_went_back(open_history: Open) -> None:
    times = iter([datetime(2026, 1, 1, hour, tzinfo=UTC) for hour in (0, 9, 3, 6)])
    history = open_history(clock=lambda: next(times))
    for _ in range(3):
        history.start_session("demo", "b", "1")
    assert [session.id for session in history.sessions()] == ["s3", "s2", "s1"]
    assert [session.id for session in history.sessions(limit=2)] == ["s3", "s2"]
    assert history.session("last").id == "s3"


def test_a_session_and_an_attempt_are_found_by_the_beginning_of_their_names(
    open_history: Open, question: Question
) -> None:
    names = iter(["20261123-0612-a3f", "20261123-0612-a4e", "20261124-0700-000"])
    history = open_history(new_id=lambda now: next(names))
    for _ in range(3):
        session = history.start_session("demo", "b", "1")
    history.begin_attempt(session.id, question, 1)
    attempt = history.begin_attempt(session.id, question, 10)
    assert history.session("20261124").id == "20261124-0700-000"
    assert history.attempt("20261124-0700-000-1").number == 1
    assert history.attempt("20261124-0700-000-10") == attempt
    with pytest.raises(InputError, match="could be 20261123-0612-a3f, 20261123-0612-a4e; give more"):
        history.session("20261123")


@pytest.mark.parametrize("name", ["nope", "%", "_1", "s_", "'", "S1", "s1\U0010ffff"])
def test_an_unknown_name_is_wrong_usage(history: History, name: str) -> None:
    history.start_session("demo", "b", "1")
    with pytest.raises(InputError, match="There is no session"):
        history.session(name)
    with pytest.raises(InputError, match="There is no attempt"):
        history.attempt(name)


def test_asking_for_the_last_session_of_none_says_how_to_start_one(history: History) -> None:
    with pytest.raises(InputError, match="voicesim practice"):
        history.session("last")


@pytest.mark.parametrize("save", ["save_recording", "save_transcript", "discard"])
def test_saving_for_an_attempt_that_is_not_there_is_told(
    history: History, transcript: Transcript, save: str
) -> None:
    values = {"save_recording": (1.0,), "save_transcript": (transcript,), "discard": ()}
    with pytest.raises(InputError, match="There is no attempt gone"):
        getattr(history, save)("gone", *values[save])


def test_an_attempt_in_no_session_is_refused(history: History, question: Question) -> None:
    with pytest.raises(HistoryError, match="could not be used"):
        history.begin_attempt("gone", question, 1)


def test_finishing_a_session_notes_when(history: History) -> None:
    session = history.start_session("practice", "b", "1")
    finished = history.finish_session(session.id)
    assert finished.finished_at is not None
    assert finished.finished_at > session.started_at


def test_it_can_be_used_from_several_threads(
    history: History, question: Question, transcript: Transcript
) -> None:
    session = history.start_session("practice", "b", "1")

    def answer(number: int) -> None:
        attempt = history.begin_attempt(session.id, question, number)
        history.save_transcript(attempt.id, transcript)

    threads = [threading.Thread(target=answer, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {a.number for a in history.attempts(session.id) if a.transcript == transcript} == set(range(1, 9))


def test_two_programs_may_write_by_turns(open_history: Open, question: Question) -> None:
    one, two = open_history(), open_history()
    first = one.start_session("practice", "b", "1")
    second = two.start_session("practice", "b", "1")
    one.begin_attempt(first.id, question, 1)
    two.begin_attempt(second.id, question, 1)
    assert [a.session_id for a in one.attempts()] == [first.id, second.id]


def test_a_transcript_that_is_not_valid_unicode_is_kept(history: History, question: Question) -> None:
    session = history.start_session("score", "b", "1")
    attempt = history.begin_attempt(session.id, question, 1, audio=False)
    odd = Transcript((Word("a\ud800b", None, None, 1.0),), "en", "text")
    assert history.save_transcript(attempt.id, odd).transcript == odd


def test_the_seconds_to_think_are_kept_with_the_answer(history: History, question: Question) -> None:
    session = history.start_session("practice", "b", "1")
    thought = history.begin_attempt(session.id, question, 1, preparation=Preparation(30.0, 12.4))
    assert history.attempt(thought.id).preparation == Preparation(30.0, 12.4)
    assert history.begin_attempt(session.id, question, 1).preparation is None
