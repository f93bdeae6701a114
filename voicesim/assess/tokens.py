"""Words as the measures read them: bare, lower case, with the punctuation and the silences around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from voicesim.speech.words import Word

_QUOTES = "\"'“”‘’«»()[]{}*_"
_PARTING = re.compile(r"(—|–|…|\.{2,}|--)")
_MARKS = ",;:.!?…—–-"
_BREAK = re.compile(r"[,;:.!?…—–-]$")
_STOP = re.compile(r"[.!?…]$")


def vocabulary(words: str) -> frozenset[str]:
    """The words of a text as a set: how the word tables of this room are written."""
    return frozenset(words.split())


def by_first_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases as their words, found by the first of them; in the order given."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in map(tuple, map(str.split, phrases)):
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


_ABBREVIATIONS = vocabulary("e.g i.e vs mr mrs ms dr st approx u.s u.k a.m p.m")


@dataclass(frozen=True, slots=True)
class Token:
    """One spoken word: `bare` without case and punctuation, `raw` as written, `word` its index in the words.

    `comma` is any punctuation after it, `stop` one that ends a sentence; `silence_s` is the gap to the next
    word, None without times and after the last one.
    """

    bare: str
    raw: str
    word: int
    start_s: float | None
    end_s: float | None
    comma: bool = False
    stop: bool = False
    silence_s: float | None = None


def tokenize(words: Sequence[Word]) -> tuple[Token, ...]:
    """The spoken words in order; punctuation alone becomes part of the word before it.

    Dashes and dots inside a word ("um—so", "well...so") part it; hyphens and apostrophes do not.
    """
    return _tokenized(tuple(words))


@lru_cache(maxsize=4)  # every measure of an answer asks for the same tokens
def _tokenized(words: tuple[Word, ...]) -> tuple[Token, ...]:
    tokens: list[Token] = []
    for index, word in enumerate(words):
        for piece in _PARTING.split(word.text.strip()):
            token = _token(piece, index, word)
            if token.bare:
                tokens.append(token)
            elif tokens and token.comma:
                tokens[-1] = replace(tokens[-1], comma=True, stop=tokens[-1].stop or token.stop)
    return (*(_with_silence(token, after) for token, after in pairwise(tokens)), *tokens[-1:])


def sentences(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], ...]:
    """The tokens parted after every sentence end."""
    parts: list[tuple[Token, ...]] = []
    start = 0
    for position, token in enumerate(tokens, 1):
        if token.stop or position == len(tokens):
            parts.append(tuple(tokens[start:position]))
            start = position
    return tuple(parts)


def bare_text(tokens: Iterable[Token]) -> str:
    """The words without case and punctuation, as phrases are matched."""
    return " ".join(token.bare for token in tokens)


def _token(piece: str, index: int, word: Word) -> Token:
    bare = piece.strip(_QUOTES + _MARKS).lower().replace("’", "'")
    closing = piece.rstrip(_QUOTES)
    return Token(
        bare=bare,
        raw=piece,
        word=index,
        start_s=word.start_s,
        end_s=word.end_s,
        comma=bool(_BREAK.search(closing)),
        stop=bool(_STOP.search(closing)) and not (bare in _ABBREVIATIONS and closing.endswith(".")),
    )


def _with_silence(token: Token, after: Token) -> Token:
    if token.end_s is None or after.start_s is None or after.word == token.word:
        return token
    return replace(token, silence_s=max(0.0, after.start_s - token.end_s))
