"""Small pieces of messages: texts of unknown origin made safe to print, and what was probably meant."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

SHOWN_CHARS = 60
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

DRIVES_A_TERMINAL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""A character that a terminal would act on or could not show; all but the end of a line."""


def is_control(char: str) -> bool:
    """Whether a character can drive a terminal or break an encoder; so can tabs and line ends."""
    return unicodedata.category(char) in {"Cc", "Cs"} or char in BIDI_CONTROLS


def printable(text: str) -> str:
    """The text with every character that is invisible or drives a terminal written as an escape."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def quoted(text: str) -> str:
    """The text in quotation marks, safe to print and cut to a length that fits a message."""
    short = text if len(text) <= SHOWN_CHARS else text[: SHOWN_CHARS - 1] + "…"
    return f'"{printable(short)}"'


def listed(words: Iterable[str], last: str = "or") -> str:
    """The words in a row: `a`, `a or b`, `a, b or c`."""
    *head, tail = words
    return f"{', '.join(head)} {last} {tail}" if head else tail


def close_to(word: str, choices: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """The choices that look like the word, the likeliest first; none when nothing does."""
    lowered = word[:SHOWN_CHARS].lower().replace("_", "-").replace(" ", "-")
    by_key = {choice.lower().replace("_", "-"): choice for choice in choices}
    return tuple(by_key[key] for key in difflib.get_close_matches(lowered, by_key, count, 0.7))


def did_you_mean(word: str, choices: Iterable[str], otherwise: str) -> str:
    """The remedy after an unknown word: "did you mean "x" or "y"?", else the other text."""
    close = close_to(word, choices)
    return f"did you mean {listed(quoted(match) for match in close)}?" if close else otherwise
