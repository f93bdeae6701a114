"""Where in time the frames of a sound track belong, as a player would play them."""

from __future__ import annotations

TOLERANCE_S = 0.05
"""Containers round times to a millisecond, and recorders in browsers are off by a few: that is no gap."""

LONGEST_GAP_S = 3600.0
"""Nobody is silent for so long; beyond it a file counts time from somewhere else than its start."""


class TimeLine:
    """Tells how much silence there is before each frame, so that what follows keeps its time.

    Times that jump back, as where recordings were joined, count on from the sound before them; so do times
    that jump on by more than LONGEST_GAP_S.
    """

    def __init__(self, rate_hz: int, origin_s: float) -> None:
        self._rate_hz = rate_hz
        self._origin_s = origin_s
        self._samples = 0
        self._behind_s = 0.0

    def silence_before(self, time_s: float | None, samples: int) -> int:
        """The samples of silence before a frame of `samples` at `time_s`, or None where that is not known.

        The frame counts as played afterwards.
        """
        missing = 0
        if time_s is not None:
            ahead_s = time_s - self._origin_s - self._samples / self._rate_hz
            if ahead_s > LONGEST_GAP_S or self._is_joined(ahead_s):
                self._origin_s += ahead_s
            elif ahead_s > (TOLERANCE_S if self._samples else 0.0):
                missing = round(ahead_s * self._rate_hz)
        self._samples += missing + samples
        return missing

    def _is_joined(self, ahead_s: float) -> bool:
        """Whether this frame goes on from the one before it, both at a time that was passed before."""
        again = ahead_s < -TOLERANCE_S and abs(ahead_s - self._behind_s) <= TOLERANCE_S
        self._behind_s = ahead_s if ahead_s < -TOLERANCE_S else 0.0
        return again
