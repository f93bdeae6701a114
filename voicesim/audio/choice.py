"""Which of several tracks and channels carries the voice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicesim.audio.clip import Clip
from voicesim.audio.level import FLOOR_DBFS

LOUD_DBFS = -50.0
"""Quiet speech is louder, and the noise of a room is not."""

MORE = 1.08
"""So many times the voice is clearly more; otherwise it is the same voice, heard in both."""

SLACK_S = 0.1
CLEARER_DB = 3.0
LOUDER_DB = 6.0
QUIET_DBFS = -70.0
"""No room is quieter than this. What lies below only means that a recorder cut the silence off."""


@dataclass(frozen=True, slots=True, eq=False)
class LoadedSound:
    """The sound of a file; `taken` names the track and the channel where there were several."""

    clip: Clip
    taken: str | None = None


@dataclass(frozen=True, slots=True)
class Worth:
    """How many seconds of voice a sound holds, how far they stand out of what is behind them, and how loud
    they are."""

    voice_s: float
    clear_db: float
    loud_dbfs: float

    def beats(self, other: Worth) -> bool:
        if self.voice_s > MORE * other.voice_s + SLACK_S:
            return True
        if MORE * self.voice_s + SLACK_S < other.voice_s:
            return False
        clearer_db = self.clear_db - other.clear_db
        if abs(clearer_db) > CLEARER_DB:
            return clearer_db > 0
        return self.loud_dbfs > other.loud_dbfs + LOUDER_DB


def best_of(readings: Iterator[LoadedSound], voice_s: Callable[[Clip], float]) -> LoadedSound:
    """The reading with most seconds of voice; of equals the clearest, the loudest or the first.

    Only one is kept while the next is read. A single one is not judged at all.
    """
    best = next(readings)
    worth = None
    for reading in readings:
        if worth is None:
            worth = _worth(best.clip, voice_s)
        other = _worth(reading.clip, voice_s)
        if other.beats(worth):
            best, worth = reading, other
        del reading
    return best


def loud_s(clip: Clip) -> float:
    """Seconds in which there is more than the noise of a room: a guess at the voice by the level alone."""
    return float(np.count_nonzero(_levels(clip) > LOUD_DBFS)) / 10


def _worth(clip: Clip, voice_s: Callable[[Clip], float]) -> Worth:
    quiet, loud = np.percentile(_levels(clip), (10, 95)).tolist()
    return Worth(voice_s(clip), loud - max(quiet, QUIET_DBFS), loud)


def _levels(clip: Clip) -> NDArray[np.float64]:
    """The level of each tenth of a second, in dBFS."""
    tenth = min(max(1, clip.rate_hz // 10), len(clip.samples))
    tenths = clip.samples[: len(clip.samples) // tenth * tenth].reshape(-1, tenth)
    powers = np.einsum("ij,ij->i", tenths, tenths).astype(np.float64) / tenth
    levels: NDArray[np.float64] = 10 * np.log10(np.maximum(powers, 10 ** (FLOOR_DBFS / 10)))
    return levels
