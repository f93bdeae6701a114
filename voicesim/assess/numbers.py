"""Numbers as people say and write them: "1.2 million", "twenty-one", "seven and a half", "two thirds"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from voicesim.assess.tokens import Token

_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12}
_LETTERS = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9}
_SIGNS_OF_PARTS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4}
_PARTS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_PARTS |= {"halves": 1 / 2, "thirds": 1 / 3, "quarters": 1 / 4, "fifths": 1 / 5, "tenths": 1 / 10}
_DIGITS = re.compile(
    r"(?P<sign>[+-]?)(?P<money>[$£€]?)(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)(?P<part>[½¼¾])?"
    r"(?P<scale>k|mn?(?!s)|bn?)?(?P<unit>%|x|h|hrs?|mins?|secs?|s|ms|kg|km|gb|mb)?"
)
_THOUSANDS = re.compile(r"\d{1,3}")
_HALVED = frozenset(
    {"hour", "day", "week", "month", "year", "minute", "second", "percent", "point", "sprint"}
)
_MULTIPLES = {
    "doubled": 2, "doubles": 2, "doubling": 2, "tripled": 3, "tripling": 3, "quadrupled": 4,
    "halved": 1 / 2, "halving": 1 / 2, "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5,
    "tenfold": 10,
}  # fmt: skip
_COMPARED = frozenset({"as", "the", "that", "what", "our"})
_MEASURED_IN_PARTS = frozenset({"percent", "percentage", "seconds", "million", "billion"})
_NAMES_A_HALF = frozenset({"first", "second", "other", "better", "and", "one"})
_TAKES_A_HALF = frozenset({"by", "about", "almost", "nearly", "roughly", "over", "than"})
# "a dozen", "half a million", "point five percent": what a number begins with besides digits and their words
_BEGINS = frozenset({*_MULTIPLES, "twice", "double", "half", "point", "a", "an"})
_MONEY = {"$": "dollars", "£": "pounds", "€": "euros"}
_LETTER_UNITS: dict[str | None, str] = {
    "%": "percent", "x": "times", "h": "hours", "hr": "hours", "hrs": "hours", "s": "seconds",
    "min": "minutes", "mins": "minutes", "sec": "seconds", "secs": "seconds",
    "ms": "milliseconds", "kg": "kg", "km": "km", "gb": "GB", "mb": "MB",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or one side of a hyphen in "two-day" or "10-15%"; `token` is the place of its token.

    `ends` says that punctuation follows it, so that no number goes on past it.
    """

    bare: str
    raw: str
    token: int
    joined: bool
    ends: bool


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


def pieces(tokens: Sequence[Token]) -> tuple[Piece, ...]:
    """The tokens with hyphens after a number opened, and a sign that stands alone joined to its number."""
    found: list[Piece] = []
    sign = ""
    for place, token in enumerate(tokens):
        if token.bare in _MONEY and place + 1 < len(tokens) and tokens[place + 1].bare[0].isdigit():
            sign = token.bare
            continue
        bare, raw, sign = sign + _signed(token), sign + token.raw, ""
        parts = bare.split("-") if "-" in bare[1:] else [bare]
        if len(parts) > 1 and not (all(parts) and _starts_number(parts[0])):
            parts = [bare]
        raws = raw.strip("\"'“”‘’()[],;:.!?…—–").split("-") if len(parts) > 1 else [raw]
        for index, (part, raw) in enumerate(zip(parts, raws, strict=False)):
            last = index == len(parts) - 1
            found.append(Piece(part, raw.rstrip(',;:.!?…"”)'), place, index > 0, last and token.comma))
    return tuple(found)


def _signed(token: Token) -> str:
    """The bare word with what belongs to a number in front of it: "-5%", ".5"."""
    opening = token.raw.lstrip("\"'“”‘’«»()[]{}*_")[:2]
    if opening[1:].isdigit() and opening[0] in "-−–":
        return f"-{token.bare}"
    return f"0.{token.bare}" if opening[1:].isdigit() and opening[0] == "." else token.bare


def read_number(said: Sequence[Piece], first: int) -> Number | None:
    """The longest number that begins at this piece, or None. Ordinals and a bare "a" are none."""
    if said[first].bare not in _BEGINS and not _starts_number(said[first].bare):
        return None
    end = next((place for place in range(first, len(said)) if said[place].ends), len(said) - 1)
    bare = [piece.bare for piece in said[first : end + 1]]
    before = said[first - 1].bare if first else ""
    number = (
        _multiple(bare)
        or _one_and_a_half(bare)
        or _fraction(bare, before)
        or _digits(bare, before)
        or _spoken_year(bare)
        or _in_words(bare)
    )
    return number and replace(number, first=first, last=first + number.last)


def _starts_number(bare: str) -> bool:
    return bare in _SMALL or bare in _TENS or bool(_DIGITS.fullmatch(bare))


def _at(bare: Sequence[str], place: int) -> str:
    return bare[place] if place < len(bare) else ""


def _fraction(bare: Sequence[str], before: str) -> Number | None:
    """ "a third of", "two thirds", "half the", "half a million", "by a quarter"."""
    if bare[0] == "half":
        return _half(bare, before)
    count = 1 if bare[0] in ("a", "one") else _SMALL.get(bare[0], 0)
    if bare[0] in ("1", "one") and _at(bare, 1) == "in":
        return _one_in(bare)
    part, after = _at(bare, 1), _at(bare, 2)
    if not count or part not in _PARTS or part == "half" or (count == 1) == part.endswith("s"):
        return None
    if after == "of" or (count > 1 and part != "quarters") or (before == "by" and after not in _SCALES):
        return Number(0, 1, count * _PARTS[part])
    return None


def _multiple(bare: Sequence[str]) -> Number | None:
    """ "doubled", "twice as fast", "tenfold"; how often something happened is none ("we met twice")."""
    compared = bare[0] in ("twice", "double") and _at(bare, 1) in _COMPARED
    factor = 2 if compared else _MULTIPLES.get(bare[0])
    return Number(0, 0, factor, "times") if factor else None


def _one_and_a_half(bare: Sequence[str]) -> Number | None:
    """ "an hour and a half"."""
    if bare[0] not in ("a", "an", "one") or _at(bare, 1) not in _HALVED:
        return None
    ended = list(bare[2:5]) == ["and", "a", "half"]
    return Number(0, 4, 1.5, bare[1] if bare[1] == "percent" else f"{bare[1]}s") if ended else None


def _half(bare: Sequence[str], before: str) -> Number | None:
    after = _at(bare, 1)
    if after in ("a", "an"):
        scale = _SCALES.get(_at(bare, 2))
        if scale:
            return Number(0, 2, scale / 2)
        return Number(0, 1, 0.5) if _at(bare, 2) in _HALVED else None
    if before in _NAMES_A_HALF or not (after in ("of", "the", "our") or before in _TAKES_A_HALF):
        return None
    return Number(0, 0, 0.5)


def _one_in(bare: Sequence[str]) -> Number | None:
    """ "one in ten"; "one in two weeks" is none."""
    below = _digits(bare[2:], "in") or _in_words(bare[2:]) if len(bare) > 2 else None
    if below is None or below.value < 2 or below.unit or below.is_year:
        return None
    if _at(bare, 3 + below.last).removesuffix("s") in _HALVED:
        return None
    return Number(0, 2 + below.last, 1 / below.value)


def _digits(bare: Sequence[str], before: str) -> Number | None:
    match = _DIGITS.fullmatch(bare[0])
    if not match:
        return None
    scale = _LETTERS.get(match["scale"] or "", 1.0)
    value = (_plain_value(match["number"]) + _SIGNS_OF_PARTS.get(match["part"], 0)) * scale
    if bare[0].endswith("s") and (1900 <= value < 2100 or (before == "the" and value % 10 == 0)):
        return None  # "in the 1990s"
    unit = _MONEY.get(match["money"]) or _LETTER_UNITS.get(match["unit"])
    number = Number(0, 0, -value if match["sign"] == "-" else value, unit, True, scale=scale)
    if _THOUSANDS.fullmatch(bare[0]) and len(_at(bare, 1)) == 3 and bare[1].isdigit():
        number = replace(number, value=1000 * value + float(bare[1]), last=1)  # "10 000"
    if bare[0].isdigit() and len(bare[0]) == 4 and 1900 <= value < 2100:
        return replace(number, is_year=True)
    return _scaled(bare, _with_half(bare, number))


def _plain_value(digits: str) -> float:
    """A comma parts thousands when three digits follow it, else it is a decimal comma."""
    whole, comma, rest = digits.rpartition(",")
    return float(f"{whole}.{rest}" if comma and len(rest) < 3 else digits.replace(",", ""))


def _spoken_year(bare: Sequence[str]) -> Number | None:
    """ "twenty twenty-four", "nineteen ninety": a century and two more digits."""
    century = {"nineteen": 1900, "twenty": 2000}.get(bare[0])
    rest = _below_hundred(bare, 1)
    if century is None or rest is None or rest[0] < 10:
        return None
    return Number(0, rest[1], century + rest[0], is_year=True)


def _below_hundred(bare: Sequence[str], place: int) -> tuple[int, int] | None:
    """Value and last place of a spoken number from 0 to 99."""
    word = _at(bare, place)
    if word in _SMALL:
        return _SMALL[word], place
    if word not in _TENS:
        return None
    unit = _SMALL.get(_at(bare, place + 1), 0)
    return (_TENS[word] + unit, place + 1) if 0 < unit < 10 else (_TENS[word], place)


def _in_words(bare: Sequence[str]) -> Number | None:
    """ "two hundred and fifty thousand", "a dozen", "two point five million"."""
    total, current, after, largest = 0.0, 0.0, 0, 1.0
    if bare[0] == "point" and _SMALL.get(_at(bare, 1), 10) < 10 and _at(bare, 2) in _MEASURED_IN_PARTS:
        return _scaled(bare, Number(0, 1, _SMALL[bare[1]] / 10))
    if bare[0] in ("a", "an") and _at(bare, 1) in _SCALES:
        current, after = 1.0, 1
    while True:
        joined = _at(bare, after) == "and" and (total > 0 or current >= 100)
        below = _below_hundred(bare, after + joined) if _takes_units(current) else None
        scale = _SCALES.get(_at(bare, after), 0.0) if current else 0.0
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
    return _scaled(bare, _with_half(bare, _with_point(bare, number)))


def _takes_units(current: float) -> bool:
    return current == 0 or (current >= 100 and current % 100 == 0)


def _with_point(bare: Sequence[str], number: Number) -> Number:
    """ "two point five", "ninety nine point nine five"."""
    digits, place = "", number.last + 2
    while _SMALL.get(_at(bare, place), 10) < 10:
        digits += str(_SMALL[bare[place]])
        place += 1
    if _at(bare, number.last + 1) != "point" or not digits:
        return number
    return replace(number, value=float(f"{number.value:.0f}.{digits}"), last=place - 1)


def _with_half(bare: Sequence[str], number: Number) -> Number:
    """ "seven and a half"."""
    part = _at(bare, number.last + 3)
    if list(bare[number.last + 1 : number.last + 3]) != ["and", "a"] or part not in ("half", "quarter"):
        return number
    return replace(number, value=number.value + _PARTS[part], last=number.last + 3)


def _scaled(bare: Sequence[str], number: Number) -> Number:
    scale = _SCALES.get(_at(bare, number.last + 1))
    if not scale:
        return number
    return replace(number, value=number.value * scale, last=number.last + 1, scale=scale)
