"""A recording made small enough to travel inside a page, and what is needed to draw it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voicesim.audio.clip import Clip
from voicesim.audio.files import read_audio
from voicesim.errors import AudioError

PEAKS = 260
"""Bars in the drawing: one for about 4 pixels of a wide column."""

_CONSTANT_24_KBPS = {"bitrate_mode": "CONSTANT", "compression_level": 0.9}
"""libsndfile's scale from 0 (160 kbit/s at 16 kHz) to 1; 0.18 MB a minute, 0.24 MB as text. A constant rate
lets a player find a second of an MP3 without reading all before it."""


@dataclass(frozen=True, slots=True)
class Sound:
    """`mp3` is the recording; `peaks` are the loudest samples of equal stretches of it, in [0, 1]."""

    mp3: bytes
    duration_s: float
    peaks: tuple[float, ...]


def load_sound(path: Path) -> Sound:
    """Read and encode a recording. Raises InputError when it cannot be read, AudioError when not encoded."""
    clip = read_audio(path)
    return Sound(encode_mp3(clip), clip.duration_s, find_peaks(clip))


def encode_mp3(clip: Clip) -> bytes:
    """The sound as an MP3 file of 24 kbit/s. Raises AudioError when the sound library cannot write MP3."""
    import soundfile

    file = io.BytesIO()
    try:
        soundfile.write(
            file, clip.samples, clip.rate_hz, format="MP3", subtype="MPEG_LAYER_III", **_CONSTANT_24_KBPS
        )
    except (soundfile.LibsndfileError, TypeError, ValueError) as exc:
        raise AudioError(
            f"The sound library cannot write MP3 ({exc}); install a newer one with: "
            "pip install --upgrade soundfile."
        ) from exc
    return file.getvalue()


def find_peaks(clip: Clip, count: int = PEAKS) -> tuple[float, ...]:
    """The loudest sample of each of `count` equal stretches, against the loudest of all; 3 decimals."""
    edges = np.linspace(0, len(clip.samples), count + 1).astype(int)[:-1]
    loudest = np.maximum.reduceat(np.abs(clip.samples), np.minimum(edges, len(clip.samples) - 1))
    top = float(loudest.max())
    return tuple(round(float(peak), 3) for peak in (loudest / top if top > 0 else loudest))
