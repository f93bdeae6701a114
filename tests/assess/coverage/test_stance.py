"""Who did it, and whether it was done at all."""

from __future__ import annotations

import pytest

from voicesim.assess.coverage.clauses import split_clauses
from voicesim.assess.coverage.stance import Stance, stances
from voicesim.speech.words import Word


def heard(text: str) -> tuple[Stance, ...]:
    return stances(split_clauses(tuple(Word(token, None, None, 1.0) for token in text.split())))


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("I called twenty customers last week.", "self"),
        ("We moved the launch to May.", "we"),
        ("They did all of the testing.", "other"),
        ("My manager talked to both of them.", "other"),
        ("Some companies do a whole matrix.", "other"),
        ("You need to talk to your users.", "anyone"),
        ("It's important to be data driven.", "anyone"),
        ("I believe that teams should own it.", "anyone"),
    ],
)
def test_the_one_who_acts(text: str, agent: str) -> None:
    assert heard(text)[0].agent == agent


def test_a_clause_without_a_subject_keeps_the_one_before() -> None:
    first, second = heard("I went to the warehouse on Monday, and watched how they pack.")
    assert first.agent == "self"
    assert second.agent in ("self", "other")


@pytest.mark.parametrize(
    "text",
    [
        "I didn't ask anybody.",
        "We never measured it.",
        "There was no framework.",
        "I can't remember the figure.",
    ],
)
def test_what_was_not_done_is_denied(text: str) -> None:
    assert heard(text)[0].denied
    assert heard(text)[0].weight < 0.5


@pytest.mark.parametrize(
    "text",
    ["I would talk to the users first.", "We should have told them.", "Ideally the team asks customers."],
)
def test_what_would_or_should_be_done_is_a_wish(text: str) -> None:
    assert heard(text)[0].wished


def test_a_habit_told_with_would_is_no_wish() -> None:
    assert not heard("I would always start with the numbers.")[0].wished


@pytest.mark.parametrize("text", ["We said no to the export.", "It was not only me who saw it."])
def test_some_noes_deny_nothing(text: str) -> None:
    assert not heard(text)[0].denied


def test_an_own_deed_weighs_most() -> None:
    own, other, advice = (
        heard(text)[0].weight for text in ("I asked them.", "They asked them.", "You should ask them.")
    )
    assert own > other > advice
