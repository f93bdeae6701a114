"""Sound in memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Mono sound, float32 in [-1, 1], shape (n_samples,)."""

RATE_HZ = 16_000
"""What Whisper and the voice activity model hear; everything recorded is kept at this rate."""


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Mono sound. `overflows` counts the blocks that the sound system said it had dropped."""

    samples: Samples
    rate_hz: int = RATE_HZ
    overflows: int = 0

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.rate_hz
