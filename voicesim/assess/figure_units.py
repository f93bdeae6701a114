"""The unit of a number: "percent", "dollars", "weeks", or what is counted ("learners")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from voicesim.assess.assessment import Figure
from voicesim.assess.number_words import LETTER_UNITS
from voicesim.assess.numbers import read_number
from voicesim.assess.pieces import Number, WordPart, piece_at
from voicesim.assess.tokens import vocabulary

_TIME = vocabulary("second minute hour day week month year quarter sprint decade millisecond fortnight")
KNOWN_UNITS = {name: f"{name}s" for name in _TIME} | {f"{name}s": f"{name}s" for name in _TIME}
KNOWN_UNITS |= {name: unit for name, unit in LETTER_UNITS.items() if name and name not in ("s", "h")}
KNOWN_UNITS |= {
    "percent": "percent", "percentage": "percentage points", "basis": "basis points", "points": "points",
    "dollar": "dollars", "dollars": "dollars", "bucks": "dollars", "pound": "pounds", "pounds": "pounds",
    "quid": "pounds",
    "euro": "euros", "euros": "euros", "cents": "cents", "times": "times", "pps": "percentage points",
    "bips": "basis points", "usd": "dollars", "eur": "euros", "gbp": "pounds", "msec": "milliseconds",
    "star": "stars",
}  # fmt: skip
_OF_MEASURE = vocabulary(
    """mile metre kilometre centimetre millimetre degree inch litre kilo gram milligram tonne hectare acre
    kilobyte megabyte gigabyte terabyte kilowatt shilling"""
)
KNOWN_UNITS |= {name: f"{name}s" for name in _OF_MEASURE} | {f"{name}s": f"{name}s" for name in _OF_MEASURE}
KNOWN_UNITS |= {"inches": "inches", "inch": "inches", "pence": "pence", "feet": "feet", "foot": "feet"}
_PLURALS = vocabulary("people men women children staff feet")
_NO_PLURALS = vocabulary(
    """was is has does this us its his as plus versus across always perhaps less unless press access
    process business status campus focus bonus analysis basis series yes thus alas news success address
    express previous various serious obvious towards besides goes says gets makes takes lets means comes
    seems minus"""
)
_ENDS_UNIT = vocabulary(
    """of to by in on at from for with and or but so because that which who than then when while where if
    as the a an this these those our my your their his her its i we you he she they it them us was were
    is are be been had has have did do does came went got made would could should will can not up down
    into over under out per more less every each after before until since about around now later ago old"""
)
# What a hyphen joins to a number without being its unit: "20-something"
_NO_UNITS = vocabulary("plus ish odd something way sided")
_COUNTED = {"person": "people", "man": "people"}
_EACH = vocabulary(
    "day week month year quarter hour minute head shift"
)  # "from thirty parcels a day to seventy"
_LINKS = vocabulary("from to down up or and versus vs through between all the way out of")
_LONGEST_UNIT = 3  # "twenty senior payroll admins"


@dataclass(frozen=True, slots=True)
class NumberWithUnit:
    """A number with the place where its unit ends."""

    number: Number
    last: int
    unit: str | None


def with_unit(said: Sequence[WordPart], number: Number) -> NumberWithUnit:
    """The unit right behind a number, or within three words the first plural: what is counted."""
    if number.unit:
        return _with_money_word(said, number)
    after = piece_at(said, number.last + 1)
    if _is_fraction(number) and said[number.last].bare not in ("a", "an") and after not in KNOWN_UNITS:
        return NumberWithUnit(number, number.last, None)
    place = number.last + 1
    if place < len(said) and said[place].joined and (unit := _joined_unit(said[place].bare, number)):
        return NumberWithUnit(number, place, unit)
    while place < len(said) and place <= number.last + _LONGEST_UNIT and not said[place - 1].ends:
        bare = said[place].bare
        if place == number.last + 1 and bare == "per" and piece_at(said, place + 1) == "cent":
            return NumberWithUnit(number, place + 1, "percent")
        if place == number.last + 1 and bare in KNOWN_UNITS:
            return _with_cents(said, NumberWithUnit(number, _unit_end(said, place), KNOWN_UNITS[bare]))
        if bare in _ENDS_UNIT or read_number(said, place):
            break
        if is_plural(bare):
            return NumberWithUnit(number, place, KNOWN_UNITS.get(bare, bare))
        place += 1
    return NumberWithUnit(number, number.last, None)


def _is_fraction(number: Number) -> bool:
    """ "a third of", "one in ten": a share of something, which has no unit."""
    return 0 < number.value < 1 and number.unit is None and not number.written


def _joined_unit(bare: str, number: Number) -> str | None:
    """What is counted in "12-person team"; small numbers in words name kinds ("two-way", "three-tier")."""
    if bare in KNOWN_UNITS or bare in _NO_UNITS or not bare.isalpha() or len(bare) < 3:
        return None
    if bare in _COUNTED:
        return _COUNTED[bare]
    return f"{bare.removesuffix('s')}s" if number.written or number.value > 10 else None


def _with_money_word(said: Sequence[WordPart], number: Number) -> NumberWithUnit:
    after = piece_at(said, number.last + 1)
    doubled = not said[number.last].ends and KNOWN_UNITS.get(after) == number.unit
    if number.unit == "percent" and after in ("point", "points") and not said[number.last].ends:
        return NumberWithUnit(number, number.last + 1, "percentage points")
    return NumberWithUnit(number, number.last + doubled, number.unit)


def _with_cents(said: Sequence[WordPart], hit: NumberWithUnit) -> NumberWithUnit:
    """ "one pound ninety"; "two pounds, fifty people" are two figures."""
    place = hit.last + 1
    if hit.unit not in ("pounds", "dollars", "euros") or said[hit.last].ends or place == len(said):
        return hit
    cents = read_number(said, place)
    if cents is None or cents.unit or cents.written or not 10 <= cents.value < 100:
        return hit
    whole = replace(
        hit, number=replace(hit.number, value=hit.number.value + cents.value / 100), last=cents.last
    )
    return whole if with_unit(said, cents).unit is None else hit


def _unit_end(said: Sequence[WordPart], place: int) -> int:
    """ "percentage points" and "basis points" are two words long."""
    return place + (piece_at(said, place + 1) in ("point", "points") and not said[place].ends)


def is_plural(bare: str) -> bool:
    """Whether a word looks like the plural of something that can be counted."""
    regular = (
        len(bare) > 3 and bare.replace("-", "").isalpha() and bare.endswith("s") and not bare.endswith("ss")
    )
    return bare in _PLURALS or (regular and bare not in _NO_PLURALS)


def share_units(said: Sequence[WordPart], found: list[NumberWithUnit]) -> list[NumberWithUnit]:
    """Give a bare number the unit of the one that it is linked to: "from 52 to 71 percent"."""
    shared = list(found)
    for this in reversed(range(len(shared) - 1)):
        if not are_linked(said, shared[this], shared[this + 1]):
            continue
        shared[this] = replace(shared[this], number=_share_scale(shared[this], shared[this + 1]))
        if shared[this].unit is None:
            shared[this] = replace(shared[this], unit=shared[this + 1].unit)
    for this in range(1, len(shared)):
        if shared[this].unit is None and _goes_from(said, shared[this - 1], shared[this]):
            shared[this] = replace(shared[this], unit=shared[this - 1].unit)
    return shared


def _share_scale(one: NumberWithUnit, other: NumberWithUnit) -> Number:
    """ "$5-10 million" begins at five million, "from $500 to $2 million" at five hundred."""
    number, scale = one.number, other.number.scale
    alike = one.unit in (None, "dollars", "euros", "pounds") and number.scale == 1
    if not alike or scale == 1 or number.value >= other.number.value / scale:
        return number
    return replace(number, value=number.value * scale, scale=scale)


def are_linked(said: Sequence[WordPart], one: NumberWithUnit, other: NumberWithUnit) -> bool:
    """Only linking words stand between the two, or a hyphen, or nothing ("two, three weeks")."""
    if one.number.is_year or other.number.is_year or _is_fraction(one.number) or _is_fraction(other.number):
        return False
    if any(piece.stop for piece in said[one.last : other.number.first]):
        return False
    links = [piece.bare for piece in said[one.last + 1 : other.number.first]]
    listed = said[one.last].ends and "and" in links  # "two hundred, and ninety percent"
    return not listed and all(link in _LINKS for link in links)


def _goes_from(said: Sequence[WordPart], one: NumberWithUnit, other: NumberWithUnit) -> bool:
    """ "from nineteen hours down to six", "$5-10": the second has the first one's unit."""
    each = piece_at(said, one.last + 1) in ("a", "per") and piece_at(said, one.last + 2) in _EACH
    if each:
        one = replace(one, last=one.last + 2)
    links = {piece.bare for piece in said[one.last + 1 : other.number.first]}
    # "two years, 410", "four nights, from eleven"
    parted = (not links and one.number.unit is None) or (said[one.last].ends and links == {"from"})
    return not parted and "and" not in links and are_linked(said, one, other)


_CONVERTED = {
    "milliseconds": ("seconds", 0.001), "minutes": ("seconds", 60), "hours": ("seconds", 3600),
    "days": ("seconds", 86_400), "weeks": ("seconds", 604_800), "fortnights": ("seconds", 1_209_600),
    "quarters": ("months", 3), "years": ("months", 12), "decades": ("months", 120),
    "basis points": ("percentage points", 0.01), "cents": ("dollars", 0.01),
    "kB": ("MB", 0.001), "GB": ("MB", 1000), "TB": ("MB", 1_000_000),
}  # fmt: skip


def in_one_unit(figure: Figure) -> tuple[float, str | None]:
    """Value and unit as figures are compared: "0.4 seconds" is "400 ms", "a quarter of them" 25 percent.

    Months are kept apart from weeks, which they do not divide into.
    """
    decimal = figure.text.startswith(("0", "."))
    if figure.unit is None and 0 < figure.value < 1 and not decimal:
        return _rounded(100 * figure.value), "percent"
    unit, factor = _CONVERTED.get(figure.unit or "", (figure.unit, 1))
    return _rounded(factor * figure.value), unit


def _rounded(value: float) -> float:
    """Six digits: what is left of a conversion's error goes."""
    return float(f"{value:.6g}")
