"""The pitch of a voice over time: YIN, with the candidates of neighbouring frames chosen together.

A. de Cheveigné, H. Kawahara (2002), "YIN, a fundamental frequency estimator for speech and music", JASA
111(4), 1917-1930, gives for each frame how badly the sound repeats itself after each lag (its steps 1 to 3)
and the lag between two samples (step 5). Where it takes the first good lag of a frame by itself, here the
cheapest path through all of them is taken, as P. Boersma (1993) does for Praat: so a frame that fits two
octaves goes with its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicesim.audio.clip import RATE_HZ, Clip, Samples
from voicesim.audio.resample import resample

HOP_S = 0.01
LOWEST_HZ, HIGHEST_HZ = 60.0, 500.0
"""Men speak near 120 Hz, women near 210, and both seldom leave this range."""

_RATE_HZ = 8_000
_HOP = round(HOP_S * _RATE_HZ)
_WINDOW = 256
"""32 ms: two periods of the lowest voices, and most of one syllable."""

_SHORTEST, _LONGEST = int(_RATE_HZ / HIGHEST_HZ), int(_RATE_HZ / LOWEST_HZ) + 1
_FFT = 512
_BATCH = 2_000
"""Frames at a time, 20 s of sound, so that memory stays flat."""

_CANDIDATES = 5
_UNVOICED = 0.45
"""What it costs to call a frame unvoiced; a lag costs the share of power that does not repeat after it."""

_ONSET = 0.2
"""What it costs to go from voiced to unvoiced, or back."""

_OCTAVE_LEAP = 0.5
"""What it costs to move by an octave from one frame to the next."""

_LONGER = 0.02
"""What an octave lower costs: twice a good lag is a good lag too."""

_QUIET = 10 ** (-30 / 20)
"""A frame that is 30 dB below the loudest ones is the room and not the voice."""

Hertz = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class PitchTrack:
    """`hertz` is the pitch of each frame of `HOP_S`, NaN where nothing is voiced; `dbfs` is how loud it is.

    Both have the shape (n_frames,); frame n is heard around n * HOP_S.
    """

    hertz: Hertz
    dbfs: NDArray[np.float64]


def track_pitch(samples: Samples) -> PitchTrack:
    """The pitch of 16 kHz mono sound, shape (n_samples,), between LOWEST_HZ and HIGHEST_HZ."""
    sound = resample(Clip(samples, RATE_HZ), _RATE_HZ).samples.astype(np.float64)
    sound -= sound.mean() if len(sound) else 0.0
    frames = _frames(sound)
    power = np.mean(np.square(frames[:, :_WINDOW]), axis=1) if len(frames) else np.zeros(0)
    loud = np.sqrt(power) > _QUIET * np.sqrt(np.quantile(power, 0.95)) if len(frames) else np.zeros(0, bool)
    lags = np.full((len(frames), _CANDIDATES), np.nan)
    costs = np.full((len(frames), _CANDIDATES), np.inf)
    for first in range(0, len(frames), _BATCH):
        batch = slice(first, first + _BATCH)
        lags[batch], costs[batch] = _candidates(_repeats_badly(frames[batch]))
    costs[~loud] = np.inf
    return PitchTrack(_cheapest_path(_RATE_HZ / lags, costs), 10 * np.log10(np.maximum(power, 1e-12)))


def _frames(sound: Hertz) -> Hertz:
    """Overlapping frames with the place that they stand for in their middle, shape (n_frames, samples)."""
    size = _WINDOW + _LONGEST + 1
    padded = np.pad(sound, (size // 2, size - size // 2))
    return np.lib.stride_tricks.sliding_window_view(padded, size)[: len(sound) : _HOP]


def _repeats_badly(frames: Hertz) -> Hertz:
    """YIN's cumulative mean normalised difference for each lag up to the longest: 0 where it repeats itself
    exactly, near 1 for noise. Shape (n_frames, _LONGEST + 2)."""
    spectrum = np.fft.rfft(frames, _FFT)
    window = np.fft.rfft(frames[:, :_WINDOW], _FFT)
    alike = np.fft.irfft(spectrum * window.conj(), _FFT)[:, : _LONGEST + 2]
    summed = np.pad(np.cumsum(np.square(frames), axis=1), ((0, 0), (1, 0)))
    energy = summed[:, _WINDOW : _WINDOW + _LONGEST + 2] - summed[:, : _LONGEST + 2]
    difference = np.maximum(energy[:, :1] + energy - 2 * alike, 0.0)
    mean = np.cumsum(difference[:, 1:], axis=1) / np.arange(1, _LONGEST + 2)
    return np.concatenate([np.ones((len(frames), 1)), difference[:, 1:] / np.maximum(mean, 1e-12)], axis=1)


def _candidates(badly: Hertz) -> tuple[Hertz, Hertz]:
    """The best lags of each frame, in samples, and what they cost; both (n_frames, _CANDIDATES)."""
    before, here, after = badly[:, :-2], badly[:, 1:-1], badly[:, 2:]
    valley = (here <= before) & (here < after)
    valley[:, : _SHORTEST - 1] = False
    octaves = np.log2(np.arange(1, here.shape[1] + 1) / _SHORTEST)
    cost = np.where(valley, here + _LONGER * octaves, np.inf)
    best = np.argpartition(cost, _CANDIDATES, axis=1)[:, :_CANDIDATES]
    a, b, c = (np.take_along_axis(part, best, axis=1) for part in (before, here, after))
    bend = a - 2 * b + c
    shift = np.clip(0.5 * (a - c) / np.where(bend > 0, bend, 1.0), -0.5, 0.5)
    return best + 1 + shift, np.take_along_axis(cost, best, axis=1)


def _cheapest_path(hertz: Hertz, costs: Hertz) -> Hertz:
    """The pitch of each frame on the path that costs least in all, NaN where it is unvoiced (Viterbi)."""
    if not len(hertz):
        return np.zeros(0)
    octaves = np.log2(hertz)
    total = np.append(costs[0], _UNVOICED)
    came_from = np.zeros((len(hertz), _CANDIDATES + 1), np.intp)
    step = np.zeros((_CANDIDATES + 1, _CANDIDATES + 1))
    step[-1, :-1] = step[:-1, -1] = _ONSET
    here = np.append(costs, np.full((len(costs), 1), _UNVOICED), axis=1)
    places = np.arange(_CANDIDATES + 1)
    leaps = _OCTAVE_LEAP * np.abs(octaves[1:, None, :] - octaves[:-1, :, None])
    for frame in range(1, len(hertz)):
        step[:-1, :-1] = leaps[frame - 1]
        ways = total[:, None] + step
        came_from[frame] = best = ways.argmin(axis=0)
        total = ways[best, places] + here[frame]
    return _walk_back(hertz, came_from, int(total.argmin()))


def _walk_back(hertz: Hertz, came_from: NDArray[np.intp], last: int) -> Hertz:
    found = np.full(len(hertz), np.nan)
    for frame in range(len(hertz) - 1, -1, -1):
        if last < _CANDIDATES:
            found[frame] = hertz[frame, last]
        last = int(came_from[frame, last])
    return found
