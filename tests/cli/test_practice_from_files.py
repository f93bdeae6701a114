"""voicesim practice with recordings in place of a microphone, and what happens without a speech model."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.practised import Call
from tests.practised import call as call
from tests.programs import Run
from voicesim.demo.candidate import SampleAnswer
from voicesim.interview.equipment import Pacing
from voicesim.practice.presets import HANDS_FREE_LINGER_S, HANDS_FREE_SILENCE_S
from voicesim.store.history import History

Spoken = tuple[SampleAnswer, Path]


def answers(tmp_path: Path, spoken: Spoken) -> tuple[str, Path]:
    folder = tmp_path / "answers"
    folder.mkdir()
    shutil.copy(spoken[1], folder / "1.wav")
    return spoken[0].question_id, folder


def test_each_recording_answers_one_question(voicesim: Run, tmp_path: Path, spoken_answer: Spoken) -> None:
    question, folder = answers(tmp_path, spoken_answer)
    done = voicesim("practice", "--question", question, "--answers", folder, "--model", "demo", "--json")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    judged = json.loads(line)
    assert judged["question"] == question
    assert judged["words"]
    assert judged["timing"]["target_s"] == 120


def test_more_questions_than_recordings(voicesim: Run, tmp_path: Path, spoken_answer: Spoken) -> None:
    _, folder = answers(tmp_path, spoken_answer)
    done = voicesim("practice", "--questions", "2", "--answers", folder, "--model", "demo", "--no-voice")
    assert done.returncode == 2
    assert "--questions 1" in done.stderr


def test_without_a_model_the_answer_is_kept_and_timed_and_can_be_finished_later(
    voicesim: Run, home: Path, tmp_path: Path, spoken_answer: Spoken
) -> None:
    question, folder = answers(tmp_path, spoken_answer)
    done = voicesim("practice", "--question", question, "--answers", folder, "--no-voice", "--json")
    assert done.returncode == 0, done.stderr
    assert "voicesim transcribe --pending" in done.stderr
    kept = json.loads(done.stdout)
    assert kept["words"] == []
    assert kept["timing"]["answer_s"] > 10

    later = voicesim("transcribe", "--pending", "--model", "demo", "--json")
    assert later.returncode == 0, later.stderr
    finished = json.loads(later.stdout)
    assert finished["id"] == kept["id"]
    assert finished["words"]
    assert finished["timing"] == kept["timing"]
    with History.open(home / "history.sqlite3") as history:
        assert history.pending() == ()


def test_a_score_of_the_same_recording_agrees_with_the_interview(
    voicesim: Run, tmp_path: Path, spoken_answer: Spoken
) -> None:
    question, folder = answers(tmp_path, spoken_answer)
    common = ("--question", question, "--model", "demo", "--json")
    asked = json.loads(voicesim("practice", "--answers", folder, "--no-voice", *common).stdout)
    scored = json.loads(voicesim("score", folder / "1.wav", *common).stdout)
    for part in ("text", "timing", "delivery", "points", "figures", "advice"):
        assert scored[part] == asked[part], part


@pytest.mark.parametrize(
    ("arguments", "prep_s", "reading_time"),
    [
        ((), 5.0, True),
        (("--prep", "0"), 0.0, False),
        (("--prep", "2"), 2.0, False),
        (("--preset", "rapid"), 0.0, True),
        (("--preset", "rapid", "--prep", "1"), 1.0, False),
    ],
)
def test_seconds_to_think_that_are_asked_for_are_exact(
    call: Call, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], prep_s: float, reading_time: bool
) -> None:
    pacing = paced(call, monkeypatch, *arguments)
    assert (pacing.prep_s, pacing.reading_time) == (prep_s, reading_time)


@pytest.mark.parametrize(
    ("arguments", "silence_s", "linger_s", "hands_free"),
    [
        ((), None, None, False),
        (("--hands-free",), HANDS_FREE_SILENCE_S, HANDS_FREE_LINGER_S, True),
        (("--hands-free", "--end-on-silence", "3"), 3.0, HANDS_FREE_LINGER_S, True),
        (("--hands-free", "--profile", "patience"), None, HANDS_FREE_LINGER_S, True),
    ],
)
def test_hands_free_needs_no_key_to_go_on(
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    silence_s: float | None,
    linger_s: float | None,
    hands_free: bool,
) -> None:
    pacing = paced(call, monkeypatch, *arguments)
    assert (pacing.end_on_silence_s, pacing.linger_s, pacing.hands_free) == (silence_s, linger_s, hands_free)


def test_hands_free_can_be_a_setting_that_an_option_goes_before(
    call: Call, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text("hands_free = true\nend_on_silence_s = 7\n")
    pacing = paced(call, monkeypatch)
    assert (pacing.hands_free, pacing.end_on_silence_s) == (True, 7.0)
    assert not paced(call, monkeypatch, "--no-hands-free").hands_free


def paced(call: Call, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Pacing:
    """How an interview at a terminal would run."""
    given: list[Pacing] = []
    monkeypatch.setattr("voicesim.cli.practice.hold_session", lambda *rest, **options: given.append(rest[3]))
    monkeypatch.setattr("voicesim.cli.practice.equip", lambda *rest, **options: SimpleNamespace())
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    done = call("practice", "--no-voice", *arguments)
    assert done.code == 0, done.err
    return given[0]
