"""Numbers as people say and write them: "1.2 million", "twenty-one", "seven and a half", "two thirds"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voicesim.assess.number_words import (
    COMPARED,
    DIGITS,
    LETTER_UNITS,
    LETTERS,
    MONEY,
    MULTIPLES,
    PARTS,
    SCALES,
    SIGNS_OF_PARTS,
    SMALL,
    TENS,
    starts_number,
)
from voicesim.assess.pieces import Number, WordPart, at
from voicesim.assess.shares import SLASHED, read_share

_THOUSANDS = re.compile(r"\d{1,3}")
_MEASURED_IN_PARTS = frozenset({"percent", "percentage", "seconds", "million", "billion"})
_MINUS = frozenset({"minus", "negative"})
# "a dozen", "half a million", "point five percent": what a number begins with besides digits and their words
_BEGINS = frozenset({*MULTIPLES, *COMPARED, *_MINUS, *SIGNS_OF_PARTS, "half", "point", "a", "an", "in"})
_WHOLE_SCALES = frozenset({"hundred", "thousand"})  # "hundred percent"


def read_number(said: Sequence[WordPart], first: int) -> Number | None:
    """The longest number that begins at this piece, or None. Ordinals and a bare "a" are none."""
    word = said[first].bare
    if not (word in _BEGINS or word in _WHOLE_SCALES or starts_number(word) or SLASHED.fullmatch(word)):
        return None
    if word in _MINUS:
        return _negative(said, first)
    end = next((place for place in range(first, len(said)) if said[place].ends), len(said) - 1)
    bare = [piece.bare for piece in said[first : end + 1]]
    before = said[first - 1].bare if first else ""
    number = (
        read_share(said, first, bare)
        or _digits(bare, before)
        or _sign_of_part(bare)
        or _spoken_year(bare)
        or _in_words(bare)
    )
    return number and replace(number, first=first, last=first + number.last)


def _negative(said: Sequence[WordPart], first: int) -> Number | None:
    """ "minus five percent"; "ten minus five" takes something away."""
    after = first + 1
    if said[first].ends or after == len(said) or not starts_number(said[after].bare):
        return None
    number = read_number(said, after)
    if number is None or number.value <= 0 or (first and starts_number(said[first - 1].bare)):
        return None
    return replace(number, first=first, value=-number.value, is_year=False)


def _digits(bare: Sequence[str], before: str) -> Number | None:
    match = DIGITS.fullmatch(bare[0])
    if not match or (len(match["number"]) > 1 and match["number"].isdecimal() and bare[0][0] == "0"):
        return None  # "007" counts nothing
    scale = LETTERS.get(match["scale"] or "", 1.0)
    value = (_plain_value(match["number"]) + SIGNS_OF_PARTS.get(match["part"], 0)) * scale
    if bare[0].endswith("s") and (1900 <= value < 2100 or (before == "the" and value % 10 == 0)):
        return None  # "in the 1990s"
    unit = MONEY.get(match["money"]) or LETTER_UNITS.get(match["unit"])
    number = Number(0, 0, -value if match["sign"] == "-" else value, unit, True, scale=scale)
    if _THOUSANDS.fullmatch(bare[0]):
        number = _with_thousands(bare, number)
    if bare[0].isdecimal() and len(bare[0]) == 4 and 1900 <= value < 2100:
        return replace(number, is_year=True)
    return _with_half(bare, _scaled(bare, _with_half(bare, number)))


def _with_thousands(bare: Sequence[str], number: Number) -> Number:
    """ "10 000", "1 200 000"."""
    while len(group := at(bare, number.last + 1)) == 3 and group.isdecimal():
        number = replace(number, value=1000 * number.value + float(group), last=number.last + 1)
    return number


def _plain_value(digits: str) -> float:
    """A comma parts thousands when three digits follow it, else it is a decimal comma."""
    whole, comma, rest = digits.rpartition(",")
    return float(f"{whole}.{rest}" if comma and len(rest) < 3 else digits.replace(",", ""))


def _sign_of_part(bare: Sequence[str]) -> Number | None:
    """ "⅓ of users"."""
    value = SIGNS_OF_PARTS.get(bare[0])
    return Number(0, 0, value) if value else None


def _spoken_year(bare: Sequence[str]) -> Number | None:
    """ "twenty twenty-four", "nineteen ninety", "two thousand and nine"."""
    if list(bare[:2]) == ["two", "thousand"]:
        rest = _below_hundred(bare, 2 + (at(bare, 2) == "and"))
        scaled = rest is not None and at(bare, rest[1] + 1) in SCALES
        return Number(0, rest[1], 2000 + rest[0], is_year=True) if rest and not scaled else None
    century = {"nineteen": 1900, "twenty": 2000}.get(bare[0])
    rest = _below_hundred(bare, 1)
    if century is None or rest is None or rest[0] < 10:
        return None
    return Number(0, rest[1], century + rest[0], is_year=True)


def _below_hundred(bare: Sequence[str], place: int) -> tuple[int, int] | None:
    """Value and last place of a spoken number from 0 to 99."""
    word = at(bare, place)
    if word in SMALL:
        return SMALL[word], place
    if word not in TENS:
        return None
    unit = SMALL.get(at(bare, place + 1), 0)
    return (TENS[word] + unit, place + 1) if 0 < unit < 10 else (TENS[word], place)


def _in_words(bare: Sequence[str]) -> Number | None:
    """ "two hundred and fifty thousand", "a dozen", "two point five million"."""
    total, current, after, largest = 0.0, 0.0, 0, 1.0
    if bare[0] == "point" and SMALL.get(at(bare, 1), 10) < 10 and at(bare, 2) in _MEASURED_IN_PARTS:
        return _scaled(bare, Number(0, 1, SMALL[bare[1]] / 10))
    if bare[0] in _WHOLE_SCALES and at(bare, 1) in ("percent", "per", "%"):
        return Number(0, 0, SCALES[bare[0]])
    if bare[0] in ("a", "an") and at(bare, 1) in SCALES and bare[1] != "grand":
        current, after = 1.0, 1
    while True:
        joined = at(bare, after) == "and" and (total > 0 or current >= 100)
        below = _below_hundred(bare, after + joined) if _takes_units(current) else None
        scale = SCALES.get(at(bare, after), 0.0) if current else 0.0
        if below:
            current, after = current + below[0], below[1] + 1
        elif scale > 100:
            total, current, after, largest = total + current * scale, 0.0, after + 1, scale
        elif scale:
            current, after = current * scale, after + 1
        else:
            break
        if below and not current:
            break  # "zero"
    if not after:
        return None
    number = Number(0, after - 1, total + current, scale=1.0 if current else largest)
    return _with_half(bare, _scaled(bare, _with_half(bare, _with_point(bare, number))))


def _takes_units(current: float) -> bool:
    return current == 0 or (current >= 100 and current % 100 == 0)


def _with_point(bare: Sequence[str], number: Number) -> Number:
    """ "two point five", "ninety nine point nine five"."""
    digits, place = "", number.last + 2
    while SMALL.get(at(bare, place), 10) < 10:
        digits += str(SMALL[bare[place]])
        place += 1
    if at(bare, number.last + 1) != "point" or not digits:
        return number
    return replace(number, value=float(f"{number.value:.0f}.{digits}"), last=place - 1)


def _with_half(bare: Sequence[str], number: Number) -> Number:
    """ "seven and a half", "a million and a half"; "two and a half million" comes before its scale."""
    part = at(bare, number.last + 3)
    if list(bare[number.last + 1 : number.last + 3]) != ["and", "a"] or part not in ("half", "quarter"):
        return number
    return replace(number, value=number.value + number.scale / PARTS[part], last=number.last + 3)


def _scaled(bare: Sequence[str], number: Number) -> Number:
    """ "1.2 million", "$10 M"."""
    word = at(bare, number.last + 1)
    scale = SCALES.get(word)
    if number.written and number.scale == 1 and (word in ("k", "mn", "bn") or number.unit in MONEY.values()):
        scale = scale or LETTERS.get(word)
    if not scale:
        return number
    return replace(number, value=number.value * scale, last=number.last + 1, scale=scale)
