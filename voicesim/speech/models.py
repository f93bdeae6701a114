"""Which speech models are on this machine, and which one to use."""

from __future__ import annotations

import difflib
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from voicesim.errors import InputError, ModelError
from voicesim.paths import models_dir
from voicesim.speech.calibration import heard_of_you
from voicesim.speech.known_models import BEST_FIRST, DEFAULT, DEMO, KNOWN, LIGHT
from voicesim.speech.model_files import PATTERNS, check_files, missing_files
from voicesim.speech.model_speed import ModelSpeed, known_speed

AUTO = "auto"
CLEARLY = 0.05
"""How many more of what a person said a model must have wrong for another to be taken: three words and ums of
the sentences that are read, since one or two are chance."""
DEMO_ABOUT = "only the demo's synthetic voice (1 to 8 % of words wrong), never a person"

Source = Literal["bundled", "downloaded", "directory", "hub-cache"]


@dataclass(frozen=True, slots=True)
class Model:
    """A complete speech model on this machine; one given as a directory is named by its path."""

    name: str
    directory: Path
    size_bytes: int
    source: Source

    @property
    def speed(self) -> ModelSpeed | None:
        """How fast it is here, None when that was never measured."""
        return known_speed(self.name, self.size_bytes)

    @property
    def keeps_up(self) -> bool:
        """Whether it can write an answer down while it is spoken: as measured, else as usual."""
        speed = self.speed
        return self.name in LIGHT if speed is None else speed.keeps_up


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A line in the list of models; `model` is None for one that is not here."""

    name: str
    about: str
    size_bytes: int
    model: Model | None


class NeedsDownload(ModelError):
    """The model `name` is known but not on this machine."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"The speech model {name} is not on this machine; get it once with: voicesim models get {name}"
        )


def find_model(name: str = AUTO) -> Model:
    """The model of this name or in this directory.

    `auto` is the best one here that keeps up with speech, else the smallest, and never the demo model. Where
    the person has calibrated, models that heard them clearly worse than another are passed over.

    Raises NeedsDownload when it (or for `auto` any) must be downloaded first, InputError for an unknown name,
    and ModelError for a directory that holds no complete model.
    """
    if name == AUTO:
        here = installed_models()
        if not here:
            raise NeedsDownload(DEFAULT)
        smallest = min(here, key=lambda model: model.size_bytes)
        return _for_this_person([model for model in here if model.keeps_up]) or smallest
    if name == DEMO or name in KNOWN:
        model = _installed(name)
        if model is None:
            raise NeedsDownload(name)
        return model
    directory = Path(os.path.expanduser(name))
    if not name or not os.path.isdir(directory):  # unlike Path's, these never raise
        raise InputError(_unknown(name))
    check_files(directory, name)
    return Model(name, directory, _size_bytes(directory), "directory")


def installed_models() -> tuple[Model, ...]:
    """What `auto` can choose from, the most exact first."""
    here = (_installed(name) for name in BEST_FIRST)
    return tuple(model for model in here if model)


def _for_this_person(models: Sequence[Model]) -> Model | None:
    """The first that made at most `CLEARLY` more mistakes than the one with fewest; who was not tried made
    none."""
    heard = ((model.name, heard_of_you(model.name, model.size_bytes)) for model in models)
    mistakes = {name: found.mistakes for name, found in heard if found}
    most = min(mistakes.values(), default=0.0) + CLEARLY
    return next((model for model in models if mistakes.get(model.name, 0.0) <= most), None)


def list_models() -> tuple[ModelEntry, ...]:
    """The demo model and all known ones, with what of them is here."""
    demo = _installed(DEMO)
    entries = [ModelEntry(DEMO, DEMO_ABOUT, demo.size_bytes if demo else 0, demo)]
    for known in KNOWN.values():
        model = _installed(known.name)
        size_bytes = model.size_bytes if model else known.size_bytes
        entries.append(ModelEntry(known.name, known.about, size_bytes, model))
    return tuple(entries)


def remove_model(name: str) -> int:
    """Delete a model that voicesim downloaded, and what interrupted downloads left; returns the bytes freed.

    Raises InputError for a name that is unknown or not ours to delete, ModelError when it is not here.
    """
    if name == DEMO:
        raise InputError("The demo model is a part of voicesim and cannot be removed.")
    if name not in KNOWN:
        raise InputError(_unknown(name))
    folders = [folder for folder in (models_dir() / name, *partial_folders(name)) if folder.is_dir()]
    if not folders:
        cached = next(_in_hub_cache(name), None)
        if cached:
            raise InputError(
                f"{name} lies in the Hugging Face cache, which other programs share; "
                f"delete {cached.parents[1]} yourself if nothing else needs it."
            )
        raise ModelError(f"The speech model {name} is not on this machine.")
    freed_bytes = sum(_size_bytes(folder) for folder in folders)
    for folder in folders:
        try:
            shutil.rmtree(folder)
        except OSError as exc:
            raise ModelError(f"{folder} cannot be deleted ({exc}); check its permissions.") from exc
    return freed_bytes


def partial_folders(name: str) -> tuple[Path, ...]:
    """Where interrupted downloads of a model wait, one for each version of it."""
    return tuple(sorted(models_dir().glob(f".{name}-*.partial")))


def downloaded(name: str) -> Model | None:
    """The model of this name that voicesim itself downloaded, if it is complete."""
    return _complete(name, models_dir() / name, "downloaded")


def _installed(name: str) -> Model | None:
    if name == DEMO:
        return _complete(DEMO, Path(__file__).with_name("data") / "demo-whisper", "bundled")
    cached = (_complete(name, folder, "hub-cache") for folder in _in_hub_cache(name))
    return downloaded(name) or next((model for model in cached if model), None)


def _complete(name: str, directory: Path, source: Source) -> Model | None:
    if missing_files(directory):
        return None
    return Model(name, directory, _size_bytes(directory), source)


def _in_hub_cache(name: str) -> Iterator[Path]:
    """The snapshots of a model in the Hugging Face cache, its present version first."""
    repository = _hub_cache() / f"models--{KNOWN[name].repository.replace('/', '--')}"
    snapshots = sorted(repository.glob("snapshots/*/"))
    main = repository / "refs" / "main"
    present = main.read_text().strip() if main.is_file() else ""
    yield from sorted(snapshots, key=lambda snapshot: snapshot.name != present)


def _hub_cache() -> Path:
    """Where huggingface_hub keeps its cache (its environment variables), found without importing it."""
    if cache := os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE"):
        return Path(cache).expanduser()
    home = os.environ.get("HF_HOME") or Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")) / "huggingface"
    return Path(home).expanduser() / "hub"


def _size_bytes(directory: Path) -> int:
    """What the model's own files take; other files in a user's directory do not count."""
    return sum(
        file.stat().st_size for pattern in PATTERNS for file in directory.glob(pattern) if file.is_file()
    )


def _unknown(name: str) -> str:
    names = [AUTO, DEMO, *KNOWN]
    near = difflib.get_close_matches(name, names, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    return f'There is no speech model or directory "{name}": {hint}the names are {", ".join(names)}.'
