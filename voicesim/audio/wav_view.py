"""Reading WAV files whose header was never finished."""

from __future__ import annotations

import io
import os
import struct
from typing import BinaryIO

_MAX_CHUNKS = 1000  # a sound file has about five; one made to waste time may have millions


class WavView(io.RawIOBase):
    """A sound file as a decoder should see it: a WAV whose data chunk claims less than is there is put right.

    That is what a recorder leaves that died, or that never came back to fill in the size. The file itself is
    not changed. It has no name, so a decoder judges it by its content and never by its extension.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._bytes = file.seek(0, os.SEEK_END)
        self._patches = _size_patches(file, self._bytes)
        file.seek(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Stays inside the file: damaged sizes send a decoder anywhere, and errors in here are lost."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._file.tell(), os.SEEK_END: self._bytes}[whence]
        return self._file.seek(min(max(0, base + offset), self._bytes))

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        start = self._file.tell()
        data = bytearray(self._file.read(len(buffer)))
        for at, byte in self._patches.items():
            if start <= at < start + len(data):
                data[at - start] = byte
        buffer[: len(data)] = data
        return len(data)


def _size_patches(file: BinaryIO, file_bytes: int) -> dict[int, int]:
    """The bytes, by offset, of a data size that had to be corrected; none for a sound file in order."""
    file.seek(0)
    riff = file.read(12)
    if riff[:4] != b"RIFF" or riff[8:] != b"WAVE":
        return {}
    at = 12
    for _ in range(_MAX_CHUNKS):
        name, size = _chunk(file, at)
        end = at + 8 + size
        if name == b"data":
            if end >= file_bytes - 1 or _begins_chunk(file, end + size % 2, file_bytes):
                return {}
            return dict(enumerate(struct.pack("<I", min(file_bytes - at - 8, 0xFFFFFFFF)), at + 4))
        at = end + size % 2
    return {}


def _chunk(file: BinaryIO, at: int) -> tuple[bytes, int]:
    """The name and size of the chunk that begins at this byte; no name at the end of the file."""
    file.seek(at)
    head = file.read(8)
    return (head[:4], int.from_bytes(head[4:], "little")) if len(head) == 8 else (b"", 0)


def _begins_chunk(file: BinaryIO, at: int, file_bytes: int) -> bool:
    name, size = _chunk(file, at)
    return len(name) == 4 and all(32 <= byte < 127 for byte in name) and at + 8 + size <= file_bytes
