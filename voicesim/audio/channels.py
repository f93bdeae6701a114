"""Several channels as one: their mean where they carry the same sound, else each for itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voicesim.audio.clip import Samples

FAIR_SHARE = 0.7
"""The mean of equal channels has the power of one; where they have nothing in common it has half or less, and
of opposite ones none."""

DEAD_SHARE = 1e-6
"""A channel 60 dB below the loudest carries no voice but what leaks into it."""

MOST = 8

Block = NDArray[np.float32]
"""Sound of several channels, float32, shape (n_frames, n_channels)."""


class Channels:
    """The power of each channel and of their mean, gathered block by block."""

    def __init__(self) -> None:
        self._frames = 0
        self._sums: NDArray[np.float64] | float = 0.0
        self._squares: NDArray[np.float64] | float = 0.0

    def add(self, block: Block, mean: Samples) -> None:
        """Hear a block, and the mean of its channels."""
        if block.shape[1] < 2:
            return
        self._frames += len(block)
        self._sums = self._sums + np.append(block.sum(0, np.float64), mean.sum(dtype=np.float64))
        squares = np.append(np.einsum("ij,ij->j", block, block), np.dot(mean, mean))
        self._squares = self._squares + squares.astype(np.float64)

    def apart(self) -> tuple[int, ...]:
        """The channels that have a sound, each of which has to be heard by itself; none where the mean
        serves."""
        if not self._frames:
            return ()
        powers = np.asarray(self._squares) / self._frames - np.square(np.asarray(self._sums) / self._frames)
        *each, mean = np.maximum(powers, 0.0).tolist()
        if mean >= FAIR_SHARE * sum(each) / len(each):
            return ()
        alive = [at for at, power in enumerate(each) if power > DEAD_SHARE * max(each)]
        return tuple(sorted(sorted(alive, key=lambda at: -each[at])[:MOST]))


def mixed(block: Block, channel: int | None) -> Samples:
    """One channel of a block, or the mean of all."""
    if channel is not None:
        return np.ascontiguousarray(block[:, min(channel, block.shape[1] - 1)])
    return np.ascontiguousarray(block[:, 0] if block.shape[1] == 1 else block.mean(axis=1))
