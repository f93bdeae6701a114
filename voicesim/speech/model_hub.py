"""A speech model or a voice from the Hugging Face Hub, or from a mirror of it that HF_ENDPOINT names.

What an interrupted download has got is kept and the next one goes on from there, which huggingface_hub's own
snapshot_download (2.4) cannot do within a file.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

from voicesim.speech.known_models import KNOWN
from voicesim.speech.model_fetch import (
    CHUNK_BYTES,
    ModelFile,
    Note,
    Report,
    Sink,
    WantedModel,
    check_sums,
    fetch_all,
    partial_folder,
    require_space,
    size_of,
    speech_model,
)
from voicesim.speech.model_files import PATTERNS


def from_hub(name: str, progress: Report) -> Path:
    """The folder with what the hub has of a known model. Raises ModelError and whatever the client does."""
    version, files = _files(KNOWN[name].repository)
    return fetch_from_hub(files, version, speech_model(name), progress)


def fetch_from_hub(files: Sequence[ModelFile], version: str, wanted: WantedModel, progress: Report) -> Path:
    """The folder with these files of the hub, of which each has its address."""
    folder = partial_folder(wanted, version)
    require_space(files, folder, wanted)
    fetch_all(files, folder, progress, _fetch)
    check_sums(files, folder, wanted)
    return folder


def _files(repository: str) -> tuple[str, tuple[ModelFile, ...]]:
    """The present version of a model on the hub and the files of it that are needed."""
    from huggingface_hub import HfApi, hf_hub_url

    info = HfApi(token=False).model_info(repository, files_metadata=True)
    version = info.sha or "main"
    return version, tuple(
        ModelFile(
            file.rfilename,
            hf_hub_url(repository, file.rfilename, revision=version),
            file.size or 0,
            file.lfs.sha256 if file.lfs else None,
        )
        for file in info.siblings or ()
        if "/" not in file.rfilename and any(fnmatch(file.rfilename, pattern) for pattern in PATTERNS)
    )


def _fetch(file: ModelFile, path: Path, note: Note) -> None:
    """Go on with a file from where it ends; it starts anew when nothing could show a wrong joint."""
    from huggingface_hub import constants
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars("huggingface_hub.http_get")
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # it announces each new attempt
    constants.DOWNLOAD_CHUNK_SIZE = CHUNK_BYTES
    if not file.sha256 or size_of(path) > file.size_bytes:
        path.unlink(missing_ok=True)
    with Sink(path, note) as sink:
        http_get(file.place, sink, resume_size=size_of(path), expected_size=file.size_bytes)
