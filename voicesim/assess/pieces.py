"""An answer as numbers are read from it: words, with the sides of hyphens and the signs of numbers apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.assess.number_words import MONEY, MONEY_SIGNS, ORDINALS, TENS, starts_number
from voicesim.assess.tokens import MARKS, QUOTES, Token

_ABOUT_SIGNS = "~≈<>≤≥±"
_SUB = re.compile(r"sub-(?=[$£€]?\d)")
_MONEY_CODE = re.compile(r"(?:us\$|usd|eur|gbp|inr)(?=\d)")
_MILLIONS = re.compile(r"(?<=\d)mm$")


@dataclass(frozen=True, slots=True)
class WordPart:
    """A word, or one side of a hyphen in "two-day" or "10-15%"; `token` is the place of its token.

    `ends` says that punctuation follows it, so that no number goes on past it; `stop` that a sentence ends.
    """

    bare: str
    raw: str
    token: int
    joined: bool
    ends: bool
    stop: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the pieces `first` to `last` (inclusive); `unit` only where a sign gave it ("%", "$").

    `written` says that it stands in digits; `is_year` that it reads as a calendar year; `scale` is the
    "million" that `value` has been multiplied by.
    """

    first: int
    last: int
    value: float
    unit: str | None = None
    written: bool = False
    is_year: bool = False
    scale: float = 1.0


def pieces(tokens: Sequence[Token]) -> tuple[WordPart, ...]:
    """The tokens with hyphens after a number opened, and a sign that stands alone joined to its number."""
    found: list[WordPart] = []
    sign = raw_sign = ""
    for place, token in enumerate(tokens):
        following = tokens[place + 1].bare if place + 1 < len(tokens) and not token.comma else ""
        if token.bare in MONEY_SIGNS and following[:1].isdecimal():
            sign, raw_sign = MONEY_SIGNS[token.bare], token.raw + " " * token.bare.isalpha()
            continue
        if not token.bare.strip(_ABOUT_SIGNS) and following[:1].isdecimal():
            raw_sign = token.raw
            continue
        bare, raw = sign + _written(token), raw_sign + token.raw
        sign = raw_sign = ""
        parts = bare.split("-") if "-" in bare[1:] else [bare]
        opens = all(parts) and starts_number(parts[0]) and not _is_ordinal(parts)
        if len(parts) > 1 and not opens:
            parts = [bare]
        raws = raw.strip(QUOTES + MARKS).split("-") if len(parts) > 1 else [raw]
        for index, (part, raw) in enumerate(zip(parts, raws, strict=False)):
            last = index == len(parts) - 1
            raw = raw.rstrip(',;:.!?…"”)')
            found.append(WordPart(part, raw, place, index > 0, last and token.comma, last and token.stop))
    return tuple(found)


def piece_at(said: Sequence[WordPart], place: int) -> str:
    """The bare word at a place, "" where there is none."""
    return said[place].bare if 0 <= place < len(said) else ""


def at(bare: Sequence[str], place: int) -> str:
    """The word at a place, "" behind the last one and before the first."""
    return bare[place] if 0 <= place < len(bare) else ""


def _is_ordinal(parts: Sequence[str]) -> bool:
    """ "twenty-third"; "one-third" is a share."""
    return parts[0] in TENS and parts[-1] in ORDINALS


def _written(token: Token) -> str:
    """The bare word with the signs that belong to a number, without those that do not: "-5%", ".5", "3m"."""
    bare = token.bare.lstrip(_ABOUT_SIGNS)
    opening = token.raw.lstrip(QUOTES + _ABOUT_SIGNS)
    bare = _MONEY_CODE.sub(lambda code: MONEY_SIGNS[code[0]], _SUB.sub("", bare))
    if not any(map(str.isdecimal, bare)):
        return bare or token.bare
    bare = bare.rstrip("+") or bare
    if "MM" in token.raw or bare[0] in MONEY:
        bare = _MILLIONS.sub("m", bare)
    if opening[1:2].isdecimal() and opening[0] in "-−–":
        return f"-{bare}"
    return f"0.{bare}" if opening[1:2].isdecimal() and opening[0] == "." else bare
