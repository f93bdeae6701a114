"""Ids made from words: short, readable, each only once."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from voicesim.inputs.text import vocabulary

MAX_WORDS = 4
MAX_CHARS = 40
_SAY_LITTLE = vocabulary(
    """
    a about again all am an and any are as at be been by can could describe did do does e each ever every
    explain for from g give gives had has have how i if in into is it its me my name names of on one or
    our own say says shall she should show shows so some someone something speaker tell tells that the
    their them then there they this time times to us walk was we were what when where which while who why
    will with would you your yourself
    """
)


class Names:
    """Gives out ids, each only once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._last: Counter[str] = Counter()

    def of(self, text: str, otherwise: str) -> str:
        """An id of the words that say most in the text; a number tells it from others.

        Where no word can be written in a-z and digits, `otherwise` is numbered.
        """
        words = re.findall(r"[a-z0-9]+", _plain(text))
        telling = [word for word in words if word not in _SAY_LITTLE] or words
        name = "-".join(telling[:MAX_WORDS])[:MAX_CHARS].strip("-") or otherwise
        self._last[name] += 1
        free = name if self._last[name] == 1 else f"{name}-{self._last[name]}"
        while free in self._taken:
            self._last[name] += 1
            free = f"{name}-{self._last[name]}"
        self._taken.add(free)
        return free


def _plain(text: str) -> str:
    """Lower case, without accents and apostrophes."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return re.sub("['’]", "", "".join(char for char in apart if not unicodedata.combining(char)))
