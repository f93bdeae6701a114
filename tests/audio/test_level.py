from __future__ import annotations

import math

import numpy as np
import pytest

from tests.audio.conftest import Tone
from voicesim.audio.level import FLOOR_DBFS, LevelMeter, dbfs, peak_dbfs


def test_silence_and_nothing_are_at_the_floor() -> None:
    for samples in (np.zeros(512, np.float32), np.zeros(0, np.float32)):
        assert dbfs(samples) == FLOOR_DBFS
        assert peak_dbfs(samples) == FLOOR_DBFS


def test_the_level_of_a_sine_is_three_decibels_below_its_peak(tone: Tone) -> None:
    sine = tone(1.0, 440.0, amplitude=1.0).samples

    assert dbfs(sine) == pytest.approx(-3.01, abs=0.01)
    assert peak_dbfs(sine) == pytest.approx(0.0, abs=0.01)
    assert dbfs(sine / np.float32(10)) == pytest.approx(-23.01, abs=0.01)


def test_the_smallest_step_of_a_16_bit_file_is_above_the_floor() -> None:
    assert peak_dbfs(np.full(100, 1 / 32768, np.float32)) == pytest.approx(20 * math.log10(1 / 32768))


def test_a_meter_rises_at_once_and_falls_24_decibels_a_second(tone: Tone) -> None:
    meter = LevelMeter()
    silence = np.zeros(1600, np.float32)

    meter.update(tone(0.1, amplitude=1.0).samples)
    assert meter.dbfs == pytest.approx(-3.01, abs=0.05)
    for _ in range(10):
        meter.update(silence)
    assert meter.dbfs == pytest.approx(-27.01, abs=0.05)


def test_a_meter_falls_to_the_floor_and_no_further() -> None:
    meter = LevelMeter()
    meter.update(np.zeros(16_000 * 60, np.float32))
    assert meter.dbfs == FLOOR_DBFS
