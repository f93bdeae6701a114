"""What a transcript has wrong: words without the ums, and the ums by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from voicesim.speech.word_error_rate import edit_distance, normalise

_UM = re.compile(r"u+m+|u+h+m*|e+r+m*|e+h+m+")
_YES = re.compile(r"\buh[- ]huh\b|\bm+h?-hm+\b", re.IGNORECASE)
"""Sounds of agreement, which are no ums."""
UM = "um"


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over one or more recordings; ums are counted only where what was said is known with its ums."""

    words: int = 0
    wrong: int = 0
    ums_said: int = 0
    ums_written: int = 0
    ums_right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.words + other.words,
            self.wrong + other.wrong,
            self.ums_said + other.ums_said,
            self.ums_written + other.ums_written,
            self.ums_right + other.ums_right,
        )

    @property
    def rate(self) -> float:
        """Wrong words (other, missing or added ones) for each word that was said."""
        return self.wrong / self.words if self.words else 0.0


def total(scores: Iterable[Score]) -> Score:
    return sum(scores, Score())


def score(said: str, written: str, *, ums_kept: bool) -> Score:
    """Compare a transcript with what was said; `ums_kept` tells whether that has its ums."""
    truth, found = words_with_ums(said), words_with_ums(written)
    plain = [word for word in truth if word != UM]
    wrong = edit_distance(plain, [word for word in found if word != UM])
    if not ums_kept:
        return Score(len(plain), wrong)
    right = ums_in_common(truth, found)
    return Score(len(plain), wrong, truth.count(UM), found.count(UM), right)


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
