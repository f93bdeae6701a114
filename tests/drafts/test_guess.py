"""Guesses by the words of a question: right where they are plain, and measured on the built-in banks."""

from __future__ import annotations

import pytest

from voicesim.bank.load import builtin_banks, load_bank
from voicesim.drafts.guess import kind_of, split_time, style_of


@pytest.mark.parametrize(
    ("prompt", "style"),
    [
        ("Tell me about a time when you failed.", "story"),
        ("Give me an example of a hard decision.", "story"),
        ("Tell me about yourself.", "intro"),
        ("Why do you want to work here?", "intro"),
        ("What questions do you have for me?", "ask"),
        ("Design an app for cats.", "case"),
        ("How would you improve Maps?", "case"),
        ("How would you measure the success of Stories?", "metric"),
        ("Sign-ups dropped by 10 percent. What do you do?", "diagnose"),
        ("How many piano tuners are there in Chicago?", "estimate"),
        ("Should Netflix enter gaming?", "strategy"),
        ("How do you prioritise?", "approach"),
    ],
)
def test_the_style_of_a_plain_question(prompt: str, style: str) -> None:
    assert style_of(prompt) == style


def test_styles_of_the_built_in_banks_are_mostly_found() -> None:
    questions = [question for name in builtin_banks() for question in load_bank(name).questions]
    right = sum(style_of(question.prompt) == question.style for question in questions)
    assert right / len(questions) > 0.75


@pytest.mark.parametrize(
    ("point", "kind"),
    [
        ("Says what was given up.", "tradeoff"),
        ("Names the trade-off.", "tradeoff"),
        ("Gives a figure for the effect.", "metric"),
        ("Stays calm.", "content"),
    ],
)
def test_the_kind_of_a_point(point: str, kind: str) -> None:
    assert kind_of(point) == kind


@pytest.mark.parametrize(
    ("prompt", "split"),
    [
        ("Why? (2 min)", ("Why?", 120)),
        ("Why? [90 s]", ("Why?", 90)),
        ("Why? (1 second)", ("Why? (1 second)", None)),
        ("Why 2 min?", ("Why 2 min?", None)),
    ],
)
def test_a_time_at_the_end_of_a_question(prompt: str, split: tuple[str, float | None]) -> None:
    assert split_time(prompt) == split
