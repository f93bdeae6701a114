"""Replies to follow-ups in the verbs that show, count, compare, finish and judge answers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.practised import Call, practised, spoken
from tests.practised import call as call
from tests.programs import voice as voice
from voicesim.assess.follow_up import follow_up_question
from voicesim.assess.judge import assess
from voicesim.assess.norms import load_norms
from voicesim.audio.wav import write_wav
from voicesim.bank.load import load_bank
from voicesim.demo.candidate import SampleAnswer, speak
from voicesim.speech.speaker import Pyttsx3Speaker
from voicesim.store.history import History
from voicesim.store.records import Attempt

THIN = "I always look at the data."
REPLY = "We set two of them, the retention rate and the number of weekly active users."
BANK = load_bank("senior-pm")


def begun(history: History, answer: Attempt) -> Attempt:
    """A reply about to be recorded, to what an interviewer would ask after this answer."""
    assert answer.judgement is not None
    hits = answer.judgement.assessment.points
    point = next(each for each in answer.question.key_points if each.kind == "metric")
    return history.begin_reply(answer, point.id, follow_up_question(answer.question, point, hits))


def replied(home: Path, attempt_id: str, text: str = REPLY) -> str:
    """A reply with these words, judged; its id."""
    transcript = spoken(text)
    with History.open(home / "history.sqlite3") as history:
        reply = begun(history, history.attempt(attempt_id))
        history.save_recording(reply.id, 9.0)
        history.save_transcript(reply.id, transcript)
        verdict = assess(reply.question, transcript.words, reply.spans, 9.0, load_norms())
        history.save_assessment(reply.id, verdict, bank_id=BANK.id, bank_version=BANK.version)
    return reply.id


@pytest.fixture
def answer(home: Path) -> str:
    return f"{practised(home, ('on-track-goals', THIN))}-1"


def test_review_shows_the_follow_up_under_its_answer(call: Call, home: Path, answer: str) -> None:
    replied(home, answer)
    done = call("review", "last")
    assert done.code == 0, done.err
    assert done.out.index(THIN) < done.out.index("Follow-up: ") < done.out.index(REPLY[:40])
    assert "with the follow-up: kpis, in “" in done.out
    assert "With the follow-up in on-track-goals: kpis" in done.out


def test_a_follow_up_changes_no_trend_no_comparison_and_nothing_that_is_due(
    call: Call, home: Path, answer: str
) -> None:
    other = f"{practised(home, ('on-track-goals', THIN + ' Every week I do.'), days_ago=0.5)}-1"
    commands = (("progress", "--json"), ("compare", "--last", "on-track-goals", "--json"), ("review",))
    before = [call(*command).out for command in commands]
    for each in (answer, other):
        replied(home, each)
    assert [call(*command).out for command in commands] == before
    told = json.loads(call("review", "last", "--json").out)["attempts"][0]
    assert told["follow_up"]["brought_out"]
    made = {point["id"] for point in told["points"] if point["verdict"] != "missed"}
    assert made.isdisjoint(told["follow_up"]["brought_out"])


def test_a_reply_is_not_compared_with_an_answer(call: Call, home: Path, answer: str) -> None:
    done = call("compare", answer, replied(home, answer))
    assert done.code == 2
    assert "reply to a follow-up" in done.err


def test_what_was_said_to_a_follow_up_is_found(call: Call, home: Path, answer: str) -> None:
    reply = replied(home, answer)
    assert reply in call("review", "--search", "retention").out


def test_forgetting_an_answer_forgets_the_reply(call: Call, home: Path, answer: str) -> None:
    replied(home, answer)
    assert call("history", "forget", answer, "--yes").code == 0
    assert call("review", "--search", "retention").out == ""


def test_answers_and_replies_are_judged_again(call: Call, home: Path, answer: str) -> None:
    replied(home, answer)
    with History.open(home / "history.sqlite3") as history:
        kept = history.attempt(answer)
        assert kept.reply is not None
        for each in (kept, kept.reply):
            assert each.assessment is not None
            older = replace(each.assessment, scorer="0", points=())
            history.save_assessment(each.id, older, bank_id=BANK.id, bank_version="old")
        assert history.attempt(answer).brought_out == ()
    (line,) = call("rescore", "--json").out.splitlines()
    told = json.loads(line)
    assert told["follow_up"]["brought_out"]
    assert told["follow_up"]["points"][0]["id"] == told["follow_up"]["asks"]
    with History.open(home / "history.sqlite3") as history:
        kept = history.attempt(answer)
        assert kept.reply is not None
        assert len(history.judgements(kept.reply.id)) == 3
        call("rescore")
        assert len(history.judgements(kept.reply.id)) == 3, "nothing had changed"


def test_a_point_that_today_counts_as_made_unprompted_is_no_merit_of_the_follow_up(
    call: Call, home: Path, answer: str
) -> None:
    replied(home, answer)
    with History.open(home / "history.sqlite3") as history:
        kept = history.attempt(answer)
        assert kept.assessment is not None
        made = tuple(replace(hit, verdict="covered", evidence="data") for hit in kept.assessment.points)
        history.save_assessment(
            answer, replace(kept.assessment, points=made), bank_id=BANK.id, bank_version=BANK.version
        )
        assert history.attempt(answer).brought_out == ()
        assert history.attempt(answer).still_missed is None


def test_a_reply_that_was_cut_off_is_finished_later(
    call: Call, home: Path, answer: str, voice: Pyttsx3Speaker
) -> None:
    with History.open(home / "history.sqlite3") as history:
        reply = begun(history, history.attempt(answer))
    path = home / "recordings" / str(reply.audio_path)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_wav(path, speak(SampleAnswer("", "", (0.3, REPLY)), voice))
    done = call("transcribe", "--pending", "--model", "demo", "--json")
    assert done.code == 0, done.err
    assert "cut off earlier" in done.err
    (line,) = done.out.splitlines()
    told = json.loads(line)
    assert told["id"] == answer
    assert "retention" in told["follow_up"]["text"]
    assert told["follow_up"]["brought_out"]
    assert told["follow_up"]["notices"] == ["The recording was cut off; what was said until then is kept."]
    with History.open(home / "history.sqlite3") as history:
        assert history.pending() == ()


def test_recordings_stand_in_for_the_replies_too(
    call: Call, home: Path, tmp_path: Path, voice: Pyttsx3Speaker
) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    for name, text in (("1", THIN), ("1-f1", REPLY), ("2", THIN)):
        write_wav(folder / f"{name}.wav", speak(SampleAnswer("", "", (0.3, text)), voice))
    ids = ("--question", "on-track-goals", "--question", "vision-define")
    common = ("--answers", folder, "--model", "demo", "--no-voice", "--json")
    done = call("practice", *ids, *common, "--follow-ups", 1)
    assert done.code == 0, done.err
    first, second = map(json.loads, done.out.splitlines())
    assert "retention" in first["follow_up"]["text"]
    assert "retention" not in first["text"]
    assert second["follow_up"] is None
    assert "no recorded reply 2-f1.wav" in done.err
    assert (home / "recordings" / first["follow_up"]["audio"]).exists()


def test_the_settings_can_ask_for_follow_ups_and_an_option_goes_before_them(
    call: Call, home: Path, tmp_path: Path, voice: Pyttsx3Speaker
) -> None:
    home.mkdir()
    (home / "settings.toml").write_text("follow_ups = 1\n")
    folder = tmp_path / "answers"
    folder.mkdir()
    write_wav(folder / "1.wav", speak(SampleAnswer("", "", (0.3, THIN)), voice))
    common = ("practice", "--answers", folder, "--model", "demo", "--no-voice", "--json")
    assert "no recorded reply" in call(*common).err
    assert "no recorded reply" not in call(*common, "--follow-ups", 0).err
