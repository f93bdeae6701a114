from __future__ import annotations

import numpy as np
import pytest

from tests.audio.conftest import Tone
from voicesim.audio.clip import Clip
from voicesim.audio.faults import describe_faults, describe_file_faults, describe_overflows
from voicesim.audio.resample import resample


def noise(duration_s: float, amplitude: float = 0.1) -> np.ndarray:
    return (np.random.default_rng(7).normal(0, amplitude, round(duration_s * 16_000))).astype(np.float32)


def only(clip: Clip, system: str = "linux") -> str:
    (sentence,) = describe_faults(clip, system)
    return sentence


def test_a_good_recording_has_no_faults(tone: Tone) -> None:
    assert describe_faults(tone(3.0)) == ()
    assert describe_faults(Clip(noise(3.0))) == ()


@pytest.mark.parametrize(
    ("system", "remedy"),
    [
        ("darwin", "System Settings > Privacy & Security > Microphone"),
        ("win32", "Settings > Privacy & security > Microphone"),
        ("linux", "raise its level in the sound settings"),
    ],
)
def test_nothing_but_zeros_means_muted_or_not_allowed(system: str, remedy: str) -> None:
    sentence = only(Clip(np.zeros(16_000, np.float32)), system)
    assert "only zeros" in sentence
    assert "permission" in sentence
    assert remedy in sentence


def test_an_empty_recording_is_told() -> None:
    assert "Nothing was recorded" in only(Clip(np.zeros(0, np.float32)))


def test_one_living_sample_is_quiet_and_not_dead() -> None:
    samples = np.zeros(16_000, np.float32)
    samples[5] = 1e-4
    assert "very quiet" in only(Clip(samples))


def test_a_very_low_level_is_told_with_its_figure(tone: Tone) -> None:
    sentence = only(tone(3.0, amplitude=0.001))
    assert "very quiet (its loudest second is at -63 dBFS" in sentence
    assert "move closer" in sentence


def test_a_short_answer_in_a_long_silence_is_not_quiet(tone: Tone) -> None:
    samples = np.concatenate([noise(60.0, 1e-4), tone(1.5, amplitude=0.1).samples, noise(5.0, 1e-4)])
    assert describe_faults(Clip(samples)) == ()


def test_a_knock_does_not_hide_a_quiet_voice() -> None:
    samples = noise(20.0, 0.001)
    samples[100:110] = 0.3
    assert "very quiet" in only(Clip(samples))


@pytest.mark.parametrize("rate_hz", [16_000, 48_000])
def test_a_voice_that_is_cut_off_is_told_with_its_share_and_second(tone: Tone, rate_hz: int) -> None:
    loud = tone(2.0, 200.0, amplitude=2.0, rate_hz=rate_hz)
    loud = resample(Clip(np.clip(loud.samples, -1, 1), rate_hz), 16_000)
    clip = Clip(np.concatenate([noise(3.0), loud.samples]))

    sentence = only(clip)
    assert "clipped (" in sentence
    assert "first at 0:03" in sentence
    assert "lower the microphone's level" in sentence


def test_a_16_bit_file_clips_at_its_own_top(tone: Tone) -> None:
    samples = np.clip(tone(1.0, amplitude=2.0).samples, -1.0, 32_767 / 32_768)
    assert "clipped" in only(Clip(samples))


def test_a_wave_that_just_touches_the_top_is_not_clipped(tone: Tone) -> None:
    assert describe_faults(tone(2.0, 440.0, amplitude=1.0)) == ()


def test_a_single_click_is_not_clipping() -> None:
    samples = noise(30.0)
    samples[1000:1003] = 1.0
    assert describe_faults(Clip(samples)) == ()


def test_a_microphone_that_died_on_the_way_is_told_with_its_second() -> None:
    sentence = only(Clip(np.concatenate([noise(65.0), np.zeros(16_000 * 12, np.float32)])))
    assert "From 1:05 on" in sentence


def test_a_pause_at_the_end_is_no_fault() -> None:
    assert describe_faults(Clip(np.concatenate([noise(2.0), np.zeros(16_000 * 5, np.float32)]))) == ()


FAULTY = {
    "holds only zeros, so there is no sound in it": np.zeros(16_000, np.float32),
    "From 1:05 on talk.mp4 holds only zeros": np.concatenate(
        [noise(65.0), np.zeros(16_000 * 12, np.float32)]
    ),
    "talk.mp4 is very quiet (its loudest second is at": noise(3.0, 0.001),
    "talk.mp4 is clipped (": np.clip(noise(3.0, 2.0), -1, 1),
}


@pytest.mark.parametrize("problem", FAULTY)
def test_a_file_is_to_blame_for_a_file_and_no_microphone(problem: str) -> None:
    (sentence,) = describe_file_faults(Clip(FAULTY[problem]), "talk.mp4")
    assert problem in sentence
    assert "talk.mp4" in sentence
    assert "microphone" not in sentence
    assert "permission" not in sentence


def test_a_good_file_has_no_faults() -> None:
    assert describe_file_faults(Clip(noise(3.0)), "talk.mp4") == ()


def test_lost_sound_is_told_with_how_often_and_when() -> None:
    assert describe_overflows(()) == ()
    assert "lost once, at 0:07," in describe_overflows((7.9,))[0]
    assert "lost 3 times, first at 1:02," in describe_overflows((62.0, 70.0, 80.0))[0]
