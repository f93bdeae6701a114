"""A copy of the history that is consistent although the history is in use."""

from __future__ import annotations

import os
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from voicesim.errors import HistoryError, InputError
from voicesim.store.database import Database

HISTORY_NAME = "history.sqlite3"
RECORDINGS_NAME = "recordings"

Entry = tuple[Path, str]
"""A file, and its name in the copy."""


@dataclass(frozen=True, slots=True)
class Backup:
    """Where the copy is, and how many of the recordings that the history knows were there to be copied."""

    path: Path
    recordings: int


def back_up(
    database: Database, target: Path, recordings_dir: Path | None = None, *, replace: bool = False
) -> Backup:
    """Copy the database to the file `target`; with `recordings_dir` the recordings too, into a new folder
    or, by the end of its name, a .zip, .tar, .tar.gz or .tgz file, laid out like the data directory.

    Raises InputError when there is something at `target` that may not be replaced, HistoryError when it
    cannot be written. Only a whole copy ever stands at `target`.
    """
    _check(target, with_audio=recordings_dir is not None, replace=replace)
    with _writing(target), TemporaryDirectory(dir=target.parent, prefix=".voicesim-") as folder:
        snapshot = Path(folder) / HISTORY_NAME
        os.close(os.open(snapshot, os.O_CREAT | os.O_WRONLY, 0o600))
        database.copy_to(snapshot)
        if recordings_dir is None:
            snapshot.replace(target)
            return Backup(target, 0)
        sound = list(_recordings(database, recordings_dir))
        whole = Path(folder) / "whole"
        _packer(target)(whole, [(snapshot, HISTORY_NAME), *sound])
        whole.replace(target)
    return Backup(target, len(sound))


def _check(target: Path, *, with_audio: bool, replace: bool) -> None:
    if target.is_dir() and not (with_audio and not any(target.iterdir())):
        raise InputError(f"{target} is a folder that is there already; give the name of a new one or a file.")
    if target.is_file() and not replace:
        raise InputError(f"{target} is there already; choose another name, or replace it with --force.")


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as exc:
        raise HistoryError(
            f"The copy {target} cannot be written ({exc.strerror or exc}); choose another place, or free "
            "some space there."
        ) from exc


def _recordings(database: Database, folder: Path) -> Iterator[Entry]:
    for (name,) in database.rows("SELECT audio_path FROM attempts WHERE audio_path IS NOT NULL ORDER BY seq"):
        if (folder / name).is_file():
            yield folder / name, f"{RECORDINGS_NAME}/{name}"


def _packer(target: Path) -> Callable[[Path, Iterable[Entry]], None]:
    name = target.name.lower()
    if name.endswith(".zip"):
        return _zip
    if name.endswith((".tar.gz", ".tgz")):
        return lambda path, entries: _tar(path, entries, "w:gz")
    return _tar if name.endswith(".tar") else _folder


def _folder(path: Path, entries: Iterable[Entry]) -> None:
    path.mkdir(mode=0o700)
    for source, name in entries:
        (path / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copy2(source, path / name)


def _zip(path: Path, entries: Iterable[Entry]) -> None:
    with _private(path), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for source, name in entries:
            archive.write(source, name)


def _tar(path: Path, entries: Iterable[Entry], mode: Literal["w", "w:gz"] = "w") -> None:
    with _private(path), tarfile.open(path, mode) as archive:
        for source, name in entries:
            archive.add(source, name)


@contextmanager
def _private(path: Path) -> Iterator[None]:
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    yield
