"""The guide for people who write banks tells the truth: the examples load, the errors are real."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from voicesim.bank.check import parse_bank
from voicesim.bank.shape import BankEntry, KeyPointEntry, QuestionEntry, SectionEntry
from voicesim.errors import BankError

GUIDE = (Path(__file__).parents[2] / "docs" / "bank-format.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
ERRORS = re.findall(r"```text\n(.*?)```", GUIDE, re.DOTALL)

BROKEN = """\
title: Data analyst
questions:
- id: messy-data
  prompt: Tell me about a time when the data you were given was wrong.
  style: storry
  target_s: 90
  keypoints:
  - id: discovery
"""


def test_the_complete_example_loads() -> None:
    bank = parse_bank(EXAMPLES[0], "my-bank.yaml", "my-bank")
    assert [question.id for question in bank.questions] == ["messy-data", "explain-figures"]
    assert bank.questions[0].style == "story"
    assert [point.kind for point in bank.questions[0].key_points] == ["content", "tradeoff", "metric"]


def test_the_example_with_sections_loads() -> None:
    assert parse_bank(EXAMPLES[1], "my-bank.yaml", "my-bank").sections[0].title == "The craft"


def test_the_example_with_a_vocabulary_loads() -> None:
    assert parse_bank(EXAMPLES[2], "my-bank.yaml", "my-bank").vocabulary == ("SBAR", "ICU", "Saint Mary's")


def test_the_errors_shown_are_the_ones_given() -> None:
    with pytest.raises(BankError) as caught:
        parse_bank(BROKEN, "my-bank.yaml", "my-bank")
    assert [f"{caught.value}\n"] == ERRORS


@pytest.mark.parametrize("shape", [BankEntry, SectionEntry, QuestionEntry, KeyPointEntry])
def test_every_field_is_explained(shape: type[BankEntry]) -> None:
    assert all(f"| `{name}` |" in GUIDE for name in shape.model_fields)
