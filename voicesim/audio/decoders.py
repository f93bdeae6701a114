"""libsndfile and FFmpeg as sources of blocks of sound."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from voicesim.audio.channels import Block
from voicesim.audio.time_line import LONGEST_GAP_S, TimeLine
from voicesim.audio.wav_view import WavView
from voicesim.errors import InputError

_BLOCK_SAMPLES = 65_536  # of all channels together, so that memory stays small whatever their number

_AV_OPTIONS = {
    "format_whitelist": "aac,ac3,aiff,amr,ape,asf,au,avi,caf,eac3,flac,flv,matroska,webm,mov,mp4,m4a,3gp,3g2,"
    "mj2,mp3,mpc,mpeg,mpegts,ogg,tta,voc,w64,wav,wv",
    "protocol_whitelist": "file",
}
"""Sound and film only: a playlist could make FFmpeg open other files, or addresses in the network."""

_FROM_ZERO = frozenset({"matroska", "webm", "mov", "mp4", "flv", "ogg"})
_FROM_ANYWHERE = frozenset({"mpegts", "mpeg", "asf"})
"""Containers that write down when each piece of sound is played, counted from 0 or from any time."""


class Undecodable(Exception):
    """This decoder cannot make sense of the file; the text says why."""


@dataclass(frozen=True, slots=True)
class Track:
    """A sound track as it is read, silence included where its time line has none."""

    rate_hz: int
    blocks: Generator[Block, None, None]


@dataclass(frozen=True, slots=True)
class DecodableFile:
    """A file that a decoder has understood; `track(n)` begins to read the nth of its `count` tracks.

    Reading may raise Undecodable.
    """

    count: int
    track: Callable[[int], Track]


Decoder = Callable[[BinaryIO, Path], DecodableFile]


def decoders_for(file: BinaryIO) -> tuple[Decoder, ...]:
    """Who is to read this file, the best first: only FFmpeg knows the times in an Ogg file."""
    file.seek(0)
    return (by_ffmpeg, by_libsndfile) if file.read(4) == b"OggS" else (by_libsndfile, by_ffmpeg)


def by_libsndfile(file: BinaryIO, path: Path) -> DecodableFile:
    """A file of sound alone, with one track. Raises Undecodable."""

    def track(number: int) -> Track:
        sound = _opened(file)
        return Track(sound.samplerate, _sndfile_blocks(sound))

    _opened(file).close()
    return DecodableFile(1, track)


def _opened(file: BinaryIO) -> Any:
    import soundfile

    try:
        return soundfile.SoundFile(WavView(file))
    except (soundfile.LibsndfileError, TypeError, ValueError) as exc:
        raise Undecodable(getattr(exc, "error_string", str(exc)).rstrip(".").lower()) from exc


def _sndfile_blocks(sound: Any) -> Generator[Block, None, None]:
    import soundfile

    frames = max(1, _BLOCK_SAMPLES // sound.channels)
    with sound:
        try:
            while len(block := sound.read(frames, dtype="float32", always_2d=True)):
                yield block
        except soundfile.LibsndfileError as exc:
            raise Undecodable(exc.error_string) from exc


def by_ffmpeg(file: BinaryIO, path: Path) -> DecodableFile:
    """A film, or a sound in a container, with all its tracks. Raises Undecodable, and InputError for a film
    without sound."""
    with _container(file) as container:
        count = len(container.streams.audio)
    if not count:
        raise InputError(f"{path} has no sound track; name a file that has one.")
    return DecodableFile(count, lambda number: _ffmpeg_track(file, number))


def _container(file: BinaryIO) -> Any:
    import av

    file.seek(0)
    try:
        return av.open(file, mode="r", options=_AV_OPTIONS, metadata_errors="ignore")
    except (av.FFmpegError, ValueError, OSError) as exc:  # OSError: sent to a place before the file's start
        raise Undecodable("unknown format") from exc


def _ffmpeg_track(file: BinaryIO, number: int) -> Track:
    container = _container(file)
    stream = container.streams.audio[number] if number < len(container.streams.audio) else None
    rate_hz: int = getattr(stream, "rate", 0)  # a stream without a decoder has no such attribute
    if not rate_hz:
        container.close()
        raise Undecodable("no decoder for its sound")
    return Track(rate_hz, _ffmpeg_blocks(container, stream, rate_hz))


def _ffmpeg_blocks(container: Any, stream: Any, rate_hz: int) -> Generator[Block, None, None]:
    import av

    line = _time_line(container, rate_hz)
    channels = 1
    with container:
        try:
            for time_s, block in _frames(container, stream, rate_hz):
                channels = block.shape[1]
                missing = line.silence_before(time_s, len(block)) if line else 0
                while missing > 0:
                    silence = min(missing, _BLOCK_SAMPLES // channels)
                    missing -= silence
                    yield np.zeros((silence, channels), np.float32)
                yield block
        except (av.FFmpegError, OSError, ValueError) as exc:
            raise Undecodable(str(exc)) from exc


def _frames(container: Any, stream: Any, rate_hz: int) -> Iterator[tuple[float | None, Block]]:
    import av

    kind: tuple[object, ...] = ()
    layout = None
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except av.InvalidDataError:
            continue  # a damaged stretch; players skip it too
        for frame in frames:
            layout = layout or frame.layout
            if kind != (kind := (frame.format.name, frame.layout.name, frame.sample_rate)):
                resampler = av.AudioResampler(format="fltp", layout=layout, rate=rate_hz)
            time_s = frame.time
            for plane in resampler.resample(frame):
                yield time_s, plane.to_ndarray().T.astype(np.float32)
                time_s = None


def _time_line(container: Any, rate_hz: int) -> TimeLine | None:
    """The time line of a container that has one; the others only count their samples."""
    names = set(container.format.name.split(","))
    begin_s = (container.start_time or 0) / 1_000_000
    if names & _FROM_ANYWHERE or (names & _FROM_ZERO and begin_s > LONGEST_GAP_S):
        return TimeLine(rate_hz, begin_s)
    return TimeLine(rate_hz, 0.0) if names & _FROM_ZERO else None
