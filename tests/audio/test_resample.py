from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tests.audio.conftest import Tone
from voicesim.audio.clip import Clip, Samples
from voicesim.audio.resample import StreamResampler, resample


def signal_to_noise_db(samples: Samples, hz: float, rate_hz: int) -> float:
    """How much of a sound is the sine of this frequency: fit it, and compare it with what is left."""
    inner = samples[rate_hz // 10 : -rate_hz // 10].astype(np.float64)
    time_s = np.arange(len(inner)) / rate_hz
    basis = np.stack([np.sin(2 * np.pi * hz * time_s), np.cos(2 * np.pi * hz * time_s)], 1)
    fitted = basis @ np.linalg.lstsq(basis, inner, rcond=None)[0]
    return float(10 * np.log10(np.sum(fitted**2) / np.sum((inner - fitted) ** 2)))


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 22_050, 44_100, 48_000, 96_000])
def test_a_sine_stays_a_sine(tone: Tone, rate_hz: int) -> None:
    resampled = resample(tone(1.0, 997.0, rate_hz=rate_hz), 16_000)

    assert resampled.rate_hz == 16_000
    assert len(resampled.samples) == pytest.approx(16_000, abs=1)
    assert signal_to_noise_db(resampled.samples, 997.0, 16_000) > 90


def test_what_16_khz_cannot_hold_is_taken_out_and_not_folded_back(tone: Tone) -> None:
    resampled = resample(tone(1.0, 11_000.0, rate_hz=48_000), 16_000)

    assert np.max(np.abs(resampled.samples[800:-800])) < 1e-4


def test_blocks_of_any_length_give_what_the_whole_gives(tone: Tone) -> None:
    clip = tone(1.0, 440.0, rate_hz=44_100)
    stream = StreamResampler(44_100, 16_000)
    cuts = [0, 1, 3, 1411, 2822, 2823, 20_000, 44_100]

    parts = [stream.feed(clip.samples[a:b]) for a, b in pairwise(cuts)]
    joined = np.concatenate([*parts, stream.flush()])

    np.testing.assert_allclose(joined, resample(clip, 16_000).samples, atol=1e-6)
    assert signal_to_noise_db(joined, 440.0, 16_000) > 90


def test_a_clip_at_the_right_rate_is_left_alone(tone: Tone) -> None:
    clip = tone()
    assert resample(clip, clip.rate_hz) is clip


def test_the_count_of_overflows_survives() -> None:
    assert resample(Clip(np.zeros(48_000, np.float32), 48_000, overflows=3), 16_000).overflows == 3


def test_a_full_scale_square_wave_does_not_leave_the_range() -> None:
    square = np.where(np.arange(48_000) % 480 < 240, 1.0, -1.0).astype(np.float32)
    assert np.max(np.abs(resample(Clip(square, 48_000), 16_000).samples)) <= 1.0
