"""What every test shares: a data directory of its own, and no network."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All that voicesim keeps goes to a directory of this test; children inherit it."""
    folder = tmp_path / "voicesim-home"
    monkeypatch.setenv("VOICESIM_HOME", str(folder))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf-home"))
    return folder


def pytest_configure() -> None:
    settings.register_profile("voicesim", deadline=None)  # machines differ; hangs are caught elsewhere
    settings.load_profile("voicesim")
    os.environ.setdefault("COLUMNS", "100")
