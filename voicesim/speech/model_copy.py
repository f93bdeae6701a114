"""A speech model or a voice from a directory, such as one that came on a disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from voicesim.speech.model_fetch import (
    DownloadProgress,
    ModelFile,
    Report,
    WantedModel,
    partial_folder,
    require_space,
    size_of,
    speech_model,
)
from voicesim.speech.model_files import PATTERNS, check_files


def from_directory(directory: Path) -> Callable[[str, Report], Path]:
    """How to get a model out of a directory; other files there stay where they are."""

    def copy(name: str, progress: Report) -> Path:
        check_files(directory, str(directory))
        files = [file for pattern in PATTERNS for file in sorted(directory.glob(pattern)) if file.is_file()]
        return copy_files(files, speech_model(name), progress)

    return copy


def copy_files(files: Sequence[Path], wanted: WantedModel, progress: Report) -> Path:
    """The folder with copies of the files, telling how far it is."""
    folder = partial_folder(wanted, "directory")
    shutil.rmtree(folder)  # half a copy of who knows which directory
    folder.mkdir()
    require_space([ModelFile(f.name, str(f), size_of(f), None) for f in files], folder, wanted)
    done_bytes, total_bytes = 0, sum(map(size_of, files))
    for file in files:
        progress(DownloadProgress(done_bytes, total_bytes))
        shutil.copyfile(file, folder / file.name)
        done_bytes += size_of(file)
    progress(DownloadProgress(total_bytes, total_bytes))
    return folder
