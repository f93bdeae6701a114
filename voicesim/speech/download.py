"""Get a speech model from the Hugging Face Hub, once; nothing else in voicesim uses the network.

The files go to a folder beside the models, which takes its final name only when it is complete: a model is
either there or not. What an interrupted download has got is kept and the next one goes on from there, which
huggingface_hub's own snapshot_download (2.4) cannot do within a file.
"""

from __future__ import annotations

import errno
import hashlib
import io
import logging
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any

from voicesim.errors import InputError, ModelError
from voicesim.paths import models_dir
from voicesim.speech.known_models import KNOWN
from voicesim.speech.model_files import PATTERNS, missing_files
from voicesim.speech.models import Model, downloaded

LOG = logging.getLogger(__name__)

CHUNK_BYTES = 1 << 18
"""How much arrives between two reports of progress, and is lost when a line drops; with huggingface_hub's own
10 MB a slow line looks stuck."""


@dataclass(frozen=True, slots=True)
class DownloadProgress:
    """How far a download is; what an earlier attempt had got counts as done."""

    done_bytes: int
    total_bytes: int


Report = Callable[[DownloadProgress], None]


@dataclass(frozen=True, slots=True)
class _RemoteFile:
    name: str
    url: str
    size_bytes: int
    sha256: str | None


def download_model(name: str, progress: Report) -> Model:
    """Get a known model unless it is here already; `progress` hears of every quarter of a megabyte.

    Raises InputError for a name that cannot be downloaded, and ModelError when the download fails; what has
    arrived by then is kept for the next attempt, as it is on KeyboardInterrupt.
    """
    if name not in KNOWN:
        raise InputError(f"{name} is not a model that can be downloaded: the names are {', '.join(KNOWN)}.")
    if model := downloaded(name):
        return model
    LOG.info("download of the speech model %s", name)
    try:
        with _alone(name):
            _download(name, progress)
    except ModelError:
        raise
    except Exception as exc:  # the hub client's errors have no common root
        raise _failed(name, exc) from exc
    model = downloaded(name)
    if model is None:
        raise ModelError(f"The speech model {name} vanished from {models_dir()} while it was put there.")
    return model


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Two processes that append to the same file would spoil it."""
    from filelock import FileLock, Timeout

    models_dir().mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(models_dir() / f".{name}.lock", timeout=0):
            yield
    except Timeout as exc:
        raise ModelError(
            f"The speech model {name} is being downloaded by another voicesim; wait for it."
        ) from exc


def _download(name: str, progress: Report) -> None:
    version, files = _remote_files(KNOWN[name].repository)
    folder = models_dir() / f".{name}-{version[:12]}.partial"
    folder.mkdir(exist_ok=True)
    _require_space(files, folder, name)
    _fetch_all(files, folder, progress)
    _check_arrived(files, folder, name)
    target = models_dir() / name
    shutil.rmtree(target, ignore_errors=True)  # only ever an incomplete one
    folder.rename(target)


def _remote_files(repository: str) -> tuple[str, tuple[_RemoteFile, ...]]:
    """The present version of a model on the hub and the files of it that are needed."""
    from huggingface_hub import HfApi, hf_hub_url

    info = HfApi(token=False).model_info(repository, files_metadata=True)
    version = info.sha or "main"
    return version, tuple(
        _RemoteFile(
            file.rfilename,
            hf_hub_url(repository, file.rfilename, revision=version),
            file.size or 0,
            file.lfs.sha256 if file.lfs else None,
        )
        for file in info.siblings or ()
        if "/" not in file.rfilename and any(fnmatch(file.rfilename, pattern) for pattern in PATTERNS)
    )


def _fetch_all(files: Iterable[_RemoteFile], folder: Path, progress: Report) -> None:
    files = tuple(files)
    arrived = {file.name: _size(folder / file.name) for file in files}
    total_bytes = sum(file.size_bytes for file in files)

    def report() -> None:
        progress(DownloadProgress(sum(arrived.values()), total_bytes))

    def note(name: str, size_bytes: int) -> None:
        arrived[name] = size_bytes
        report()

    report()
    for file in files:
        if arrived[file.name] != file.size_bytes:
            _fetch(file, folder / file.name, partial(note, file.name))


def _fetch(file: _RemoteFile, path: Path, note: Callable[[int], None]) -> None:
    """Go on with a file from where it ends; it starts anew when nothing could show a wrong joint."""
    from huggingface_hub import constants
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars("huggingface_hub.http_get")
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # it announces each new attempt
    constants.DOWNLOAD_CHUNK_SIZE = CHUNK_BYTES
    if not file.sha256 or _size(path) > file.size_bytes:
        path.unlink(missing_ok=True)
    with _Noted(path, note) as sink:
        http_get(file.url, sink, resume_size=_size(path), expected_size=file.size_bytes)


class _Noted(io.FileIO):
    """A file to append to that tells its size after each write."""

    def __init__(self, path: Path, note: Callable[[int], None]) -> None:
        super().__init__(path, "r+" if path.exists() else "w+")
        self.seek(0, io.SEEK_END)
        self._note = note

    def write(self, chunk: Any, /) -> int:
        left = memoryview(chunk)
        while left:
            left = left[super().write(left) :]
        self._note(self.tell())
        return len(chunk)


def _require_space(files: Iterable[_RemoteFile], folder: Path, name: str) -> None:
    missing_bytes = sum(file.size_bytes - _size(folder / file.name) for file in files)
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < missing_bytes:
        raise _no_space(
            name, f"{missing_bytes / 1e6:.0f} MB are needed and {free_bytes / 1e6:.0f} MB are free"
        )


def _check_arrived(files: Iterable[_RemoteFile], folder: Path, name: str) -> None:
    """Raises ModelError when a file is not what the hub says it is, or one is missing there."""
    for file in files:
        if file.sha256 and _sha256(folder / file.name) != file.sha256:
            (folder / file.name).unlink()
            raise ModelError(
                f"{file.name} of the speech model {name} arrived damaged; "
                f"try again with: voicesim models get {name}"
            )
    missing = missing_files(folder)
    if missing:
        raise ModelError(
            f"The speech model {name} on the hub lacks {', '.join(missing)}; choose another with --model."
        )


def _failed(name: str, exc: Exception) -> ModelError:
    if isinstance(exc, OSError) and exc.errno in (errno.ENOSPC, errno.EDQUOT):
        return _no_space(name, str(exc))
    if isinstance(exc, PermissionError):
        return ModelError(f"The speech model {name} cannot be kept in {models_dir()}: {exc}.")
    cause = str(exc).strip().partition("\n")[0] or type(exc).__name__
    return ModelError(
        f"The speech model {name} could not be downloaded ({cause}); check the connection and try again with "
        f"voicesim models get {name}, or copy a model directory to this machine and use it with --model DIR."
    )


def _no_space(name: str, detail: str) -> ModelError:
    return ModelError(
        f"There is no room for the speech model {name} in {models_dir()} ({detail}); "
        "make room, or set VOICESIM_HOME to another disk."
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
