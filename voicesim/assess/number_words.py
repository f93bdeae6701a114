"""The words and signs that numbers are made of."""

from __future__ import annotations

import re

from voicesim.assess.tokens import vocabulary

SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12,
    "lakh": 1e5, "crore": 1e7, "grand": 1e3, "mil": 1e6, "mln": 1e6, "mio": 1e6,
}  # fmt: skip
LETTERS = {"k": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "b": 1e9, "bn": 1e9}
"""Scales as letters; behind a space only "k", "mn" and "bn", the others only for money ("$10 M")."""

SIGNS_OF_PARTS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 1 / 5}
PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "hundredth": 100, "halves": 2, "thirds": 3, "quarters": 4, "fifths": 5, "sixths": 6,
    "sevenths": 7, "eighths": 8, "ninths": 9, "tenths": 10,
}  # fmt: skip
"""One of how many."""

ORDINALS = vocabulary("first second third fourth fifth sixth seventh eighth ninth")

DIGITS = re.compile(
    r"(?P<sign>[+-]?)(?P<money>[$£€₹¥]?)(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    r"(?P<part>[½¼¾⅓⅔⅕])?(?P<scale>k|mn?(?!s)|bn?(?!p))?"
    r"(?P<unit>%|[$£€]|x|fold|hrs?|h|mins?|secs?|s|ms|yrs?|wks?|mos?|pct|bps?|pp|pts|kg|km|mm|kb|mb|gb|tb)?"
)
MONEY = {"$": "dollars", "£": "pounds", "€": "euros", "₹": "rupees", "¥": "yen"}
MONEY_SIGNS = {sign: sign for sign in MONEY} | {"us$": "$", "usd": "$", "eur": "€", "gbp": "£", "inr": "₹"}
LETTER_UNITS: dict[str | None, str] = {
    "$": "dollars", "£": "pounds", "€": "euros", "%": "percent", "pct": "percent",
    "x": "times", "fold": "times", "h": "hours", "hr": "hours",
    "hrs": "hours", "s": "seconds", "min": "minutes", "mins": "minutes", "sec": "seconds", "secs": "seconds",
    "ms": "milliseconds", "yr": "years", "yrs": "years", "wk": "weeks", "wks": "weeks", "mo": "months",
    "mos": "months", "bp": "basis points", "bps": "basis points", "pp": "percentage points", "pts": "points",
    "kg": "kg", "km": "km", "mm": "mm", "kb": "kB", "mb": "MB", "gb": "GB", "tb": "TB",
}  # fmt: skip

MULTIPLES = {
    "doubled": 2, "doubles": 2, "doubling": 2, "tripled": 3, "triples": 3, "tripling": 3, "trebled": 3,
    "quadrupled": 4, "quadrupling": 4, "quintupled": 5, "halved": 1 / 2, "halving": 1 / 2,
    "hundredfold": 100,
}  # fmt: skip
MULTIPLES |= {f"{word}fold": value for word, value in (SMALL | TENS).items() if value > 1}
COMPARED = {"twice": 2, "thrice": 3, "double": 2, "triple": 3, "quadruple": 4}
"""Multiples only where something is compared: "twice as fast", "double the revenue"."""

HALVED = vocabulary("hour day week month year minute second percent point sprint quarter decade")
"""What people have half of: "half an hour", "a year and a half"."""


def starts_number(bare: str) -> bool:
    """Whether a word is a number in digits or begins one in words."""
    return bare in SMALL or bare in TENS or bool(DIGITS.fullmatch(bare))


def small_value(bare: str) -> int:
    """A whole number of at most three digits in one word, or 0."""
    if bare.isdecimal() and len(bare) <= 3:
        return int(bare)
    return SMALL.get(bare, 0) or TENS.get(bare, 0)
