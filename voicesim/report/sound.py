"""A recording as a page needs it: where the browser hears it from, and what is needed to draw it."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voicesim.audio.clip import Clip
from voicesim.audio.files import read_audio
from voicesim.errors import AudioError

PEAKS = 260
"""Bars in the drawing: one for about 4 pixels of a wide column."""

BITS_PER_S = 24_000
"""0.18 MB a minute, 0.24 MB as text: enough for speech at 16 kHz. The rate is constant, so that a player
finds a second without reading all before it."""

_QUICK = {"compression_level": "7"}
"""LAME's scale of care from 0 to 9: half the time of its default, and no difference that speech shows."""


@dataclass(frozen=True, slots=True)
class Sound:
    """`source` is the address of the recording for a browser, which may hold the sound itself; `peaks` are
    the loudest samples of equal stretches of it, in [0, 1]."""

    source: str
    duration_s: float
    peaks: tuple[float, ...]


def load_sound(path: Path) -> Sound:
    """Read and encode a recording, to travel inside a page as MP3. Raises InputError when it cannot be read,
    AudioError when not encoded."""
    clip = read_audio(path)
    mp3 = base64.b64encode(encode_mp3(clip)).decode("ascii")
    return Sound(f"data:audio/mpeg;base64,{mp3}", clip.duration_s, find_peaks(clip))


def sketch_sound(path: Path, source: str) -> Sound:
    """Read a recording that a page hears from `source`. Raises InputError when it cannot be read."""
    clip = read_audio(path)
    return Sound(source, clip.duration_s, find_peaks(clip))


def encode_mp3(clip: Clip) -> bytes:
    """The sound as an MP3 file. Raises AudioError when FFmpeg here cannot write one.

    FFmpeg writes how much silence the encoder put before the sound (69 ms), so that players leave it out and
    a word is heard at its second; libsndfile does not.
    """
    import av

    file = io.BytesIO()
    try:
        with av.open(file, "w", format="mp3") as container:
            stream = container.add_stream("libmp3lame", rate=clip.rate_hz, options=_QUICK)
            stream.bit_rate = BITS_PER_S
            stream.layout = "mono"
            frame = av.AudioFrame.from_ndarray(clip.samples[np.newaxis, :], format="fltp", layout="mono")
            frame.sample_rate = clip.rate_hz
            container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
    except (av.FFmpegError, ValueError, LookupError) as exc:
        raise AudioError(
            f"The recordings cannot be made into MP3 ({exc}); renew the library with: "
            "pip install --upgrade --force-reinstall av."
        ) from exc
    return file.getvalue()


def find_peaks(clip: Clip, count: int = PEAKS) -> tuple[float, ...]:
    """The loudest sample of each of `count` equal stretches, against the loudest of all; 3 decimals."""
    edges = np.linspace(0, len(clip.samples), count + 1).astype(int)[:-1]
    loudest = np.maximum.reduceat(np.abs(clip.samples), np.minimum(edges, len(clip.samples) - 1))
    top = float(loudest.max())
    return tuple(round(float(peak), 3) for peak in (loudest / top if top > 0 else loudest))
