"""practice --panel: who sits there, by the voices that are here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.practised import Call
from tests.practised import call as call
from tests.tiny_voice import put_voice
from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.wav import write_wav
from voicesim.interview.panel import Panel
from voicesim.paths import voices_dir

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="auto is the system's voice elsewhere")

IDS = ("vision-define", "drive-strategy", "inspire")


@pytest.fixture
def seated(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The panel of a practice that would begin, and what was said before."""
    folder = tmp_path / "answers"
    folder.mkdir()
    for number in range(len(IDS)):
        write_wav(folder / f"{number + 1}.wav", Clip(np.zeros(RATE_HZ, np.float32)))

    def practise(*options: str) -> tuple[Panel | None, int, str]:
        given: list[tuple[Panel | None, int]] = []
        monkeypatch.setattr(
            "voicesim.cli.practice.hold_session",
            lambda *rest, **named: given.append((named["panel"], 1 + len(rest[4].other_speakers))),
        )
        asked = [each for name in IDS for each in ("--question", name)]
        done = call("practice", *asked, "--answers", str(folder), "--model", "demo", *options)
        assert done.code == 0, done.err
        return (*given[0], done.err)

    return practise


def test_sections_are_shared_between_the_voices_that_are_here(seated: Any) -> None:
    put_voice(voices_dir() / "ljspeech", "ljspeech")
    put_voice(voices_dir() / "joe", "joe")
    panel, voices, told = seated("--panel")
    assert [member.name for member in panel.members] == ["Alex", "Sam"]
    assert voices == 2
    assert "Only one voice" not in told
    assert panel.minutes == 9, "three answers of two minutes, with a minute each for all else"
    assert not panel.brief


@pytest.mark.parametrize(("here", "people"), [((), 3), (("joe",), 2)])
def test_voices_of_the_system_sit_there_where_too_few_others_are(
    seated: Any, here: tuple[str, ...], people: int
) -> None:
    for name in here:
        put_voice(voices_dir() / name, name)
    panel, voices, told = seated("--panel")
    assert len(panel.members) == voices == people
    assert "Only one voice" not in told


def test_where_only_one_voice_is_here_that_is_said_and_one_person_asks(
    seated: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voicesim.speech.choose_voice.sys.platform", "darwin")
    panel, _, told = seated("--panel")
    assert len(panel.members) == 1
    assert "Only one voice is here, so one person asks all questions" in told


def test_without_it_nobody_is_introduced(seated: Any) -> None:
    put_voice(voices_dir() / "ljspeech", "ljspeech")
    put_voice(voices_dir() / "joe", "joe")
    panel, voices, told = seated()
    assert (panel, voices) == (None, 1)
    assert "Only one voice" not in told


def test_brief_is_the_questions_alone(seated: Any) -> None:
    panel, _, _ = seated("--panel", "--brief", "--no-voice")
    assert panel.brief
    assert len(panel.members) == 1
