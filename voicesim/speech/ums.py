"""Filled pauses in what was said and in what was written down, whatever they are spelt like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from voicesim.speech.word_error_rate import normalise

UM = "um"
_UM = re.compile(r"u+m+|u+h+m*|e+r+m*|e+h+m+")
_YES = re.compile(r"\buh[- ]huh\b|\bm+h?-hm+\b", re.IGNORECASE)
"""Sounds of agreement, which are no ums."""


def words_with_ums(text: str) -> tuple[str, ...]:
    """The words as they are compared; um, uh, er and the like are all the same one."""
    words = normalise(_YES.sub("mhm", text))
    return tuple(UM if _UM.fullmatch(word) else word for word in words)


def ums_in_common(said: Sequence[str], written: Sequence[str]) -> int:
    """How many ums stand in the same place in both, when as few other words as possible are wrong.

    A missing or added um counts half a wrong word, so that no word is moved for an um; of all alignments that
    are as good it is the one with most ums in common.
    """
    half = 1 + min(len(said), len(written))  # more than all ums together are worth
    alone = [half if word == UM else 2 * half for word in written]
    row = [0, *accumulate(alone)]
    for word in said:
        missing = half if word == UM else 2 * half
        before, row[0] = row[0], row[0] + missing
        for place, other in enumerate(written, 1):
            same = -(word == UM) if word == other else 2 * half
            best = min(before + same, row[place] + missing, row[place - 1] + alone[place - 1])
            before, row[place] = row[place], best
    return -row[-1] % half
