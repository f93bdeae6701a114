"""SIGKILL at random moments of an interview: a short run of tools/benchmarks/kill.py, which counts 200."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("the kills need a fork server and /proc", allow_module_level=True)

from tools.benchmarks.kill import kill_many, summed_up

KILLS = 6
"""One for each phase, which a busy machine may shift."""


def test_nothing_that_was_said_is_lost_whenever_the_program_is_killed(tmp_path: Path) -> None:
    kills = list(kill_many(tmp_path, KILLS, seed=8, questions=1))
    assert [kill.breaches for kill in kills] == [()] * KILLS
    counts = summed_up(kills)
    assert counts["answers"] > 0
    assert counts["most_missing_s"] <= 1.0
