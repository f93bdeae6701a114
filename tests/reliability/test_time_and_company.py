"""A clock that jumps back, and other voicesims at the same time: nothing is mixed up and nothing is taken."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from tests.practised import Call
from tests.programs import VOICESIM
from tests.reliability.stage import noise
from voicesim.audio.wav import write_wav
from voicesim.store import stamps
from voicesim.store.history import History

VERBS = (("review",), ("review", "last"), ("progress",), ("practice", "--due"))


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    folder = tmp_path / "answers"
    folder.mkdir()
    write_wav(folder / "1.wav", noise(2.0))
    return folder


def practice(answers: Path, *more: str) -> tuple[str, ...]:
    given = ("--answers", str(answers), "--question", "quality", "--model", "demo", "--no-voice")
    return ("practice", *given, *more)


def set_clock(patch: pytest.MonkeyPatch, *moments: datetime) -> None:
    """The clock shows these moments one after the other, and then stays."""
    waiting = list(moments)

    class Jumping:
        @staticmethod
        def now(zone: tzinfo) -> datetime:
            return (waiting.pop(0) if len(waiting) > 1 else waiting[0]).astimezone(zone)

    patch.setattr(stamps, "datetime", Jumping)


def test_a_clock_that_jumps_back_years_changes_no_order(
    home: Path, answers: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    set_clock(monkeypatch, now + timedelta(days=3000))
    assert call(*practice(answers)).code == 0
    set_clock(monkeypatch, now)
    assert call(*practice(answers)).code == 0
    with History.open(home / "history.sqlite3") as history:
        newest, oldest = history.sessions()
        assert newest.started_at < oldest.started_at
        assert history.session("last") == newest
        assert [attempt.session_id for attempt in history.attempts()] == [oldest.id, newest.id]
    for verb in VERBS:
        done = call(*verb, *(("--answers", answers) if "--due" in verb else ()))
        assert done.code == 0, done.err


def test_a_clock_that_jumps_back_in_an_interview_spoils_no_length(
    home: Path, answers: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    set_clock(monkeypatch, now, now, now, *(now - timedelta(hours=hours) for hours in range(1, 30)))
    assert call(*practice(answers)).code == 0
    with History.open(home / "history.sqlite3") as history:
        (attempt,) = history.attempts()
        session = history.session()
    assert session.finished_at is not None
    assert session.finished_at < session.started_at
    assert (attempt.state, attempt.recorded_s) == ("assessed", 2.0)
    assert all(call(*verb).code == 0 for verb in VERBS[:3])


def start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    env = os.environ | {"VOICESIM_HOME": str(home)}
    return subprocess.Popen(
        [*VOICESIM, *arguments],
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_interviews_at_once_keep_all_that_was_said_in_each(home: Path, answers: Path) -> None:
    programs = [start(home, *practice(answers, "--json")) for _ in range(2)]
    told = [program.communicate(timeout=120)[1] for program in programs]
    assert [program.returncode for program in programs] == [0, 0], told
    with History.open(home / "history.sqlite3") as history:
        assert [attempt.state for attempt in history.attempts()] == ["assessed"] * 2
        assert len({attempt.session_id for attempt in history.attempts()}) == 2
        recovered = history.recover(home / "recordings")
    assert (recovered.finished, recovered.adopted, recovered.lost) == ((), (), ())


RECORDING = """
import sys, time
from pathlib import Path
from voicesim.answering import private_file
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.recorder import Recorder
from voicesim.bank.question import Question
from voicesim.store.history import History
home = Path(sys.argv[1])
history = History.open(home / "history.sqlite3")
session = history.start_session("practice", "senior-pm", "1")
attempt = history.begin_attempt(session.id, Question("q", "s", "Why?", "story", 60.0, ()), 1)
path = private_file(home / "recordings", attempt.audio_path)
recorder = Recorder(FileMicrophone(sys.argv[2], paced=True), path, max_s=60.0)
recorder.start()
print("recording", flush=True)
sys.stdin.readline()
recorder.stop()
print(history.save_recording(attempt.id, recorder.result().duration_s).state, flush=True)
"""


def test_what_another_one_is_recording_is_left_alone(home: Path, answers: Path, call: Call) -> None:
    write_wav(answers / "long.wav", noise(60.0))
    command = [sys.executable, "-c", RECORDING, str(home), str(answers / "long.wav")]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "recording\n"
        done = call("transcribe", "--pending", "--model", "demo")
        assert (done.code, done.err) == (0, "voicesim: No answer waits to be written down.\n")
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.stdout.readline() == "recorded\n"
