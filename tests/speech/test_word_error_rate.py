"""How transcripts are compared: one spelling first, then the fewest changes."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicesim.speech.word_error_rate import edit_distance, normalise, word_error_rate


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("So, we did.", "so we did"),
        ("twenty-five per cent", "25%"),
        ("twenty five percent", "25 percent"),
        ("It's hard", "it’s hard!"),
        ("the 'best' one", "the best one"),
        ("three hundred and five users", "305 users"),
        ("1,000,000 users", "one million users"),
        ("$1.5 million", "one point five million dollars"),
        ("$40", "forty dollars"),
        ("12.0 weeks", "twelve weeks"),
        ("a trade-off", "a trade off"),
        ("one hundred twenty three thousand four hundred fifty six", "123456"),
        ("“Well,” he said", "well he said"),
        ("0", "zero"),
    ],
)
def test_the_same_in_another_spelling(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("so um we did", "so we did"), ("it's", "its"), ("Q4", "four"), ("2.5", "25"), ("fifteen", "fifty")],
)
def test_not_the_same(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize(
    ("said", "written", "rate"),
    [
        ("a b c d", "a b c d", 0.0),
        ("a b c d", "a x c d", 0.25),
        ("a b c d", "a c d", 0.25),
        ("a b c d", "a b b c d", 0.25),
        ("a b c d", "", 1.0),
        ("a", "a b c", 2.0),
        ("", "", 0.0),
        ("", "a", math.inf),
        ("...", "?", 0.0),
    ],
)
def test_word_error_rate(said: str, written: str, rate: float) -> None:
    assert word_error_rate(said, written) == rate


def textbook_distance(said: list[str], written: list[str]) -> int:
    row = list(range(len(written) + 1))
    for i, word in enumerate(said, 1):
        above, row[0] = row[0], i
        for j, other in enumerate(written, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (word != other))
    return row[-1]


WORDS = st.lists(st.sampled_from("abcd"), max_size=12)


@given(WORDS, WORDS)
def test_the_distance_is_the_textbooks(said: list[str], written: list[str]) -> None:
    assert edit_distance(said, written) == textbook_distance(said, written)


def test_an_hour_of_words_is_compared_quickly() -> None:
    said = [str(n % 997) for n in range(9_000)]
    written = [word for n, word in enumerate(said) if n % 10]
    assert edit_distance(said, written) == 900
