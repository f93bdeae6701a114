"""voicesim history: path, backup, restore, forget."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.practised import Call, practised
from tests.practised import call as call
from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.wav import write_wav
from voicesim.store.history import History

WORDS = "We dropped the forecasting module."


@pytest.fixture
def session(home: Path) -> str:
    """A session of two answers; the first has a recording."""
    name = practised(home, ("quality", WORDS), ("launch-failed", WORDS))
    path = home / "recordings" / name / "1.wav"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"RIFF")
    return name


def test_path_is_the_history_and_nothing_else(call: Call, home: Path) -> None:
    assert call("history", "path").out == f"{home / 'history.sqlite3'}\n"
    found = json.loads(call("history", "path", "--json").out)
    assert found["recordings"] == str(home / "recordings")


def test_a_backup_is_a_history(call: Call, session: str, tmp_path: Path) -> None:
    done = call("history", "backup", tmp_path / "copy.sqlite3")
    assert (done.code, done.out) == (0, "")
    assert "without the recordings" in done.err
    with History.open(tmp_path / "copy.sqlite3") as copy:
        assert len(copy.attempts()) == 2


def test_a_backup_with_audio(call: Call, session: str, tmp_path: Path) -> None:
    done = call("history", "backup", tmp_path / "copy", "--with-audio", "--json")
    assert json.loads(done.out)["recordings"] == 1
    assert (tmp_path / "copy" / "recordings" / session / "1.wav").read_bytes() == b"RIFF"


def test_a_backup_is_not_overwritten_unasked(call: Call, session: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    call("history", "backup", copy)
    done = call("history", "backup", copy)
    assert done.code == 2
    assert "--force" in done.err
    assert call("history", "backup", copy, "--force").code == 0


@pytest.fixture
def aside(home: Path, session: str) -> str:
    """The second answer, with sound, thrown away."""
    with History.open(home / "history.sqlite3") as history:
        take = history.discard(f"{session}-2")
    write_wav(home / "recordings" / str(take.audio_path), Clip(np.full(RATE_HZ, 0.1, np.float32)))
    return take.id


def test_what_can_be_brought_back_is_listed_with_its_last_day(call: Call, aside: str, home: Path) -> None:
    done = call("history", "restore")
    assert done.code == 0
    header, take = done.out.splitlines()
    assert header.split()[-2:] == ["kept", "until"]
    assert take.split()[0] == aside
    until = datetime.now().astimezone() - timedelta(days=1) + timedelta(days=30)
    assert take.split()[-1] == f"{until:%Y-%m-%d}"
    assert [each["id"] for each in json.loads(call("history", "restore", "--json").out)] == [aside]


def test_a_take_is_brought_back_and_counts(call: Call, aside: str, home: Path) -> None:
    done = call("history", "restore", aside[:-1])
    assert done.code == 2, "both answers begin so"
    done = call("history", "restore", aside)
    assert (done.code, done.out) == (0, "")
    assert f"voicesim review {aside}" in done.err
    assert len(json.loads(call("review", "last", "--json").out)["attempts"]) == 2
    assert call("history", "restore", aside).code == 2
    assert "nothing to bring back" in call("history", "restore").err


def test_a_take_whose_sound_is_gone_stays_away(call: Call, aside: str, home: Path) -> None:
    with History.open(home / "history.sqlite3") as history:
        (home / "recordings" / str(history.attempt(aside).audio_path)).unlink()
    done = call("history", "restore", aside)
    assert done.code == 2
    assert "There is no file" in done.err
    with History.open(home / "history.sqlite3") as history:
        assert history.attempt(aside).state == "discarded"


def test_nothing_is_forgotten_without_yes_where_nobody_can_be_asked(
    call: Call, session: str, home: Path
) -> None:
    done = call("history", "forget", session)
    assert done.code == 2
    assert "--yes" in done.err
    assert (home / "recordings" / session / "1.wav").exists()
    assert len(json.loads(call("review", "--json").out)) == 1


def test_a_session_is_forgotten(call: Call, session: str, home: Path) -> None:
    done = call("history", "forget", session[:16], "--yes", "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out) == {"sessions": 1, "answers": 2, "recordings": 1}
    assert json.loads(call("review", "--json").out) == []
    assert not (home / "recordings" / session).exists()


def test_one_answer_is_forgotten(call: Call, session: str) -> None:
    assert call("history", "forget", f"{session}-1", "-y").code == 0
    (left,) = json.loads(call("review", "--json").out)
    assert [attempt["id"] for attempt in left["attempts"]] == [f"{session}-2"]


def test_everything_is_forgotten_with_recordings_that_no_session_knows(
    call: Call, session: str, home: Path
) -> None:
    stray = home / "recordings" / "stray" / "1.wav"
    stray.parent.mkdir()
    stray.write_bytes(b"RIFF")
    assert call("history", "forget", "--all", "--yes").code == 0
    assert json.loads(call("review", "--json").out) == []
    assert list((home / "recordings").rglob("*.wav")) == []


@pytest.mark.parametrize("arguments", [(), ("x", "--all")])
def test_what_to_forget_must_be_clear(call: Call, arguments: tuple[str, ...]) -> None:
    done = call("history", "forget", *arguments, "--yes")
    assert done.code == 2
    assert "--all" in done.err


def test_an_unknown_name_is_told(call: Call, session: str) -> None:
    done = call("history", "forget", "nonsense", "--yes")
    assert done.code == 2
    assert "no session or attempt nonsense" in done.err


@pytest.mark.parametrize(("typed", "code", "left"), [(True, 0, 0), (False, 1, 1)])
def test_at_a_terminal_it_asks(
    call: Call, session: str, monkeypatch: pytest.MonkeyPatch, typed: bool, code: int, left: int
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    questions: list[str] = []

    def confirm(text: str, **options: object) -> bool:
        questions.append(text)
        return typed

    monkeypatch.setattr("typer.confirm", confirm)
    done = call("history", "forget", session)
    assert done.code == code
    assert "2 answers" in questions[0]
    assert len(json.loads(call("review", "--json").out)) == left
