from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.sound_server import sound_server as sound_server
from voicesim.audio.clip import RATE_HZ, Clip, Samples

Tone = Callable[..., Clip]


@pytest.fixture
def tone() -> Tone:
    """Makes a sine: `tone(seconds, hertz, amplitude, rate_hz)`."""

    def make(
        duration_s: float = 1.0, hz: float = 440.0, amplitude: float = 0.5, rate_hz: int = RATE_HZ
    ) -> Clip:
        time_s = np.arange(round(duration_s * rate_hz)) / rate_hz
        samples: Samples = (amplitude * np.sin(2 * np.pi * hz * time_s)).astype(np.float32)
        return Clip(samples, rate_hz)

    return make
