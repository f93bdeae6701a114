"""Where the voice is, in files with several tracks and channels: real speech against other sounds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.audio.containers import RATE_HZ, write_container
from tests.programs import spoken_answer as spoken_answer
from tests.programs import voice as voice
from voicesim.audio.clip import Samples
from voicesim.audio.files import read_audio
from voicesim.demo.candidate import SampleAnswer
from voicesim.speech.activity import speech_spans
from voicesim.speech.voiced import describe_choice, read_voice

SECONDS = 12


@pytest.fixture(scope="module")
def speech(spoken_answer: tuple[SampleAnswer, Path]) -> Samples:
    samples = read_audio(spoken_answer[1], RATE_HZ).samples[: SECONDS * RATE_HZ]
    louder: Samples = (0.5 * samples / np.abs(samples).max()).astype(np.float32)
    return louder


@pytest.fixture(scope="module")
def others() -> dict[str, Samples]:
    """Louder than the voice, and none."""
    time_s = np.arange(SECONDS * RATE_HZ) / RATE_HZ
    beat = np.sin(4 * np.pi * time_s) > 0
    noise = np.random.default_rng(1).normal(0, 0.2, len(time_s))
    sounds = {
        "silence": np.zeros_like(time_s),
        "hum": 0.6 * np.sin(200 * np.pi * time_s),
        "music": 0.6 * beat * np.sin(880 * np.pi * time_s),
        "noise": noise,
    }
    return {name: sound.astype(np.float32) for name, sound in sounds.items()}


@pytest.mark.parametrize("other", ["silence", "hum", "music", "noise"])
@pytest.mark.parametrize("first", [True, False])
def test_the_track_with_the_voice_is_heard(
    tmp_path: Path, speech: Samples, others: dict[str, Samples], other: str, first: bool
) -> None:
    sounds = [speech, others[other]] if first else [others[other], speech]
    write_container(tmp_path / "a.mkv", "aac", [[(0.0, sound)] for sound in sounds])
    assert read_voice(tmp_path / "a.mkv").taken == f"track {1 if first else 2} of 2"


@pytest.mark.parametrize("other", ["hum", "music", "noise"])
@pytest.mark.parametrize("first", [True, False])
def test_the_channel_with_the_voice_is_heard(
    tmp_path: Path, speech: Samples, others: dict[str, Samples], other: str, first: bool
) -> None:
    sounds = [speech, others[other]] if first else [others[other], speech]
    soundfile.write(tmp_path / "a.wav", np.stack(sounds, 1), RATE_HZ)
    assert read_voice(tmp_path / "a.wav").taken == f"channel {1 if first else 2} of 2"


def test_a_voice_that_leaks_into_another_channel_is_heard_where_it_is_loud(
    tmp_path: Path, speech: Samples
) -> None:
    room = np.random.default_rng(2).normal(0, 0.0005, (len(speech), 2))
    leaking = np.stack([0.1 * speech, speech], 1)
    soundfile.write(tmp_path / "a.wav", leaking + room, RATE_HZ)
    assert read_voice(tmp_path / "a.wav").taken == "channel 2 of 2"


def test_a_microphone_goes_before_the_same_voice_under_music(
    tmp_path: Path, speech: Samples, others: dict[str, Samples]
) -> None:
    mixed: Samples = (0.6 * speech + 0.6 * others["music"]).astype(np.float32)
    write_container(tmp_path / "a.mkv", "aac", [[(0.0, mixed)], [(0.0, speech)]])
    assert read_voice(tmp_path / "a.mkv").taken == "track 2 of 2"


def test_the_same_voice_on_two_tracks_is_heard_on_the_first(tmp_path: Path, speech: Samples) -> None:
    write_container(tmp_path / "a.mkv", "aac", [[(0.0, speech)], [(0.0, speech)]])
    assert read_voice(tmp_path / "a.mkv").taken == "track 1 of 2"


def test_a_voice_in_opposite_channels_is_heard_as_in_one(tmp_path: Path, speech: Samples) -> None:
    soundfile.write(tmp_path / "one.wav", speech, RATE_HZ)
    soundfile.write(tmp_path / "two.wav", np.stack([speech, -speech], 1), RATE_HZ)
    one, two = (read_voice(tmp_path / name).clip for name in ("one.wav", "two.wav"))
    assert speech_spans(two.samples) == speech_spans(one.samples) != ()


def test_only_a_choice_is_told() -> None:
    assert describe_choice("a.mkv", None) == ()
    assert describe_choice("a.mkv", "track 2 of 2") == (
        "Of a.mkv only track 2 of 2 is heard, the one with most voice.",
    )
