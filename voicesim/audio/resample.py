"""Changing the sample rate, of a whole sound or of one that is still arriving (libsoxr, quality HQ)."""

from __future__ import annotations

import numpy as np
import soxr

from voicesim.audio.clip import Clip, Samples


class StreamResampler:
    """Resamples blocks as they come, without a click where they meet.

    What comes out lags a few milliseconds behind what went in; `flush` gives the rest, once, at the end.
    """

    def __init__(self, from_hz: int, to_hz: int) -> None:
        self._stream = soxr.ResampleStream(from_hz, to_hz, 1) if from_hz != to_hz else None

    def feed(self, samples: Samples) -> Samples:
        """The next samples, shape (n,), at the new rate; may be empty."""
        return samples if self._stream is None else self._next(samples, last=False)

    def flush(self) -> Samples:
        """The last samples, shape (n,), at the new rate."""
        silence = np.zeros(0, np.float32)
        return silence if self._stream is None else self._next(silence, last=True)

    def _next(self, samples: Samples, *, last: bool) -> Samples:
        assert self._stream is not None
        resampled: Samples = self._stream.resample_chunk(np.ascontiguousarray(samples, np.float32), last)
        return resampled


def resample(clip: Clip, rate_hz: int) -> Clip:
    """The same sound at another rate; the very same clip when it has that rate already."""
    if clip.rate_hz == rate_hz:
        return clip
    stream = StreamResampler(clip.rate_hz, rate_hz)
    samples = np.concatenate((stream.feed(clip.samples), stream.flush()))
    return Clip(np.clip(samples, -1.0, 1.0), rate_hz, clip.overflows)
