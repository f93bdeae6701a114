"""Pitch and loudness on the way from a recording to what is shown and kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.practised import Call, practised
from tests.practised import call as call
from tools.benchmarks.people_recordings import read_recordings
from voicesim.audio.clip import Clip
from voicesim.audio.wav import write_wav
from voicesim.store.history import History

PEOPLE = Path(__file__).parents[1] / "speech" / "data" / "people"
JFK = next(one for one in read_recordings(PEOPLE) if one.id == "jfk")


@pytest.fixture
def recording(home: Path) -> Path:
    """An answer from before pitch was measured, whose recording is there."""
    practised(home, ("quality", JFK.text))
    with History.open(home / "history.sqlite3") as history:
        (answer,) = history.attempts()
    assert answer.assessment is not None
    assert answer.assessment.voice is None
    path = home / "recordings" / str(answer.audio_path)
    path.parent.mkdir(parents=True)
    write_wav(path, Clip(JFK.samples()))
    return path


def test_rescore_measures_an_older_answer(call: Call, recording: Path) -> None:
    voice = json.loads(call("rescore", "--json").out)["voice"]
    assert voice["spread_st"] == pytest.approx(2.4, abs=0.4)
    assert "Pitch moved by" not in call("review", "last").out
    assert "moved by 2." in call("review", "last").out


def test_what_was_measured_outlives_the_recording(call: Call, recording: Path) -> None:
    before = json.loads(call("rescore", "--json").out)["voice"]
    recording.unlink()
    assert json.loads(call("rescore", "--json").out)["voice"] == before
    told = json.loads(call("export", "last", "--format", "json", "--output", "-").out)
    assert told["attempts"][0]["voice"] == before


def test_a_recording_is_heard_again_only_where_the_measures_go_by_something_else(
    call: Call, home: Path, recording: Path
) -> None:
    before = json.loads(call("rescore", "--json").out)["voice"]
    write_wav(recording, Clip(JFK.samples()[::2].copy()))
    assert json.loads(call("rescore", "--json").out)["voice"] == before
    (home / "settings.toml").write_text("[norms]\npitch_flat_st = 1.2\n", encoding="utf-8")
    again = json.loads(call("rescore", "--json").out)["voice"]
    assert again is None, "half of the sound is too little to tell"


def test_an_older_answer_is_shown_as_it_was(call: Call, recording: Path) -> None:
    assert "semitones" not in call("review", "last").out
    assert json.loads(call("review", "last", "--json").out)["attempts"][0]["voice"] is None
