"""bank check warns of what the voice cannot say; the questions are shown as they were written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.practised import Call
from tests.practised import call as call

BANK = """\
title: My bank
questions:
- id: hard-call
  prompt: Tell me about a **hard** decision, e.g. with 🚀 [link](http://x.y/z) & 3-5% `churn`.
  key_points:
  - id: a
    means: Names **what** was given up.
- id: non-english
  prompt: Erzählen Sie von einer schwierigen Entscheidung.
  key_points:
  - id: a
    means: Names what was given up.
    probe: What about 你好?
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "md.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


def test_each_thing_that_cannot_be_said_is_a_warning(call: Call, bank: Path) -> None:
    done = call("bank", "check", bank)
    assert done.code == 0
    assert "good, 2 questions" in done.out
    first, second, third = done.err.splitlines()
    assert first.startswith("voicesim: question hard-call: the voice leaves out 🚀; it is shown as written")
    assert "question non-english: the voice is an English one" in second
    assert "question non-english, probe of a: the voice does not know 你 好" in third


def test_the_warnings_in_json(call: Call, bank: Path) -> None:
    told = json.loads(call("bank", "check", bank, "--json").out)
    assert told["ok"]
    assert len(told["warnings"]) == 3


def test_a_question_is_shown_as_written(call: Call, bank: Path) -> None:
    assert "a **hard** decision, e.g. with 🚀 [link](http://x.y/z)" in " ".join(
        call("bank", "show", bank, "--question", "hard-call").out.split()
    )
