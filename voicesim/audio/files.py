"""Sound files of any kind, as the mono sound that everything else works on."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, TypeVar

import numpy as np

from voicesim.audio.clip import RATE_HZ, Clip, Samples
from voicesim.audio.resample import StreamResampler
from voicesim.audio.wav_view import WavView
from voicesim.errors import InputError

MAX_DURATION_S = 2 * 3600
"""Longer files are refused: an answer takes minutes, and two hours take half a gigabyte of memory."""

MIN_RATE_HZ, MAX_RATE_HZ = 4_000, 384_000
"""Half of telephone quality, and the highest rate that sound cards offer."""

_BLOCK_SAMPLES = 65_536  # of all channels together, so that memory stays small whatever their number

_AV_OPTIONS = {
    "format_whitelist": "aac,ac3,aiff,amr,ape,asf,au,avi,caf,eac3,flac,flv,matroska,webm,mov,mp4,m4a,3gp,3g2,"
    "mj2,mp3,mpc,mpeg,mpegts,ogg,tta,voc,w64,wav,wv",
    "protocol_whitelist": "file",
}
"""Sound and film only: a playlist could make FFmpeg open other files, or addresses in the network."""

_NO_LENGTH = "{} is a sound file of no length; record or export it again."

Decoder = Callable[[BinaryIO, Path], tuple[int, Generator[Samples, None, None]]]
Found = TypeVar("Found")


class _Undecodable(Exception):
    """This decoder cannot make sense of the file; the text says why."""


def read_audio(path: Path | str, rate_hz: int | None = RATE_HZ) -> Clip:
    """Read a sound file: what libsndfile reads, else what FFmpeg does; several channels become their mean.

    The sound is resampled to `rate_hz`, or keeps its own rate when that is None. A recording whose program
    died is read to its last byte. Raises InputError, in one sentence, for anything else than a sound of at
    least one sample and at most MAX_DURATION_S.
    """
    return _read(Path(path), lambda decoder, file, path: _collect(decoder, file, path, rate_hz))


def check_audio(path: Path | str) -> None:
    """Look at the beginning of a sound file, before anything is set up to listen to it.

    Raises InputError as `read_audio` does where that is enough to see that the file cannot be read.
    """
    _read(Path(path), _begin)


def _read(path: Path, read: Callable[[Decoder, BinaryIO, Path], Found]) -> Found:
    """What the first decoder that can make sense of the file gives."""
    with _opened(path) as file:
        reasons = []
        for decoder in (_soundfile, _av):
            try:
                return read(decoder, file, path)
            except _Undecodable as exc:
                reasons.append(str(exc))
    raise InputError(
        f"{path} cannot be read as a sound file ({reasons[0]}); export it as WAV, FLAC or MP3 and try again."
    )


def _opened(path: Path) -> BinaryIO:
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; name one sound file in it.")
        if path.exists() and not path.is_file():
            raise InputError(f"{path} is not a regular file; save the sound to a file first.")
        file = path.open("rb")
    except FileNotFoundError as exc:
        raise InputError(f"There is no file {path}; check the name and the folder.") from exc
    except PermissionError as exc:
        raise InputError(f"{path} may not be read by you; change its permissions or copy it.") from exc
    except (OSError, ValueError) as exc:
        raise InputError(f"{path} cannot be opened ({exc}); check the name and the disk.") from exc
    if not file.read(1):
        file.close()
        raise InputError(f"{path} is empty (0 bytes); record or export it again.")
    return file


def _begin(decoder: Decoder, file: BinaryIO, path: Path) -> None:
    _, blocks = decoder(file, path)
    with closing(blocks):
        if next(blocks, None) is None:
            raise InputError(_NO_LENGTH.format(path))


def _collect(decoder: Decoder, file: BinaryIO, path: Path, rate_hz: int | None) -> Clip:
    own_hz, blocks = decoder(file, path)
    if not MIN_RATE_HZ <= own_hz <= MAX_RATE_HZ:
        raise InputError(
            f"{path} claims {own_hz} samples a second, which no recorder makes "
            f"({MIN_RATE_HZ} to {MAX_RATE_HZ} can be read); export it again at 16000 or 48000."
        )
    to_hz = rate_hz or own_hz
    stream = StreamResampler(own_hz, to_hz)
    sound = _Growing()
    read = 0
    for block in blocks:
        if not np.isfinite(block).all():
            at_s = (read + int(np.argmin(np.isfinite(block)))) / own_hz
            raise InputError(
                f"{path} contains values that are not numbers, first at {at_s:.2f} s; "
                "export it again as 16-bit WAV."
            )
        read += len(block)
        if read > MAX_DURATION_S * own_hz:
            raise InputError(
                f"{path} is longer than {MAX_DURATION_S // 3600} hours; cut it into one file for each answer."
            )
        sound.append(stream.feed(block))
    if not read:
        raise InputError(_NO_LENGTH.format(path))
    sound.append(stream.flush())
    return Clip(sound.samples(), to_hz)


class _Growing:
    """Samples that arrive in blocks, kept once: half again as much memory at most, for a moment."""

    def __init__(self) -> None:
        self._held = np.empty(RATE_HZ, np.float32)
        self._length = 0

    def append(self, block: Samples) -> None:
        end = self._length + len(block)
        if end > len(self._held):
            self._held.resize(max(end, len(self._held) * 3 // 2), refcheck=False)
        np.clip(block, -1.0, 1.0, out=self._held[self._length : end])
        self._length = end

    def samples(self) -> Samples:
        self._held.resize(self._length, refcheck=False)
        return self._held


def _soundfile(file: BinaryIO, path: Path) -> tuple[int, Generator[Samples, None, None]]:
    import soundfile

    try:
        sound = soundfile.SoundFile(WavView(file))
    except (soundfile.LibsndfileError, TypeError, ValueError) as exc:
        raise _Undecodable(getattr(exc, "error_string", str(exc)).rstrip(".").lower()) from exc

    def blocks() -> Generator[Samples, None, None]:
        frames = max(1, _BLOCK_SAMPLES // sound.channels)
        with sound:
            try:
                while len(block := sound.read(frames, dtype="float32", always_2d=True)):
                    yield _mono(block)
            except soundfile.LibsndfileError as exc:
                raise _Undecodable(exc.error_string) from exc

    return sound.samplerate, blocks()


def _av(file: BinaryIO, path: Path) -> tuple[int, Generator[Samples, None, None]]:
    import av

    file.seek(0)
    try:
        container = av.open(file, mode="r", options=_AV_OPTIONS, metadata_errors="ignore")
    except (av.FFmpegError, ValueError, OSError) as exc:  # OSError: sent to a place before the file's start
        raise _Undecodable("unknown format") from exc
    if not container.streams.audio:
        container.close()
        raise InputError(f"{path} has no sound track; name a file that has one.")
    stream = container.streams.audio[0]
    own_hz: int = getattr(stream, "rate", 0)  # a stream without a decoder has no such attribute
    if not own_hz:
        raise _Undecodable("no decoder for its sound")

    def blocks() -> Generator[Samples, None, None]:
        resampler = av.AudioResampler(format="fltp", rate=own_hz)
        with container:
            for packet in container.demux(stream):
                try:
                    frames = packet.decode()
                except av.InvalidDataError:
                    continue  # a damaged stretch; players skip it too
                for frame in frames:
                    for plane in resampler.resample(frame):
                        yield _mono(plane.to_ndarray().T.astype(np.float32))

    return own_hz, _translated(blocks(), (av.FFmpegError, OSError))


def _translated(
    blocks: Generator[Samples, None, None], kinds: tuple[type[Exception], ...]
) -> Generator[Samples, None, None]:
    try:
        yield from blocks
    except kinds as exc:
        raise _Undecodable(str(exc)) from exc


def _mono(block: Samples) -> Samples:
    """The mean of the channels of a block of shape (n_frames, n_channels)."""
    return np.ascontiguousarray(block[:, 0] if block.shape[1] == 1 else block.mean(axis=1))
