"""Which labelling of a story's sentences is least wrong: a linear-chain conditional random field.

Lafferty, McCallum and Pereira, "Conditional Random Fields", 2001. The weights in story-parts.npz were learned
by training/story_parts/fit.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from voicesim.assess.story_cues import LABELS
from voicesim.assess.story_table import UnitTables, beside

DRAWN = 300
"""How many labellings are drawn from all likely ones; the best of them is chosen."""

NEAR_SHARE = 0.15
"""A part whose words are within this share of the true ones is right."""

WORD_WEIGHT = 4.0
"""How many parts gone wrong weigh as much as an answer with every word in the wrong part."""

_ASIDE = LABELS.index("aside")

Floats = NDArray[np.float64]
Paths = NDArray[np.int64]
"""Labellings, shape (labellings, sentences): places in LABELS."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Weights for the numbers of a sentence, shapes (numbers, labels), and for going from label to label.

    `read` is for what was read, less its `middle`, in a sentence, the one before and the one after.
    """

    plain: Floats
    middle: Floats
    read: Floats
    step: Floats
    first: Floats
    last: Floats

    def label(self, units: UnitTables, lengths: Sequence[int]) -> list[int]:
        """The place in LABELS of each sentence; `lengths` are their words.

        Of labellings drawn from the likely ones (always the same for the same story) and the likeliest one,
        that with the smallest expected error: parts that are off by more than 15 %, and words and seconds in
        the wrong part.
        """
        votes = units.plain @ self.plain + beside(units.read - self.middle) @ self.read
        words = np.array(lengths, float)
        forward = self._forward(votes)
        drawn = self._draw(forward)
        offered = np.unique(np.vstack([drawn, self._likeliest(votes)]), axis=0)
        errors = _expected_errors(offered, drawn, self._likelihoods(votes, forward), words)
        chosen: list[int] = offered[errors.argmin()].tolist()
        return chosen

    def _forward(self, votes: Floats) -> Floats:
        """Log weight of all beginnings that end in each label, shape of the votes."""
        sums = [self.first + votes[0]]
        for vote in votes[1:]:
            sums.append(_log_sum(sums[-1][:, None] + self.step) + vote)
        return np.array(sums)

    def _likelihoods(self, votes: Floats, forward: Floats) -> Floats:
        """How likely each sentence has each label."""
        ends = [self.last]
        for vote in votes[:0:-1]:
            ends.append(_log_sum((self.step + vote + ends[-1]).T))
        total = forward + np.array(ends[::-1])
        return np.asarray(np.exp(total - _log_sum(total.T)[:, None]))

    def _draw(self, forward: Floats) -> Paths:
        """Labellings as often as they are likely, drawn backwards from the last sentence."""
        chances = np.random.default_rng(0).random((len(forward), DRAWN))
        drawn = np.zeros((DRAWN, len(forward)), np.int64)
        after = np.broadcast_to(self.last, (DRAWN, len(LABELS)))
        for number in range(len(forward) - 1, -1, -1):
            weights = forward[number] + after
            shares = np.exp(weights - weights.max(axis=1, keepdims=True)).cumsum(axis=1)
            shares /= shares[:, -1:]
            drawn[:, number] = (chances[number][:, None] > shares).sum(axis=1)
            after = self.step[:, drawn[:, number]].T
        return drawn

    def _likeliest(self, votes: Floats) -> Paths:
        """The one most likely labelling, by Viterbi's algorithm."""
        best, came = self.first + votes[0], []
        for vote in votes[1:]:
            steps = best[:, None] + self.step
            came.append(steps.argmax(axis=0))
            best = steps.max(axis=0) + vote
        path = [int((best + self.last).argmax())]
        for source in reversed(came):
            path.append(int(source[path[-1]]))
        return np.array(path[::-1])


@lru_cache(maxsize=1)
def story_chain() -> Chain:
    """The chain that ships."""
    stored = resources.files("voicesim.assess").joinpath("story-parts.npz").read_bytes()
    with np.load(BytesIO(stored), allow_pickle=False) as arrays:
        return Chain(**{name: arrays[name].astype(float) for name in Chain.__slots__})


def _expected_errors(offered: Paths, drawn: Paths, likely: Floats, words: Floats) -> Floats:
    """The error of each offered labelling, expected over the drawn ones."""
    found, true = _words_in_parts(offered, words), _words_in_parts(drawn, words)
    off = np.abs(found[:, None] - true[None])
    missed = ((off > NEAR_SHARE * true) & (true > 0)).sum(axis=2).mean(axis=1)
    right = (likely[np.arange(len(words)), offered] * words).sum(axis=1) / words.sum()
    seconds = off.sum(axis=2).mean(axis=1) / words.sum()
    return np.asarray(missed + WORD_WEIGHT * (1 - right + seconds))


def _words_in_parts(paths: Paths, words: Floats) -> Floats:
    """Words in each part of each labelling, shape (labellings, parts); asides are none."""
    return np.stack([((paths == part) * words).sum(axis=1) for part in range(_ASIDE)], axis=1)


def _log_sum(values: Floats) -> Floats:
    """Logarithm of the sum of exponentials over the first axis."""
    most = values.max(axis=0)
    return np.asarray(most + np.log(np.exp(values - most).sum(axis=0)))
