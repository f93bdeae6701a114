"""Words said twice, and the doublings that are meant."""

from __future__ import annotations

import pytest

from tests.assess.conftest import Say
from voicesim.assess.fillers import is_filled_pause
from voicesim.assess.repeats import find_repeats
from voicesim.assess.tokens import tokenize


def repeats(text: str, say: Say) -> list[str]:
    tokens = tokenize(say(text))
    pauses = {place for place in range(len(tokens)) if is_filled_pause(tokens, place)}
    return [repeat.text for repeat in find_repeats(tokens, pauses)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the the plan failed", ["the"]),
        ("we, we cut it", ["we"]),
        ("I I I went", ["i"]),
        ("the, um, the plan", ["the"]),
        ("we had to we had to stop", ["we had to"]),
        ("and we and we stopped", ["and we"]),
        ("it was, it was late", ["it was"]),
        ("I pri- prioritised it", ["pri"]),
        ("my my team and our our users", ["my", "our"]),
        ("had to go to go to the shop", ["to go"]),
        ("we had five five people", ["five"]),
        ("better and better, and we and we went", ["and we"]),
    ],
)
def test_a_restart_is_found(say: Say, text: str, expected: list[str]) -> None:
    assert repeats(text, say) == expected


@pytest.mark.parametrize(
    "text",
    [
        "it was very very late",
        "they had had enough",
        "he said that that team left",
        "we printed it, it was on the wall",
        "it was sent to her. Her answer was no",
        "over and over and over",
        "and so on and so on",
        "no, no, no",
        "room 2 2 floors up",
        "what it is is a bug",
        "step by step",
        "step by step by step",
        "day after day after day it got better and better and better",
        "month over month over month",
        "a win win for both, a big big thing",
        "in twenty twenty we grew fifty fifty",
        "call five five five one two",
        "thank you, thank you",
        "",
    ],
)
def test_a_meant_doubling_is_none(say: Say, text: str) -> None:
    assert repeats(text, say) == []


def test_a_repeat_knows_its_words_and_its_second(say: Say) -> None:
    found = find_repeats(tokenize(say("so the the plan", every_s=0.5)), ())
    assert [(one.text, one.at_s, one.first_word, one.last_word) for one in found] == [("the", 0.5, 1, 2)]
