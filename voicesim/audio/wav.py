"""WAV files that survive a crash: 16-bit mono, with a header that is true after every block."""

from __future__ import annotations

import io
import os
import struct
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import numpy as np

from voicesim.audio.clip import RATE_HZ, Clip, Samples
from voicesim.errors import AudioError, InputError

HEADER_BYTES = 44
_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")  # RIFF, a PCM "fmt " chunk, the head of "data"
_FULL_SCALE = 32_768.0
_SYNC_EVERY_S = 1.0


class WavWriter:
    """Appends mono sound to a new WAV file (PCM16, mode 0600, an old file of that name is replaced).

    Every block reaches the system before `append` returns, and the disk about once a second: a killed
    program loses nothing that was appended, a power cut about a second.
    Raises AudioError when the file cannot be created; `append` and `close` raise OSError, as on a full
    disk, and what was appended before stays readable.
    """

    def __init__(
        self, path: Path | str, rate_hz: int = RATE_HZ, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.path = Path(path)
        self.rate_hz = rate_hz
        self._clock = clock
        self._data_bytes = 0
        self._file = _create(self.path)
        self._write(_header(rate_hz, 0))
        self._synced_at = clock()

    @property
    def duration_s(self) -> float:
        return self._data_bytes / 2 / self.rate_hz

    def append(self, samples: Samples) -> None:
        """Add float samples of shape (n,); those outside [-1, 1] are clipped, NaN becomes silence."""
        data = to_pcm16(samples)
        self._file.seek(HEADER_BYTES + self._data_bytes)
        self._write(data)
        self._data_bytes += len(data)
        self._file.seek(0)
        self._write(_header(self.rate_hz, self._data_bytes))
        now = self._clock()
        if now - self._synced_at >= _SYNC_EVERY_S:
            os.fsync(self._file.fileno())
            self._synced_at = now

    def close(self) -> None:
        """Sync and close; closing twice does nothing."""
        if not self._file.closed:
            try:
                os.fsync(self._file.fileno())
            finally:
                self._file.close()

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) :]

    def __enter__(self) -> WavWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _create(path: Path) -> io.FileIO:
    try:
        file = io.FileIO(path, "w", opener=lambda name, flags: os.open(name, flags, 0o600))
        os.chmod(path, 0o600)
    except OSError as exc:
        raise _unwritable(path, exc) from exc
    return file


def _unwritable(path: Path, exc: OSError) -> AudioError:
    why = exc.strerror or str(exc)
    return AudioError(f"{path} cannot be written ({why}); choose another folder or make room there.")


def _header(rate_hz: int, data_bytes: int) -> bytes:
    riff_bytes = HEADER_BYTES - 8 + data_bytes
    pcm = (
        16,
        1,
        1,
        rate_hz,
        2 * rate_hz & 0xFFFFFFFF,
        2,
        16,
    )  # size, PCM, mono, rate, bytes/s, bytes/frame, bits
    return _HEADER.pack(b"RIFF", riff_bytes, b"WAVE", b"fmt ", *pcm, b"data", data_bytes)


def to_pcm16(samples: Samples) -> bytes:
    """Little-endian 16-bit samples; the inverse of dividing by 32768, so a 16-bit sound survives exactly."""
    scaled = np.rint(np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0) * _FULL_SCALE)
    data: bytes = np.clip(scaled, -_FULL_SCALE, _FULL_SCALE - 1).astype("<i2").tobytes()
    return data


def write_wav(path: Path | str, clip: Clip) -> None:
    """Write the whole clip, or nothing: a reader never sees half a file.

    Raises AudioError when the folder is missing, full or may not be written.
    """
    path = Path(path)
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        os.close(handle)
        try:
            with WavWriter(temporary, clip.rate_hz) as writer:
                writer.append(clip.samples)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as exc:
        raise _unwritable(path, exc) from exc


def read_wav(path: Path | str) -> Clip:
    """Read back a file that WavWriter wrote, by its bytes and not by the sizes in its header.

    Raises InputError when it is missing or was written by something else; see `files.read_audio` for those.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            header = file.read(HEADER_BYTES)
            samples = np.fromfile(file, dtype="<i2")
    except OSError as exc:
        raise InputError(f"{path} cannot be read ({exc.strerror}); check the name and the folder.") from exc
    rate_hz = int.from_bytes(header[24:28], "little")
    if not rate_hz or header[8:24] != _header(rate_hz, 0)[8:24] or header[34:40] != b"\x10\x00data":
        raise InputError(f"{path} was not recorded by voicesim; `voicesim score` reads files of all kinds.")
    return Clip(samples.astype(np.float32) / np.float32(_FULL_SCALE), rate_hz)
