"""How loud a sound is, in dBFS: 0 is the most that a file can hold, speech is often near -25."""

from __future__ import annotations

import math

import numpy as np

from voicesim.audio.clip import RATE_HZ, Samples

FLOOR_DBFS = -120.0
"""What silence and an empty block are given; 16-bit sound ends near -96."""

RELEASE_DB_PER_S = 24.0
"""How fast a meter falls after a sound, about that of a studio peak programme meter (IEC 60268-10)."""


def dbfs(samples: Samples) -> float:
    """The RMS level of samples of shape (n,); FLOOR_DBFS when there are none or all are zero."""
    if not len(samples):
        return FLOOR_DBFS
    return _decibels(math.sqrt(float(np.mean(np.square(samples, dtype=np.float64)))))


def peak_dbfs(samples: Samples) -> float:
    """The level of the largest sample."""
    return _decibels(float(np.max(np.abs(samples)))) if len(samples) else FLOOR_DBFS


def _decibels(amplitude: float) -> float:
    return max(FLOOR_DBFS, 20.0 * math.log10(amplitude)) if amplitude > 0.0 else FLOOR_DBFS


class LevelMeter:
    """An input level that rises at once and falls slowly, so that an eye can follow it."""

    def __init__(self, rate_hz: int = RATE_HZ) -> None:
        self._rate_hz = rate_hz
        self._dbfs = FLOOR_DBFS

    @property
    def dbfs(self) -> float:
        return self._dbfs

    def update(self, samples: Samples) -> None:
        """Hear the next block; the fall depends on its length, not on when this is called."""
        fallen = self._dbfs - RELEASE_DB_PER_S * len(samples) / self._rate_hz
        self._dbfs = max(dbfs(samples), fallen)
