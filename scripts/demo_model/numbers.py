"""Figures as words: what a voice says cannot tell `40` from `forty`, so the demo model always writes words.

Years stay figures, as Whisper writes them, and so do names such as Q4.
"""

from __future__ import annotations

import re

_ONES = (
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
)
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
_ORDINALS |= {"nine": "ninth", "twelve": "twelfth"}
_SCALES = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"), (100, "hundred"))


def cardinal(number: int) -> str:
    """`214` becomes `two hundred fourteen`."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f" {_ONES[ones]}" if ones else "")
    for size, name in _SCALES:
        if number >= size:
            count, rest = divmod(number, size)
            return f"{cardinal(count)} {name}" + (f" {cardinal(rest)}" if rest else "")
    raise AssertionError(number)


def ordinal(number: int) -> str:
    """`23` becomes `twenty third`."""
    *head, last = cardinal(number).split()
    regular = last[:-1] + "ieth" if last.endswith("y") else last + "th"
    return " ".join([*head, _ORDINALS.get(last, regular)])


def _amount(text: str) -> str:
    whole, _, fraction = text.replace(",", "").partition(".")
    words = cardinal(int(whole or 0))
    return words + (" point " + " ".join(_ONES[int(digit)] for digit in fraction) if fraction else "")


def spell_numbers(text: str) -> str:
    """Write figures, percentages, dollars and ordinals as words; years from 1900 to 2099 stay as they are."""
    number = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    scale = r"(?:[ -](thousand|million|billion)|([kKmM])\b)?"
    short = {"k": " thousand", "m": " million"}

    def dollars(match: re.Match[str]) -> str:
        size = f" {match[2]}" if match[2] else short.get((match[3] or "").lower(), "")
        return f"{_amount(match[1])}{size} dollars"

    text = re.sub(r"\$" + number + scale, dollars, text)
    text = re.sub(number + r"\s*%", lambda m: f"{_amount(m[1])} percent", text)
    text = re.sub(r"\b(\d+)(?:st|nd|rd|th)\b", lambda m: ordinal(int(m[1])), text)
    text = re.sub(r"\b(\d+)([kKmM])\b", lambda m: cardinal(int(m[1])) + short[m[2].lower()], text)
    year = re.compile(r"(?:19|20)\d\d")

    def plain(match: re.Match[str]) -> str:
        return match[1] if year.fullmatch(match[1]) else _amount(match[1])

    spelled = re.sub(r"(?<![\w.,])" + number + r"(?![\w]|[.,]\d)", plain, text)
    return spelled[:1].upper() + spelled[1:]
