"""Which labelling a chain chooses: against all labellings of short stories, counted one by one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np
import pytest
from numpy.typing import NDArray

from voicesim.assess.story_chain import NEAR_SHARE, WORD_WEIGHT, Chain, story_chain
from voicesim.assess.story_cues import LABELS
from voicesim.assess.story_table import UnitTables, beside

WORDS = (12, 5, 20, 9)
PATHS = list(product(range(len(LABELS)), repeat=len(WORDS)))


@pytest.fixture
def chain() -> Chain:
    dice = np.random.default_rng(5)
    shapes = {"plain": (3, 5), "middle": (2,), "read": (6, 5), "step": (5, 5), "first": (5,), "last": (5,)}
    return Chain(**{name: dice.normal(size=shape) for name, shape in shapes.items()})


@pytest.fixture
def units() -> UnitTables:
    dice = np.random.default_rng(6)
    return UnitTables(dice.normal(size=(len(WORDS), 3)), dice.normal(size=(len(WORDS), 2)))


def chances(chain: Chain, units: UnitTables) -> NDArray[np.float64]:
    """How likely each labelling is."""
    votes = units.plain @ chain.plain + beside(units.read - chain.middle) @ chain.read
    weights = np.exp(
        [
            chain.first[path[0]]
            + chain.last[path[-1]]
            + sum(votes[number, label] for number, label in enumerate(path))
            + sum(chain.step[one, other] for one, other in pairwise(path))
            for path in PATHS
        ]
    )
    likely: NDArray[np.float64] = weights / weights.sum()
    return likely


def error(found: Sequence[int], true: Sequence[int]) -> float:
    """Parts off by more than 15 %, and words and seconds in the wrong part."""
    wrong = sum(count for count, one, other in zip(WORDS, found, true, strict=True) if one != other)
    off = missed = 0
    for part in range(len(LABELS) - 1):
        told, labelled = (
            sum(c for c, label in zip(WORDS, path, strict=True) if label == part) for path in (found, true)
        )
        off += abs(told - labelled)
        missed += labelled > 0 and abs(told - labelled) > NEAR_SHARE * labelled
    return missed + WORD_WEIGHT * (wrong + off) / sum(WORDS)


def test_the_chosen_labelling_is_nearly_the_one_with_the_least_expected_error(
    chain: Chain, units: UnitTables
) -> None:
    likely = chances(chain, units)
    true = sorted(range(len(PATHS)), key=lambda number: -likely[number])[:200]
    expected = [sum(likely[number] * error(path, PATHS[number]) for number in true) for path in PATHS]
    chosen = PATHS.index(tuple(chain.label(units, WORDS)))
    assert expected[chosen] <= min(expected) + 0.1
    assert expected[chosen] < np.median(expected) - 1


def test_a_certain_labelling_is_chosen(chain: Chain) -> None:
    votes = np.full((4, 5), -50.0)
    for number, label in enumerate((4, 0, 2, 3)):
        votes[number, label] = 50.0
    certain = Chain(np.eye(5), np.zeros(1), np.zeros((3, 5)), chain.step, chain.first, chain.last)
    assert certain.label(UnitTables(votes, np.zeros((4, 1))), WORDS) == [4, 0, 2, 3]


def test_one_sentence_is_a_story_too(chain: Chain, units: UnitTables) -> None:
    one = UnitTables(units.plain[:1], units.read[:1])
    assert chain.label(one, WORDS[:1])[0] in range(len(LABELS))


def test_what_stands_beside_a_sentence_is_in_its_row() -> None:
    assert beside(np.array([[1.0], [2.0], [3.0]])).tolist() == [[1, 0, 2], [2, 1, 3], [3, 2, 0]]


def test_the_chain_that_ships_fits_its_labels() -> None:
    shipped = story_chain()
    assert shipped.step.shape == (len(LABELS), len(LABELS))
    assert shipped.read.shape == (3 * len(shipped.middle), len(LABELS))
