"""The pitch of a voice: right on sounds whose pitch is known, and beside Praat on recordings of people.

Praat comes with the extra `dev` (praat-parselmouth); without it what compares with it is skipped.
"""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from tools.benchmarks.people_recordings import Recording, people_folder, read_recordings
from tools.benchmarks.pitch import Agreement, agreement, praat_pitch, total
from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.speech.pitch import HOP_S, Hertz, track_pitch

OURS = read_recordings(Path(__file__).with_name("data") / "people")


def glide(
    from_hz: float, to_hz: float, seconds: float = 3.0, noise_db: float = -60.0
) -> tuple[Samples, Hertz]:
    """A buzz with the harmonics of a voice that glides evenly in semitones, and its pitch in each frame."""
    at = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    hertz = from_hz * (to_hz / from_hz) ** (at / seconds)
    phase = 2 * np.pi * np.cumsum(hertz) / RATE_HZ
    # Louder near 600 and 1,200 Hz than at the pitch itself, as vowels are.
    harmonics = (np.sin(n * phase) * _vowel(n * hertz) for n in range(1, 30))
    voice = np.sum(list(harmonics), axis=0)
    noise = np.random.default_rng(3).standard_normal(len(at)) * 10 ** (noise_db / 20)
    return np.asarray(0.2 * voice / np.abs(voice).max() + noise, np.float32), hertz[:: round(HOP_S * RATE_HZ)]


def _vowel(hertz: Hertz) -> Hertz:
    formants = [
        np.exp(-(((hertz - at) / width) ** 2)) for at, width in ((600, 150), (1200, 200), (2500, 300))
    ]
    return np.where(hertz < RATE_HZ / 2, 0.15 + np.sum(formants, axis=0), 0.0) * 500 / (500 + hertz)


def good(found: Agreement) -> None:
    assert found.near >= 0.95 * found.both
    assert found.octave <= 0.02 * found.both


@pytest.mark.parametrize("noise_db", [-60, -35])
@pytest.mark.parametrize(
    ("from_hz", "to_hz"), [(80, 160), (160, 80), (120, 120), (110, 330), (200, 400), (420, 210), (70, 480)]
)
def test_a_glide_is_followed(from_hz: float, to_hz: float, noise_db: float) -> None:
    samples, truth = glide(from_hz, to_hz, noise_db=noise_db)
    found = agreement(track_pitch(samples).hertz, truth)
    assert found.both >= 0.95 * found.voiced
    good(found)


def test_a_vibrato_keeps_its_width() -> None:
    at = np.arange(5 * RATE_HZ) / RATE_HZ
    semitones = 3 * np.sin(2 * np.pi * at)
    samples = np.sin(2 * np.pi * np.cumsum(150 * 2 ** (semitones / 12)) / RATE_HZ).astype(np.float32)
    found = 12 * np.log2(track_pitch(0.3 * samples).hertz)
    assert np.nanstd(found) == pytest.approx(3 / np.sqrt(2), rel=0.03)


@pytest.mark.parametrize("loudness", [0.0, 0.003, 0.1])
def test_silence_and_noise_have_no_pitch(loudness: float) -> None:
    noise = loudness * np.random.default_rng(1).standard_normal(4 * RATE_HZ)
    assert np.mean(np.isnan(track_pitch(noise.astype(np.float32)).hertz)) >= 0.98


@pytest.mark.parametrize("count", [0, 1, 79, 80, 400, 16_001])
def test_every_frame_has_a_place_however_short_the_sound(count: int) -> None:
    track = track_pitch(np.zeros(count, np.float32))
    assert track.hertz.shape == track.dbfs.shape
    assert len(track.hertz) * HOP_S == pytest.approx(count / RATE_HZ, abs=HOP_S)


def test_long_sound_is_as_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = OURS[0].samples()
    whole = track_pitch(samples)
    monkeypatch.setattr("voicesim.speech.pitch._BATCH", 37)
    again = track_pitch(samples)
    assert np.allclose(whole.hertz, again.hertz, equal_nan=True)
    assert np.allclose(whole.dbfs, again.dbfs)


def test_a_second_of_sound_costs_a_fiftieth_of_a_second_at_most() -> None:
    samples = np.concatenate([OURS[0].samples()] * 5)
    track_pitch(samples)
    started = time.process_time()
    track_pitch(samples)
    assert time.process_time() - started <= 0.02 * len(samples) / RATE_HZ


@pytest.mark.parametrize("one", OURS, ids=lambda one: one.id)
def test_a_clear_voice_is_as_praat_hears_it(one: Recording) -> None:
    pytest.importorskip("parselmouth", reason="Praat is not here; pip install praat-parselmouth brings it")
    samples = one.samples()
    ours = track_pitch(samples).hertz
    found = agreement(ours, praat_pitch(samples, len(ours)))
    assert found.both >= 0.7 * found.voiced
    good(found)


@pytest.mark.slow
def test_people_are_as_praat_hears_them() -> None:
    pytest.importorskip("parselmouth", reason="Praat is not here; pip install praat-parselmouth brings it")
    folder = people_folder()
    if folder is None:
        pytest.skip("the recordings of people are not here; VOICESIM_PEOPLE names their folder")
    every = []
    for one in read_recordings(folder):
        samples = one.samples()
        ours = track_pitch(samples).hertz
        every.append(agreement(ours, praat_pitch(samples, len(ours))))
    found = total(every)
    assert found.both >= 0.8 * found.voiced
    good(found)
