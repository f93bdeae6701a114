"""The help names every option in full, however narrow the terminal is."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.programs import VOICESIM


@pytest.mark.parametrize("columns", [30, 40, 79, 80, 120])
@pytest.mark.parametrize(
    ("verb", "names"),
    [
        ((), ("--install-completion", "transcribe")),
        (("practice",), ("--end-on-silence", "--follow-ups", "--questions")),
    ],
)
def test_no_option_is_cut(columns: int, verb: tuple[str, ...], names: tuple[str, ...]) -> None:
    env = os.environ | {"COLUMNS": str(columns)}
    done = subprocess.run(
        [*VOICESIM, *verb, "--help"], env=env, capture_output=True, encoding="utf-8", check=True
    )
    assert all(name in done.stdout for name in names)
