"""The sentences of a story in numbers: what the labeller of its parts goes by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from voicesim.assess.story_cues import story_cues
from voicesim.assess.tokens import Token, bare_text

_BEGINNING, _ENDING = 0.35, 0.75  # shares of the story, by words
_LONG, _SHORT = 30, 4  # words

Table = NDArray[np.float64]


class UnitTables(NamedTuple):
    """One row a sentence: `plain`, its place and the patterns in and beside it, and `read`, what the
    reader of the whole answer takes it for."""

    plain: Table
    read: Table


def measure_units(units: Sequence[Sequence[Token]], taken_for: Table) -> UnitTables:
    """The numbers of a story's sentences; `taken_for` is the reader's mind on each word of the answer, shape
    (words, parts)."""
    texts = [bare_text(unit) for unit in units]
    cues = [_cues_in(text) for text in texts]
    asks = [[unit[-1].raw.rstrip("\"')”").endswith("?")] for unit in units]
    read = np.array([taken_for[[token.word for token in unit]].mean(axis=0) for unit in units])
    signs = np.hstack([np.array(cues, float), np.array(asks, float)])
    return UnitTables(np.hstack([places([len(unit) for unit in units]), beside(signs)]), read)


def _cues_in(text: str) -> tuple[bool, ...]:
    return tuple(bool(cue.search(text)) for cue in story_cues())


def places(lengths: Sequence[int]) -> Table:
    """The first columns of `plain`, for sentences of so many words.

    Where in the story a sentence stands and how long it is; the last column is always one.
    """
    words = np.array(lengths, float)
    place = (np.cumsum(words) - words / 2) / words.sum()
    number = np.arange(len(words))
    from_end = number[::-1]
    columns = (
        place,
        place**2,
        np.maximum(0, _BEGINNING - place),
        np.maximum(0, place - _ENDING),
        np.minimum(words, _LONG) / _LONG,
        words <= _SHORT,
        *(count == near for count in (number, from_end) for near in (0, 1)),
        np.ones(len(words)),
    )
    return np.stack(columns, axis=1).astype(float)


def beside(table: Table) -> Table:
    """Each row with the one before and the one after it; nothing stands before the first."""
    nothing = np.zeros((1, table.shape[1]))
    return np.hstack([table, np.vstack([nothing, table[:-1]]), np.vstack([table[1:], nothing])])
