"""Sound files of any kind, as the mono sound that everything else works on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, TypeVar

import numpy as np

from voicesim.audio.channels import Channels, mixed
from voicesim.audio.choice import LoadedSound, best_of, loud_s
from voicesim.audio.clip import RATE_HZ, Clip, Samples
from voicesim.audio.decoders import DecodableFile, Track, Undecodable, decoders_for
from voicesim.audio.resample import StreamResampler
from voicesim.errors import InputError

MAX_DURATION_S = 2 * 3600
"""Longer files are refused: an answer takes minutes, and two hours take half a gigabyte of memory."""

MIN_RATE_HZ, MAX_RATE_HZ = 4_000, 384_000
"""Half of telephone quality, and the highest rate that sound cards offer."""

MAX_TRACKS = 16
"""More than any recorder writes."""

_NO_LENGTH = "{} is a sound file of no length; record or export it again."

Found = TypeVar("Found")


def read_audio(path: Path | str, rate_hz: int | None = RATE_HZ) -> Clip:
    """The sound of a file as `read_recording` reads it, with the loudest of several tracks."""
    return read_recording(path, rate_hz).clip


def read_recording(
    path: Path | str, rate_hz: int | None = RATE_HZ, voice_s: Callable[[Clip], float] = loud_s
) -> LoadedSound:
    """Read a sound file or the sound of a film: what libsndfile reads, else what FFmpeg does.

    Gaps in its time line are silence, and so is a late start, as in a player. Channels that carry the same
    sound become their mean. Of several tracks, and of channels that differ, the one with most seconds of
    voice is taken, as `voice_s` tells.

    The sound is resampled to `rate_hz`, or keeps its own rate when that is None. A recording whose program
    died is read to its last byte. Raises InputError, in one sentence, for anything else than a sound of at
    least one sample and at most MAX_DURATION_S.
    """
    path = Path(path)
    return _read(path, lambda sound: best_of(_readings(sound, path, rate_hz), voice_s))


def check_audio(path: Path | str) -> None:
    """Look at the beginning of a sound file, before anything is set up to listen to it.

    Raises InputError as `read_audio` does where that is enough to see that the file cannot be read.
    """
    path = Path(path)
    _read(path, lambda sound: _begin(sound, path))


def is_audio(path: Path | str) -> bool:
    """Whether there is a sound in this file, as far as its head tells."""
    try:
        check_audio(path)
    except InputError:
        return False
    return True


def _read(path: Path, read: Callable[[DecodableFile], Found]) -> Found:
    """What the first decoder that can make sense of the file gives."""
    with _opened(path) as file:
        reasons = []
        for decoder in decoders_for(file):
            try:
                return read(decoder(file, path))
            except Undecodable as exc:
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


def _begin(sound: DecodableFile, path: Path) -> None:
    """The first block of the first track that has one."""
    wrong: Exception = InputError(_NO_LENGTH.format(path))
    for number in range(min(sound.count, MAX_TRACKS)):
        try:
            with closing(sound.track(number).blocks) as blocks:
                if next(blocks, None) is not None:
                    return
        except Undecodable as exc:
            wrong = exc
    raise wrong


def _readings(sound: DecodableFile, path: Path, rate_hz: int | None) -> Iterator[LoadedSound]:
    """Every track and channel that might carry the voice; what cannot be read is left out while others can.

    Raises what was wrong with the first when none can be read.
    """
    wrong: Exception | None = None
    readable = 0
    for number in range(count := min(sound.count, MAX_TRACKS)):
        name = [f"track {number + 1} of {count}"] if count > 1 else []
        try:
            clip, apart, channels = _collect(sound.track(number), path, rate_hz)
        except (Undecodable, InputError) as exc:
            wrong = wrong or exc
            continue
        readable += 1
        if not apart:
            yield LoadedSound(clip, *name)
        del clip
        for channel in apart:
            clip, _, _ = _collect(sound.track(number), path, rate_hz, channel)
            which = [f"channel {channel + 1} of {channels}"] if len(apart) > 1 else []
            yield LoadedSound(clip, ", ".join(name + which) or None)
            del clip
    if wrong is not None and not readable:
        raise wrong


def _collect(
    track: Track, path: Path, rate_hz: int | None, channel: int | None = None
) -> tuple[Clip, tuple[int, ...], int]:
    """One channel or the mean of all, which channels have to be heard apart, and how many there are."""
    own_hz = track.rate_hz
    if not MIN_RATE_HZ <= own_hz <= MAX_RATE_HZ:
        raise InputError(
            f"{path} claims {own_hz} samples a second, which no recorder makes "
            f"({MIN_RATE_HZ} to {MAX_RATE_HZ} can be read); export it again at 16000 or 48000."
        )
    to_hz = rate_hz or own_hz
    stream = StreamResampler(own_hz, to_hz)
    sound = _Growing()
    channels = Channels()
    read = width = 0
    for block in track.blocks:
        if not np.isfinite(block).all():
            at_s = (read + int(np.argmin(np.isfinite(block).all(axis=1)))) / own_hz
            raise InputError(
                f"{path} contains values that are not numbers, first at {at_s:.2f} s; "
                "export it again as 16-bit WAV."
            )
        read += len(block)
        if read > MAX_DURATION_S * own_hz:
            raise InputError(
                f"{path} is longer than {MAX_DURATION_S // 3600} hours; cut it into one file for each answer."
            )
        width = block.shape[1]
        mono = mixed(block, channel)
        if channel is None:
            channels.add(block, mono)
        sound.append(stream.feed(mono))
    if not read:
        raise InputError(_NO_LENGTH.format(path))
    sound.append(stream.flush())
    return Clip(sound.samples(), to_hz), channels.apart(), width


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
