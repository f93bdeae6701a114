"""What a transcript has wrong: words without the ums, and the ums by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from voicesim.speech.ums import UM, ums_in_common, words_with_ums
from voicesim.speech.word_error_rate import edit_distance


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
