"""Words as the measures read them: bare, lower case, with the punctuation and the silences around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from voicesim.speech.words import Word

QUOTES = "\"'“”‘’«»()[]{}*_"
MARKS = ",;:.!?…—–-/"
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘‛ʼʹˈ´`′＇", "'"))
# What parts two words that were written without a space: "well...so", "um,like", "Um/uh", "$5/month".
# Not the comma of "1,200", the stop of "Node.js" and "Ph.D", the slash of "I/O" and "4.8/5".
_PARTING = re.compile(
    r"""(—|–|…|\.{2,}|--
    |(?<=[^\W\d_])[,;:](?=\w) |(?<=\w)[,;:](?=[^\W\d_])
    |(?<=[^\W\d_])[!?](?=[^\W\d_])
    |(?:(?<=[^\W\d_]{2})|(?<=\d)|(?<=\d[kKmMbB]))/(?=[^\W\d_]{2})
    |(?<=[a-z]{2})\.(?=(?:[A-Z][a-z]|I\b))
    |(?<=\b[Uu][hm])[.-](?=(?!huh|oh|hum|uh|um)[a-z]) |(?<=[a-z])-(?=u[hm]\b))""",
    re.VERBOSE,
)
_BREAK = re.compile(r"[,;:.!?…—–/-]$")
_END = re.compile(r"[.?!…][\"'”’)\]]*$")
_ABBREVIATION = re.compile(
    r"""(?:(?:e\.g|i\.e|vs|mr|mrs|ms|dr|prof|st|inc|ltd|corp|co|no|nos|approx|etc|dept|est|fig|jr|sr|vol|mt|ft
    |gov|capt|sgt|lt|bros|ave|blvd|jan|feb|sept|oct|nov|dec|avg|ca|cf|incl|excl|misc|govt|intl|ph\.d)\.
    |(?:[a-z]\.){1,4})""",
    re.IGNORECASE | re.VERBOSE,
)


def vocabulary(words: str) -> frozenset[str]:
    """The words of a text as a set: how the word tables of this room are written."""
    return frozenset(words.split())


def by_first_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases as their words, found by the first of them; in the order given."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in map(tuple, map(str.split, phrases)):
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


_NUMBERED = vocabulary("one two three four five")
_BEGINS_SENTENCE = vocabulary("I We So And But The It He She They You Then That This There These My Our Now")


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

    Marks between words part them even without a space ("um—so", "well...so", "um,like"); hyphens and
    apostrophes do not.
    """
    return _tokenized(tuple(words))


@lru_cache(maxsize=4)  # every measure of an answer asks for the same tokens
def _tokenized(words: tuple[Word, ...]) -> tuple[Token, ...]:
    pieces = [
        (piece, index) for index, word in enumerate(words) for piece in _PARTING.split(word.text.strip())
    ]
    tokens: list[Token] = []
    following: str | None = None
    for piece, index in reversed(pieces):
        token = _token(piece, index, words[index], following)
        if token.bare:
            following = piece
        tokens.append(token)
    tokens.reverse()
    return _with_silences(_joined(tokens))


def _joined(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that are words; the others leave their punctuation with the word before them."""
    said: list[Token] = []
    for token in tokens:
        if token.bare:
            said.append(token)
        elif said and token.comma:
            said[-1] = replace(said[-1], comma=True, stop=said[-1].stop or token.stop)
    return said


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


def is_shouted(tokens: Sequence[Token]) -> bool:
    """Whether most words are in capitals, so that capitals tell nothing."""
    return sum(token.raw.isupper() for token in tokens) > len(tokens) / 2


def straight(text: str) -> str:
    """The text with every sign that is written for an apostrophe made one: "I’ve", "weʼll", "don´t"."""
    return text.translate(_APOSTROPHES)


def ends_sentence(token: str, following: str | None) -> bool:
    """Whether a token with its punctuation ends a sentence; `following` is the next one, None for the last.

    "Inc.", "vs." and single letters do not, unless the next word is a capital one that begins sentences and
    is no name; "No." does not before a number.
    """
    if not _END.search(token):
        return False
    bare = token.strip("\"'“”‘’()[]")
    if following is None or bare == "I." or not _ABBREVIATION.fullmatch(bare):
        return True
    if bare.lower() in ("no.", "nos."):
        number = following.lstrip("#\"'“”‘’(")
        return not (number[:1].isdigit() or number.lower().rstrip(".,") in _NUMBERED)
    return straight(following.strip("\"'“”‘’,.…")).split("'")[0] in _BEGINS_SENTENCE


def _token(piece: str, index: int, word: Word, following: str | None) -> Token:
    closing = piece.rstrip(QUOTES)
    stop = ends_sentence(closing, following)
    return Token(
        bare=straight(piece).strip(QUOTES + MARKS).lower(),
        raw=piece,
        word=index,
        start_s=word.start_s,
        end_s=word.end_s,
        comma=stop or bool(_BREAK.search(closing) and not closing.endswith(".")),
        stop=stop,
    )


def _with_silences(tokens: Sequence[Token]) -> tuple[Token, ...]:
    return (*(_with_silence(token, after) for token, after in pairwise(tokens)), *tokens[-1:])


def _with_silence(token: Token, after: Token) -> Token:
    if token.end_s is None or after.start_s is None or after.word == token.word:
        return token
    return replace(token, silence_s=max(0.0, after.start_s - token.end_s))
