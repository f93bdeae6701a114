"""Words as speech recognition mishears them: similar ones in their place, some lost, some added."""

from __future__ import annotations

import random
import re
from difflib import SequenceMatcher
from functools import cache
from typing import Any

SUBSTITUTED, LOST = 0.6, 0.25
"""What becomes of a misheard word; the rest are words that nobody said. Roughly the shares of substitutions,
deletions and insertions that the Whisper paper's models make in conversational speech."""

ADDED = ("the", "and", "a", "to", "I", "so", "you", "that", "it", "of")
_SOUNDS = ((r"ph", "f"), (r"ck|q|c(?=[aou])", "k"), (r"c", "s"), (r"gh", ""), (r"[sz]", "s"), (r"kn", "n"))


class Mishearing:
    """Mishears a share of the words of answers, always the same ones for the same answers in order."""

    def __init__(self, rows: list[dict[str, Any]], share: float) -> None:
        self._share, self._random = share, random.Random(7)
        self._known: dict[str, list[str]] = {}
        for word in sorted({_bare(token) for row in rows for token in row["text"].split()} - {""}):
            self._known.setdefault(_sound(word)[:1], []).append(word)

    def heard(self, tokens: list[str]) -> tuple[list[str], list[int]]:
        """The words as heard, and the place of the spoken word that each comes from."""
        found: list[str] = []
        places: list[int] = []
        for place, token in enumerate(tokens):
            dice = self._random.random() / self._share if self._share else 1.0
            if dice < SUBSTITUTED:
                found.append(self._similar(token))
            elif not SUBSTITUTED <= dice < SUBSTITUTED + LOST:
                found.append(token)
                if dice < 1.0:
                    found.append(self._random.choice(ADDED))
            places += [place] * (len(found) - len(places))
        return found, places

    def _similar(self, token: str) -> str:
        """Another word of the answers that sounds most like it, with the token's punctuation."""
        word = _bare(token)
        near = [
            other
            for other in self._known.get(_sound(word)[:1], ())
            if other != word and abs(len(other) - len(word)) <= 2
        ]
        if not word or not near:
            return token
        return token.replace(word, max(near, key=lambda other: _alike(word, other)), 1)


def _bare(token: str) -> str:
    return re.sub(r"^\W+|\W+$", "", token).lower()


@cache
def _alike(word: str, other: str) -> float:
    return SequenceMatcher(None, _sound(word), _sound(other)).ratio()


@cache
def _sound(word: str) -> str:
    """A rough spelling of how a word sounds: vowels alike, letters of one sound alike."""
    for letters, sound in _SOUNDS:
        word = re.sub(letters, sound, word)
    return re.sub(r"(.)\1", r"\1", re.sub(r"[aeiouy]+", "a", word))
