"""Nothing leaves this machine, and nobody else on it can read what is kept."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import empty_network

LOAD_THE_ENGINE = """
import time
import numpy
from voicesim.speech.activity import speech_spans
speech_spans(numpy.zeros(16_000, numpy.float32))
time.sleep(1.5)
"""


def test_the_engine_that_reports_home_by_itself_is_kept_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME", "CI"):
        monkeypatch.delenv(name, raising=False)
    seen = empty_network.run([sys.executable, "-c", LOAD_THE_ENGINE])
    assert seen.codes == (0,), seen.errs
    assert seen.names == ()
    assert list(tmp_path.iterdir()) == []
