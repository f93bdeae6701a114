"""Films and sounds in containers, with gaps and several tracks, made here."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from voicesim.audio.clip import Samples

RATE_HZ = 48_000
FRAME = 960

Part = tuple[float, Samples]
"""Mono sound at RATE_HZ, and the second at which it is played."""


def write_container(
    path: Path, codec: str, tracks: Sequence[Sequence[Part]], *, form: str | None = None, film_s: float = 0.0
) -> None:
    """Write a file whose tracks have sound only where their parts say; with a picture of `film_s` seconds."""
    with av.open(str(path), "w", format=form) as container:
        streams = [container.add_stream(codec, rate=RATE_HZ, layout="mono") for _ in tracks]
        picture = container.add_stream("mpeg4", rate=10) if film_s else None
        sounds = [stream for stream in streams if isinstance(stream, av.AudioStream)]
        packets = [
            packet for stream, parts in zip(sounds, tracks, strict=True) for packet in _encoded(stream, parts)
        ]
        if picture is not None:
            picture.width = picture.height = 16
            picture.pix_fmt = "yuv420p"
            for number in range(round(film_s * 10)):
                frame = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), format="rgb24")
                frame.pts, frame.time_base = number, Fraction(1, 10)
                packets += picture.encode(frame)
            packets += picture.encode(None)
        for packet in sorted(packets, key=lambda packet: (packet.dts or 0) * packet.time_base):
            container.mux(packet)


def _encoded(stream: av.AudioStream, parts: Sequence[Part]) -> list[av.Packet[av.AudioStream]]:
    fitted = av.AudioResampler(format=stream.format.name, layout="mono", rate=RATE_HZ)
    packets = []
    for start_s, samples in parts:
        for at in range(0, len(samples) // FRAME * FRAME, FRAME):
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(samples[None, at : at + FRAME]), format="fltp", layout="mono"
            )
            frame.sample_rate = RATE_HZ
            for ready in fitted.resample(frame):
                ready.pts, ready.time_base = round(start_s * RATE_HZ) + at, Fraction(1, RATE_HZ)
                packets += stream.encode(ready)
    return packets + stream.encode(None)
