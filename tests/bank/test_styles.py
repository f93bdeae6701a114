"""The kinds of questions and what a bank can say of them."""

from __future__ import annotations

from typing import get_args

import pytest

from voicesim.bank.check import parse_bank
from voicesim.bank.question import Fact, Range, Style
from voicesim.bank.styles import STYLES, PhaseClock, phase_at
from voicesim.errors import BankError

BANK = """
questions:
- id: bikes
  style: estimate
  target_s: 240
  prompt: How many bicycles are sold in a city in a year?
  range: [120000, 20000]
  unit: bicycles a year
  facts:
  - asks: [new, second hand]
    says: Count new ones only.
  key_points:
  - id: parts
    means: Breaks the number down.
"""


def test_every_style_says_how_it_is_answered() -> None:
    assert set(STYLES) == set(get_args(Style))


@pytest.mark.parametrize("style", [style for style, ways in STYLES.items() if ways.phases])
def test_the_phases_fill_the_time(style: Style) -> None:
    assert sum(phase.share for phase in STYLES[style].phases) == pytest.approx(1.0)


def test_a_question_keeps_its_facts_and_its_range() -> None:
    (question,) = parse_bank(BANK, "bank.yaml", "bank").questions
    assert question.facts == (Fact(("new", "second hand"), "Count new ones only."),)
    assert question.estimate == Range(20000, 120000, "bicycles a year")


def test_facts_change_the_version_and_their_absence_does_not() -> None:
    bare = BANK[: BANK.index("  range")] + BANK[BANK.index("  key_points") :]
    told = parse_bank(BANK, "bank.yaml", "bank").version
    assert told != parse_bank(bare, "bank.yaml", "bank").version


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("range: [1]", "two numbers"),
        ("range: [1, many]", "not a number"),
        ("style: riddle", "style"),
        ("facts: [{says: x}]", "asks"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(wrong: str, told: str) -> None:
    key = wrong.split(":")[0]
    lines = [line for line in BANK.splitlines() if not line.strip().startswith(f"{key}:")]
    if key == "facts":
        lines = [line for line in lines if "asks" not in line and "says" not in line]
    lines.insert(3, f"  {wrong}")
    with pytest.raises(BankError, match=told) as refused:
        parse_bank("\n".join(lines), "bank.yaml", "bank")
    assert refused.value.problems[0].startswith("bank.yaml:4: ")


@pytest.mark.parametrize(
    ("elapsed_s", "phase"),
    [
        (0, PhaseClock("clarify", 0, 24)),
        (23.5, PhaseClock("clarify", 23.5, 24)),
        (24, PhaseClock("goal", 0, 24)),
        (60, PhaseClock("users and needs", 12, 60)),
        (239, PhaseClock("measure", 35, 36)),
        (240, None),
    ],
)
def test_the_clock_says_in_which_phase_an_answer_is_and_how_long(
    elapsed_s: float, phase: PhaseClock | None
) -> None:
    assert phase_at("case", elapsed_s, 240) == phase


@pytest.mark.parametrize("style", ["story", "approach", "ask"])
def test_where_the_parts_are_measured_or_there_are_none_the_clock_says_nothing(style: Style) -> None:
    assert phase_at(style, 10, 120) is None


def test_who_works_a_problem_out_may_think_at_least_as_long_as_others() -> None:
    longer = {style for style, ways in STYLES.items() if ways.think_s is not None}
    assert longer == {"case", "diagnose", "estimate", "metric", "strategy"}
    assert all((ways.pause_s or 9) > 4 and (ways.think_s or 9) > 5 for ways in STYLES.values())
