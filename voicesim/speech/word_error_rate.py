"""How far a transcript is from what was said.

Both texts are first brought to one spelling, in the spirit of Whisper's English normaliser (Radford et al.
2022, appendix C): case, punctuation and hyphens do not count, and "25%" equals "twenty-five per cent".
Unlike there, numbers become words (joining number words into digits can misread them) and fillers stay:
whether an "um" was written down matters here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (100, "hundred"))

_SPELLINGS = (
    (re.compile(r"[‘’ʼ]"), "'"),
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
    (re.compile(r"(?<=\d)\.0+\b"), ""),
    (re.compile(r"\$\s*(\d+(?:\.\d+)?)(\s+(?:thousand|million|billion)\b)?"), r"\1\2 dollars"),
    (re.compile(r"%|\bper cent\b"), " percent "),
    (re.compile(r"(?<!\d)\.|\.(?!\d)|(?<!\w)'|'(?!\w)|[^\w\s.']|_"), " "),
    (re.compile(r"(?<!\S)\d{1,12}(?:\.\d+)?(?!\S)"), lambda found: _in_words(found[0])),
    (re.compile(r"\b(hundred|thousand|million) and (?=(?:" + "|".join(_SMALL + _TENS) + r")\b)"), r"\1 "),
)


def normalise(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: lower case, no punctuation, numbers spelt out."""
    text = text.lower()
    for pattern, replacement in _SPELLINGS:
        text = pattern.sub(replacement, text)
    return tuple(text.split())


def word_error_rate(reference: str, hypothesis: str) -> float:
    """Substitutions, deletions and insertions per word of the reference, after `normalise`.

    0.0 is perfect; it exceeds 1.0 when more is invented than was said. Without any word in the reference it
    is 0.0 for an empty hypothesis and else infinite.
    """
    said, written = normalise(reference), normalise(hypothesis)
    if not said:
        return float("inf") if written else 0.0
    return edit_distance(said, written) / len(said)


def edit_distance(said: Sequence[str], written: Sequence[str]) -> int:
    """The fewest words to replace, drop or add to turn one text into the other (Levenshtein)."""
    codes = {word: code for code, word in enumerate({*said, *written})}
    target = np.array([codes[word] for word in written], dtype=np.int64)
    steps = np.arange(len(written) + 1)
    row = steps
    for word in said:
        changed = row + 1
        changed[1:] = np.minimum(changed[1:], row[:-1] + (target != codes[word]))
        # Each added word costs one more: the running minimum of (cost - position), put back in place.
        row = np.minimum.accumulate(changed - steps) + steps
    return int(row[-1])


def _in_words(digits: str) -> str:
    whole, point, decimals = digits.partition(".")
    words = _whole_in_words(int(whole))
    if point:
        words += ["point", *(_SMALL[int(digit)] for digit in decimals)]
    return " ".join(words)


def _whole_in_words(number: int) -> list[str]:
    if number < 20:
        return [_SMALL[number]]
    if number < 100:
        tens, rest = divmod(number, 10)
        return [_TENS[tens - 2], *(_whole_in_words(rest) if rest else [])]
    size, name = next(scale for scale in _SCALES if number >= scale[0])
    count, rest = divmod(number, size)
    return [*_whole_in_words(count), name, *(_whole_in_words(rest) if rest else [])]
