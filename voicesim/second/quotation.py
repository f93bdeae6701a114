"""Whether a quotation stands in a transcript word for word; case, punctuation and spaces do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

MIN_WORDS = 3
"""Fewer words stand in any answer, and show nothing, unless they are all that was said."""

MAX_WORDS = 60
"""More are no quotation: whoever names the whole answer has found nothing in it."""

_WORD = re.compile(r"[^\W_]+")


def find_quotation(words: Sequence[str], quotation: str) -> tuple[int, int] | None:
    """The first and last place among the words of a transcript, the first time that the quotation stands
    there; None where it does not, or is too short or too long to show anything."""
    asked = _folded(quotation)
    if not asked or len(asked) > MAX_WORDS:
        return None
    said = [(piece, place) for place, word in enumerate(words) for piece in _folded(word)]
    if len(asked) < min(MIN_WORDS, len(said)):
        return None
    pieces = [piece for piece, _ in said]
    for start in range(len(pieces) - len(asked) + 1):
        if pieces[start : start + len(asked)] == asked:
            return said[start][1], said[start + len(asked) - 1][1]
    return None


def _folded(text: str) -> list[str]:
    """“Twelve-percent,” as twelve, percent: letters and digits alone, whatever typographer set them."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
