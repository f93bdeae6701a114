"""bank check advises on a valid bank; advice is never a mistake."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.practised import Call
from tests.practised import call as call

BANK = """\
title: My bank
questions:
- id: launch
  prompt: Tell me about a launch.
  target_s: 40
  key_points:
  - id: metric
    means: Names the metric that moved.
  - id: number
    means: Says which metric moved.
  - id: manner
    means: Communicates well.
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


def test_advice_is_told_and_the_bank_is_good(call: Call, bank: Path) -> None:
    done = call("bank", "check", bank)
    assert done.code == 0
    assert "good, 1 question with 3 key points" in done.out
    time, alike, manner = done.err.splitlines()
    assert time.startswith("voicesim: question launch: 3 key points cannot be made in 40 s")
    assert "the points metric and number ask for nearly the same" in alike
    assert "the point manner names only a manner" in manner


def test_advice_in_json(call: Call, bank: Path) -> None:
    done = call("bank", "check", bank, "--json")
    told = json.loads(done.out)
    assert (done.code, told["ok"], told["warnings"]) == (0, True, [])
    assert len(told["advice"]) == 3


def test_a_bank_that_was_just_begun_needs_none(call: Call, tmp_path: Path) -> None:
    assert call("bank", "new", tmp_path / "begun", "--starter").code == 0
    assert json.loads(call("bank", "check", tmp_path / "begun.yaml", "--json").out)["advice"] == []
