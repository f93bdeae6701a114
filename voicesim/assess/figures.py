"""The numbers in an answer, with their units: what an interviewer writes down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from voicesim.assess.assessment import Figure
from voicesim.assess.figure_subjects import subject
from voicesim.assess.numbers import Number, Piece, pieces, read_number
from voicesim.assess.tokens import by_first_word, tokenize, vocabulary
from voicesim.speech.words import Word

_TIME = vocabulary("second minute hour day week month year quarter sprint decade")
_KNOWN_UNITS = {name: f"{name}s" for name in _TIME} | {f"{name}s": f"{name}s" for name in _TIME}
_KNOWN_UNITS |= {
    "percent": "percent", "percentage": "percentage points", "basis": "basis points", "points": "points",
    "dollar": "dollars", "dollars": "dollars", "bucks": "dollars", "pound": "pounds", "pounds": "pounds",
    "euro": "euros", "euros": "euros", "cents": "cents", "times": "times", "fold": "times",
    "ms": "milliseconds", "mins": "minutes", "hrs": "hours", "secs": "seconds",
    "milliseconds": "milliseconds", "min": "minutes", "sec": "seconds", "hr": "hours", "%": "percent",
    "pp": "percentage points", "pts": "points", "usd": "dollars", "eur": "euros", "gbp": "pounds",
}  # fmt: skip
_PLURALS = vocabulary("people men women children staff feet")
_NO_PLURALS = vocabulary(
    """was is has does this us its his as plus versus across always perhaps less unless press access
    process business status campus focus bonus analysis basis series yes thus alas news success address
    express previous various serious obvious towards besides goes says gets makes takes lets means comes
    seems"""
)
_ENDS_UNIT = vocabulary(
    """of to by in on at from for with and or but so because that which who than then when while where if
    as the a an this these those our my your their his her its i we you he she they it them us was were
    is are be been had has have did do does came went got made would could should will can not up down
    into over under out per more less every each after before until since about around now later ago old"""
)
_LABELS = vocabulary(
    """number version step phase day year week month quarter page chapter option question part level tier
    plan room gate priority goal horizon stage round wave windows article section act item slide top no
    sprint"""
)
# "Fortune 500" and "ISO 27001" are names; "NPS 47" is not
_NAMING_CAPITALS = vocabulary("ISO HTTP RFC GPT IOS")
_IDIOMS = by_first_word(
    ("9 to 5", "nine to five", "twenty four seven", "24 7", "one on one", "fifty fifty", "eighty twenty")
)
# What a hyphen joins to a number without being its unit: "20-something"
_NO_UNITS = vocabulary("plus ish odd something way sided")
_COUNTED = {"person": "people", "man": "people"}
_MONTHS = vocabulary(
    """january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec"""
)
_CLOCK = frozenset({"am", "pm", "a.m", "p.m", "o'clock", "st", "nd", "rd", "th"})
_BEFORE_YEAR = vocabulary("in since by until from during early late of back for end mid before after and to")
_BEFORE_SMALL = vocabulary(
    """from to by was were is about around roughly nearly almost over under below above reached hit plus
    minus than least most maybe"""
)
_LINKS = vocabulary("from to down up or and versus vs through between all the way out of")
_LONGEST_UNIT = 3  # "twenty senior payroll admins"


@dataclass(frozen=True, slots=True)
class _Found:
    number: Number
    last: int
    unit: str | None


def find_figures(words: Sequence[Word]) -> tuple[Figure, ...]:
    """Every number that measures or counts something, in order, with its value and unit.

    Left out: calendar years, dates and clock times, ordinals, labels ("number one", "step 3", "Q4"), "one"
    without a unit of measure, and small numbers in words that count nothing ("the two of us"). A fraction
    has its value and no unit: "a third of" is 0.33. In "from 19 to 6 hours" both numbers have the unit.
    """
    return _found_in(tuple(words))


@lru_cache(maxsize=4)  # found ahead while an answer is given, and again at its end
def _found_in(words: tuple[Word, ...]) -> tuple[Figure, ...]:
    tokens = tokenize(words)
    said = pieces(tokens)
    found = [hit for hit in _share_units(said, _find_all(said)) if _is_figure(said, hit)]
    places = frozenset(place for hit in found for place in range(hit.number.first, hit.last + 1))
    return tuple(
        Figure(
            _text(said[hit.number.first : hit.last + 1]),
            hit.number.value,
            hit.unit,
            tokens[said[hit.number.first].token].start_s,
            _about(said, hit, places),
        )
        for hit in found
    )


def _about(said: Sequence[Piece], hit: _Found, places: frozenset[int]) -> str:
    """A counted thing tells itself what it is: "eight hundred learners"."""
    if hit.unit is not None and hit.unit not in _KNOWN_UNITS.values():
        return hit.unit
    return subject(said, hit.number.first, hit.last, places)


def _find_all(said: Sequence[Piece]) -> list[_Found]:
    found = []
    place = 0
    while place < len(said):
        idioms = _IDIOMS.get(said[place].bare, ())
        idiom = next((i for i in idioms if tuple(p.bare for p in said[place : place + len(i)]) == i), ())
        if idiom:
            place += len(idiom)
            continue
        number = read_number(said, place)
        if number:
            found.append(_with_unit(said, number))
            place = found[-1].last
        place += 1
    return found


def _with_unit(said: Sequence[Piece], number: Number) -> _Found:
    if number.unit:
        return _with_money_word(said, number)
    after = _bare_at(said, number.last + 1)
    if _is_fraction(number) and said[number.last].bare not in ("a", "an") and after not in _KNOWN_UNITS:
        return _Found(number, number.last, None)
    place = number.last + 1
    if place < len(said) and said[place].joined and (unit := _joined_unit(said[place].bare, number)):
        return _Found(number, place, unit)
    while place < len(said) and place <= number.last + _LONGEST_UNIT and not said[place - 1].ends:
        bare = said[place].bare
        if place == number.last + 1 and bare == "per" and _bare_at(said, place + 1) == "cent":
            return _Found(number, place + 1, "percent")
        if place == number.last + 1 and bare in _KNOWN_UNITS:
            return _Found(number, _unit_end(said, place), _KNOWN_UNITS[bare])
        if bare in _ENDS_UNIT or read_number(said, place):
            break
        if _is_plural(bare):
            return _Found(number, place, _KNOWN_UNITS.get(bare, bare))
        place += 1
    return _Found(number, number.last, None)


def _is_fraction(number: Number) -> bool:
    """ "a third of", "one in ten": a share of something, which has no unit."""
    return 0 < number.value < 1 and number.unit is None and not number.written


def _joined_unit(bare: str, number: Number) -> str | None:
    """What is counted in "12-person team"; small numbers in words name kinds ("two-way", "three-tier")."""
    if bare in _KNOWN_UNITS or bare in _NO_UNITS or not bare.isalpha() or len(bare) < 3:
        return None
    if bare in _COUNTED:
        return _COUNTED[bare]
    return f"{bare.removesuffix('s')}s" if number.written or number.value > 10 else None


def _with_money_word(said: Sequence[Piece], number: Number) -> _Found:
    after = _bare_at(said, number.last + 1)
    doubled = not said[number.last].ends and _KNOWN_UNITS.get(after) == number.unit
    if number.unit == "percent" and after in ("point", "points") and not said[number.last].ends:
        return _Found(number, number.last + 1, "percentage points")
    return _Found(number, number.last + doubled, number.unit)


def _unit_end(said: Sequence[Piece], place: int) -> int:
    """ "percentage points" and "basis points" are two words long."""
    return place + (_bare_at(said, place + 1) in ("point", "points") and not said[place].ends)


def _is_plural(bare: str) -> bool:
    regular = (
        len(bare) > 3 and bare.replace("-", "").isalpha() and bare.endswith("s") and not bare.endswith("ss")
    )
    return bare in _PLURALS or (regular and bare not in _NO_PLURALS)


def _share_units(said: Sequence[Piece], found: list[_Found]) -> list[_Found]:
    """Give a bare number the unit of the one that it is linked to: "from 52 to 71 percent"."""
    shared = list(found)
    for this in reversed(range(len(shared) - 1)):
        if not _are_linked(said, shared[this], shared[this + 1]):
            continue
        shared[this] = replace(shared[this], number=_share_scale(shared[this], shared[this + 1]))
        if shared[this].unit is None:
            shared[this] = replace(shared[this], unit=shared[this + 1].unit)
    for this in range(1, len(shared)):
        if shared[this].unit is None and _are_linked(said, shared[this - 1], shared[this]):
            shared[this] = replace(shared[this], unit=shared[this - 1].unit)
    return shared


def _share_scale(one: _Found, other: _Found) -> Number:
    """ "$5-10 million" begins at five million, "from $500 to $2 million" at five hundred."""
    number, scale = one.number, other.number.scale
    alike = one.unit in (None, "dollars", "euros", "pounds") and number.scale == 1
    if not alike or scale == 1 or number.value >= other.number.value / scale:
        return number
    return replace(number, value=number.value * scale, scale=scale)


def _are_linked(said: Sequence[Piece], one: _Found, other: _Found) -> bool:
    """Only linking words stand between the two, or a hyphen, or nothing ("two, three weeks")."""
    if one.number.is_year or other.number.is_year or _is_fraction(one.number) or _is_fraction(other.number):
        return False
    between = said[one.last + 1 : other.number.first]
    return all(piece.bare in _LINKS for piece in between)


def _is_figure(said: Sequence[Piece], hit: _Found) -> bool:
    number = hit.number
    before = said[number.first - 1].bare if number.first else ""
    after = _bare_at(said, number.last + 1)
    if number.is_year and (hit.unit is None or before in _BEFORE_YEAR or not number.written):
        return False
    if after in _CLOCK or (hit.unit is None and (after in _MONTHS or before in _MONTHS or before in _LABELS)):
        return False
    if hit.unit is None and number.written and _is_name(said, number.first - 1):
        return False
    in_words = not number.written and number.value == int(number.value)
    if in_words and number.value == 1:
        return _is_measured_one(said, hit, before)
    if in_words and number.value <= 10 and hit.unit is None:
        return before in _BEFORE_SMALL and after != "of"
    return True


def _is_name(said: Sequence[Piece], place: int) -> bool:
    """Whether a word is written like a name, other than at the start of a sentence."""
    if place < 1 or said[place - 1].ends:
        return False
    raw = said[place].raw
    return raw in _NAMING_CAPITALS or (any(map(str.isupper, raw)) and any(map(str.islower, raw)))


def _is_measured_one(said: Sequence[Piece], hit: _Found, before: str) -> bool:
    """ "within one hour", "one percent"; not "one day we", "the one thing", "one of them"."""
    if hit.last == hit.number.last or hit.unit not in _KNOWN_UNITS.values():
        return False
    return before not in ("this", "that", "the", "no") and not (
        said[hit.last].bare in ("day", "time") and before not in ("within", "in", "by", "to", "about")
    )


def _bare_at(said: Sequence[Piece], place: int) -> str:
    return said[place].bare if place < len(said) else ""


def _text(said: Sequence[Piece]) -> str:
    text = said[0].raw
    for piece in said[1:]:
        text += ("-" if piece.joined else " ") + piece.raw
    return text
