"""Spoken words cut into units: the clauses that are judged, quoted and shown.

Speech models punctuate well, badly or not at all, so a unit ends at the end of a sentence, at a comma
once there is enough in it, or, in run-on speech, before a word that begins a clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from voicesim.assess.tokens import ends_sentence, vocabulary

SHORTEST, USUAL, LONGEST = 4, 9, 20
"""Words: a comma ends a unit of SHORTEST or more, a word that begins a clause one of USUAL or more; at
LONGEST it ends however it goes on. Nine in ten of the labelled sentences then hold whole units."""

_COMMA = re.compile(r"[,;:—–][\"'”’)\]]*$")
_OPENERS = vocabulary(
    """and but so because then which where when while although though since if or that's who after before
    until unless whereas plus"""
)


def cut_units(tokens: Sequence[str]) -> list[tuple[int, int]]:
    """The units of an answer as indices of their first and last token (inclusive); together they are the
    whole."""
    units: list[tuple[int, int]] = []
    start = 0
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following is None or _ends(token, following, index - start + 1, len(tokens) - 1 - index):
            units.append((start, index))
            start = index + 1
    return units


def _ends(token: str, following: str, length: int, left: int) -> bool:
    if ends_sentence(token, following):
        return True
    if left < 2:
        return False
    if _COMMA.search(token):
        return length >= SHORTEST
    opens = following.lower().strip("\"'“”‘’,.;:") in _OPENERS
    return length >= LONGEST or (length >= USUAL and opens)
