"""voicesim demo, the whole main job without any device, download or network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.programs import VOICESIM, Run
from tests.test_interview import Desk
from voicesim.assess.norms import load_norms
from voicesim.assess.stopping import STOP
from voicesim.audio.player import SilentPlayer
from voicesim.bank.load import find_question, load_bank
from voicesim.demo.candidate import sample_answers, sample_reply
from voicesim.demo.cast import cast_demo
from voicesim.interview.conductor import Interview
from voicesim.interview.equipment import Pacing
from voicesim.speech.word_error_rate import word_error_rate
from voicesim.store.history import History
from voicesim.store.records import Attempt


def no_network() -> list[str]:
    """The words that start a command in a network namespace with nothing in it, not even loopback."""
    if shutil.which("unshare") is None:
        pytest.skip("needs unshare (util-linux)")
    words = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    if subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine allows no network namespaces")
    return words


def test_it_interviews_writes_down_and_judges_in_an_empty_network_namespace(home: Path) -> None:
    done = subprocess.run(
        [*no_network(), *VOICESIM, "demo", "--fast", "--json", "--questions", "3"],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["question"] for a in answers] == [s.question_id for s in sample_answers()[:3]]
    for answer, sample in zip(answers, sample_answers(), strict=False):
        assert word_error_rate(sample.text, answer["text"]) < 0.10
        assert answer["versions"]["model"] == "demo"
        assert answer["timing"]["answer_s"] > 10
        assert len(answer["points"]) == 6


def test_a_good_answer_makes_more_points_than_one_that_says_little(voicesim: Run) -> None:
    done = voicesim("demo", "--fast", "--json", "--questions", "3")
    worth = {"covered": 1.0, "check": 0.5, "missed": 0.0}
    good, middling, thin = (
        sum(worth[point["verdict"]] for point in json.loads(line)["points"])
        for line in done.stdout.splitlines()
    )
    assert good > middling > thin


def test_few_hesitations_are_suspected_where_there_are_none(voicesim: Run) -> None:
    answer = json.loads(voicesim("demo", "--fast", "--json", "--questions", "1").stdout)
    assert "um" not in answer["text"].lower().split()
    assert len(answer["delivery"]["possible_hesitations"]) <= 5


def test_piped_it_prints_plain_text(voicesim: Run) -> None:
    done = voicesim("demo", "--questions", "1")
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "Question 1 of 1" in done.stdout
    assert "covered" in done.stdout


def test_sound_and_verdicts_are_kept(voicesim: Run, home: Path) -> None:
    done = voicesim("demo", "--questions", "1", "--follow-ups", "1")
    assert "ollow-up" in done.stdout
    with History.open(home / "history.sqlite3") as history:
        session = history.session()
        (attempt,) = history.attempts(session.id)
    assert session.kind == "demo"
    assert (home / "recordings" / str(attempt.audio_path)).stat().st_size > 16_000 * 2 * 10
    assert attempt.assessment is not None


def interviewed(home: Path, sample: int, **pacing: Any) -> Attempt:
    """The answer to one of the demo's questions, by its place."""
    plan, equipment = cast_demo(load_bank("senior-pm"), sample + 1, SilentPlayer(paced=False), fast=True)
    with History.open(home / "history.sqlite3") as history:
        interview = Interview(
            bank=load_bank("senior-pm"),
            plan=replace(plan, questions=plan.questions[sample:]),
            kind="demo",
            pacing=Pacing(prep_s=0, max_s=lambda target_s: 90, linger_s=0, **pacing),
            equipment=equipment,
            history=history,
            recordings=home / "recordings",
            norms=load_norms(),
            desk=Desk(),
        )
        (answer,) = history.attempts(interview.run().id)
    return answer


def test_with_follow_ups_the_candidate_replies_to_what_is_asked(home: Path) -> None:
    answer = interviewed(home, sample=2, follow_ups=1)
    assert answer.assessment is not None
    assert answer.reply is not None
    assert answer.reply.transcript is not None
    expected = sample_reply("on-track-goals", "kpis")
    assert answer.reply.asks == "kpis"
    assert word_error_rate(expected.text, answer.reply.transcript.text) < 0.15
    assert "kpis" in [hit.point_id for hit in answer.brought_out]
    assert "kpis" in [hit.point_id for hit in answer.assessment.points if hit.verdict == "missed"]


def test_the_rambler_is_stopped_and_tells_what_is_asked_for(home: Path) -> None:
    answer = interviewed(home, sample=3, interrupt=True)
    assert answer.ended_by == "interviewer"
    assert answer.recorded_s is not None
    assert answer.recorded_s < 63, "before the result, which is what is asked for"
    assert answer.reply is not None
    assert answer.reply.transcript is not None
    assert answer.reply.question.prompt.startswith(STOP)
    expected = sample_reply("conflicting-priorities", str(answer.reply.asks))
    assert word_error_rate(expected.text, answer.reply.transcript.text) < 0.2


def test_the_candidate_has_something_to_say_to_every_follow_up() -> None:
    for sample in sample_answers():
        for point in find_question(load_bank("senior-pm"), sample.question_id).key_points:
            assert sample_reply(sample.question_id, point.id).text
