"""Numbers that measure nothing: dates, clock times, telephone numbers, versions, and the numbers in names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voicesim.assess.figure_units import KNOWN_UNITS, NumberWithUnit, are_linked, is_plural
from voicesim.assess.number_words import ORDINALS, SCALES, SMALL, TENS
from voicesim.assess.pieces import WordPart, piece_at
from voicesim.assess.tokens import by_first_word, vocabulary

_LABELS = vocabulary(
    """number version versions release build step phase day year week month quarter page chapter option
    question part level tier plan room gate priority goal horizon stage round wave windows android iphone
    python java article section act item slide sprint type class grade series schedule appendix figure table
    exhibit line row column rule case ticket bug flight route bus channel episode volume building floor
    extension ext pin zip postcode code id paragraph clause form category soc iso"""
)
_LABELS_OF_FEW = vocabulary("top no")  # "the top 10" is a rank, "our top 10 customers" are ten
_CALLED = vocabulary("call dial phone telephone text hotline")
# Words in capitals that are measured: "NPS 47", "ARR 10"; other capitals and a number are a name: "SOC 2"
MEASURES = vocabulary(
    """NPS CSAT CES ARR MRR NRR GRR GMV LTV CLV CAC ROI ROAS DAU MAU WAU CTR CVR CPA CPC CPM RPM EBITDA MTTR
    MTBF SLO SLA ARPU AOV FTE EPS TTI LCP KPI AHT FCR ASA TAT RTO RPO OKR IQ GPA BMI GMAT OEE PPM"""
)
_NAMED = frozenset({"ISO", "SOC", "HTTP", "RFC", "GPT", "IOS", "PCI", "NIST", "IFRS", "GAAP", "COVID"})
_LARGEST_IN_NAMES = 100_000
_HTTP_CODES = frozenset({301, 302, 401, 403, 404, 429, 502, 503, 504})
_CODED = vocabulary("error response responses status page")
_RELEASED = vocabulary(
    "version versions release released releases ship shipped launch launched upgrade upgraded migrated build"
)
_VERSION = re.compile(r"\d+\.\d")
_WORDS_BACK = 4
_IDIOMS = by_first_word(
    (
        "9 to 5", "nine to five", "twenty four seven", "24 7", "one on one", "fifty fifty", "eighty twenty",
        "50 50", "80 20", "20 20", "one to one", "1 on 1", "1 to 1", "zero to one", "0 to 1", "zero trust",
        "zero day", "zero sum", "360 degree", "360 degrees", "360 review", "360 feedback", "six sigma",
        "five whys", "5 whys", "catch 22", "401k", "401 k", "403b", "30 under 30", "nine one one", "a 180",
        "a 360", "one two punch", "one and only", "one by one", "two point oh", "two point o",
        "web 2.0", "web 3.0", "industry 4.0",
    )
)  # fmt: skip
_MONTHS = vocabulary(
    """january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec"""
)
_WEEKDAYS = vocabulary("monday tuesday wednesday thursday friday saturday sunday")
_LONGEST_MONTH = 31
_CLOCK = vocabulary("am pm a.m p.m o'clock oclock st nd rd th gmt utc cet est pst bst sharp")
_PARTS_OF_DAY = vocabulary("morning afternoon evening")
_BEFORE_CLOCK = vocabulary("at by until till before after around about from to past since between")
_STANDING = vocabulary(
    """is are was were be been stood stands sat sits stay stayed remained remain started start starts ended
    peaked plateaued held kept hovered came landed capped topped rated valued priced measured put settled"""
)
_LAST_HOUR, _LAST_HOUR_OF_DAY = 12, 24
_MINUTES = frozenset({15, 30, 45})
_BEFORE_YEAR = vocabulary("in since by until from during early late of back for end mid before after and to")
_BEFORE_SMALL = vocabulary(
    """from to by was were is about around roughly nearly almost over under below above reached hit plus
    minus than least most maybe"""
)
_SPOKEN_DIGITS = frozenset({*(word for word, value in SMALL.items() if value < 10), "oh", "double", "triple"})
_MIN_DIGITS, _MIN_PARTED_DIGITS = 3, 5
_MIN_TELEPHONE = 7
_TELEPHONES = (re.compile(r"\d{3} \d{4}|(?:1 )?\d{3} \d{3} \d{4}"), re.compile(r"0\d+(?: \d{2,5})+"))
_ONE_TELEPHONE = re.compile(r"\+\d{7,}|0\d{6,}|\d{10,}")


def measuring(said: Sequence[WordPart], found: Sequence[NumberWithUnit]) -> list[NumberWithUnit]:
    """Those of the numbers that measure or count something; what is linked to a clock time is one too."""
    clock = {place for place, hit in enumerate(found) if _is_clock(said, found, place)}
    for place in (*reversed(range(len(found))), *range(len(found))):
        beside = {place - 1, place + 1} & clock
        if found[place].unit is None and any(
            are_linked(said, found[min(place, other)], found[max(place, other)]) for other in beside
        ):
            clock.add(place)
    years = {place for place in range(1, len(found)) if _ends_years(said, found[place - 1], found[place])}
    return [hit for place, hit in enumerate(found) if place not in clock | years and _is_figure(said, hit)]


def _ends_years(said: Sequence[WordPart], year: NumberWithUnit, hit: NumberWithUnit) -> bool:
    """ "from two thousand and seventeen until nineteen"."""
    between = [piece.bare for piece in said[year.last + 1 : hit.number.first]]
    return year.number.is_year and hit.unit is None and between in (["to"], ["until"], ["till"], ["or"])


def idiom_end(said: Sequence[WordPart], place: int) -> int:
    """The place behind an idiom that begins here ("nine to five"), or 0."""
    for idiom in _IDIOMS.get(said[place].bare, ()):
        after = place + len(idiom)
        goes_on = piece_at(said, after) in SCALES or piece_at(said, after) in KNOWN_UNITS
        if tuple(piece.bare for piece in said[place:after]) == idiom and not goes_on:
            return after
    return 0


def read_out(said: Sequence[WordPart]) -> frozenset[int]:
    """The places of telephone numbers and of codes that are read out digit by digit."""
    places: set[int] = set()
    for first in range(len(said)):
        if first not in places:
            after = max(_spoken_digits_end(said, first), _telephone_end(said, first))
            places.update(range(first, after))
    return frozenset(places)


def _spoken_digits_end(said: Sequence[WordPart], first: int) -> int:
    """ "five five five, one two one two"; "two, three, four weeks" are weeks."""
    after, parted = first, False
    while after < len(said) and said[after].bare in _SPOKEN_DIGITS:
        after += 1
        parted = parted or said[after - 1].ends
        if said[after - 1].stop:
            break
    if after - first < (_MIN_PARTED_DIGITS if parted else _MIN_DIGITS):
        return 0
    while after < len(said) and not said[after - 1].stop and said[after].bare in (SMALL | TENS):
        after += 1
    return 0 if not said[after - 1].ends and piece_at(said, after) in KNOWN_UNITS else after


def _telephone_end(said: Sequence[WordPart], first: int) -> int:
    """ "555-1234", "0800 123 456", "+44 20 7946 0958", "(415) 555-2671"; "10 000 000" is a number."""
    raw = said[first].raw.strip("()+")
    if not raw.isdecimal():
        return 0
    after = first
    while after < len(said) and said[after].raw.strip("()+").isdecimal():
        after += 1
        if said[after - 1].ends:
            break
    groups = " ".join(piece.raw.strip("()+") for piece in said[first:after])
    abroad = said[first].raw.startswith("+") or said[first].raw.startswith("(")
    follows = piece_at(said, after)
    counted = not said[after - 1].ends and (is_plural(follows) or follows in KNOWN_UNITS)
    whole = abroad and sum(map(str.isdecimal, groups)) >= _MIN_TELEPHONE and after > first + 1
    known = any(form.fullmatch(groups) for form in _TELEPHONES) and not counted
    alone = after == first + 1 and _ONE_TELEPHONE.fullmatch(said[first].raw)
    called = piece_at(said, first - 1) in _CALLED and len(raw) > 1 and not counted
    return after if whole or known or alone or called else 0


def _is_clock(said: Sequence[WordPart], found: Sequence[NumberWithUnit], place: int) -> bool:
    """ "5 pm", "half past nine", "at nine thirty", "six in the morning", "at 9 we met"."""
    hit = found[place]
    value, first, last = hit.number.value, hit.number.first, hit.number.last
    before, after = piece_at(said, first - 1), piece_at(said, last + 1)
    if after in _CLOCK:
        return True
    if hit.unit is not None or value != int(value) or not 0 <= value <= _LAST_HOUR_OF_DAY:
        return _is_minutes(said, found, place)
    if (after, piece_at(said, last + 2)) == ("in", "the") and piece_at(said, last + 3) in _PARTS_OF_DAY:
        return True
    if (after, piece_at(said, last + 2)) == ("at", "night") or _has_minutes(said, found, place):
        return True
    if before == "past" or (before == "to" and piece_at(said, first - 2) in ("quarter", "half")):
        return True
    at_hour = before == "at" and value <= _LAST_HOUR and (hit.number.written or last == first)
    return at_hour and piece_at(said, first - 2) not in _STANDING


def _has_minutes(said: Sequence[WordPart], found: Sequence[NumberWithUnit], place: int) -> bool:
    return place + 1 < len(found) and _is_minutes(said, found, place + 1)


def _is_minutes(said: Sequence[WordPart], found: Sequence[NumberWithUnit], place: int) -> bool:
    """Whether a number is the thirty of "nine thirty", right behind an hour and without a unit."""
    hour, minutes = found[place - 1] if place else None, found[place]
    if hour is None or hour.last + 1 != minutes.number.first or said[hour.last].ends:
        return False
    if minutes.unit is not None or not 1 <= hour.number.value <= _LAST_HOUR or hour.number.scale > 1:
        return False
    value = minutes.number.value
    timed = piece_at(said, hour.number.first - 1) in _BEFORE_CLOCK and 10 <= value < 60
    return value in _MINUTES or timed


def _is_figure(said: Sequence[WordPart], hit: NumberWithUnit) -> bool:
    number = hit.number
    before = piece_at(said, number.first - 1)
    counted_from = number.written or said[number.first].bare == "two"  # "two thousand nineteen users"
    if number.is_year and (hit.unit is None or before in _BEFORE_YEAR or not counted_from):
        return False
    counts = hit.unit is not None and hit.unit not in KNOWN_UNITS.values()
    if number.value in _HTTP_CODES and (hit.unit == "errors" or piece_at(said, hit.last + 1) in _CODED):
        return False
    if (hit.unit is None or counts) and _is_labelled(said, hit, before, counts):
        return False
    in_words = not number.written and number.value == int(number.value)
    if in_words and number.value % 10 == 0 and piece_at(said, hit.last + 1) in ORDINALS:
        return False  # "the twenty third"
    if in_words and number.value == 1:
        return _is_measured_one(said, hit, before)
    if in_words and 0 <= number.value <= 10 and hit.unit is None:
        return before in _BEFORE_SMALL and piece_at(said, number.last + 1) != "of"
    return True


def _is_labelled(said: Sequence[WordPart], hit: NumberWithUnit, before: str, counts: bool) -> bool:
    """Whether the number is part of a name, a date or a version; `counts` says that a plural follows it."""
    number = hit.number
    if number.first and said[number.first - 1].ends:
        return not counts and _is_dated(said, hit, "")
    if before in _LABELS or (before in _LABELS_OF_FEW and not counts):
        return True
    name = said[number.first - 1].raw if number.first else ""
    if name in _NAMED:
        return True
    if counts:
        return False
    return (
        _is_dated(said, hit, before)
        or (number.written and _is_name(said, number.first - 1, number.value))
        or _is_version(said, hit)
    )


def _is_dated(said: Sequence[WordPart], hit: NumberWithUnit, before: str) -> bool:
    after = "" if said[hit.last].ends else piece_at(said, hit.last + 1)
    return (after in _MONTHS or before in _MONTHS) and 1 <= hit.number.value <= _LONGEST_MONTH


def _is_version(said: Sequence[WordPart], hit: NumberWithUnit) -> bool:
    """ "upgraded to 2.0", "the 2.1 release"."""
    if not _VERSION.fullmatch(said[hit.number.first].bare) or hit.last > hit.number.first:
        return False
    around = (
        *said[max(0, hit.number.first - _WORDS_BACK) : hit.number.first],
        *said[hit.last + 1 : hit.last + 2],
    )
    return any(piece.bare in _RELEASED for piece in around)


def _is_name(said: Sequence[WordPart], place: int, value: float) -> bool:
    """Whether a word is written like a name: in capitals, or with one other than at a sentence's start."""
    if place < 0 or value > _LARGEST_IN_NAMES:
        return False
    raw = said[place].raw
    if raw.isupper():
        return len(raw) > 1 and raw not in MEASURES
    if raw[:1].islower():
        return any(map(str.isupper, raw))  # "iOS"
    if place < 1 or said[place - 1].ends or said[place].bare in _MONTHS | _WEEKDAYS:
        return False
    return any(map(str.isupper, raw)) and any(map(str.islower, raw))


def _is_measured_one(said: Sequence[WordPart], hit: NumberWithUnit, before: str) -> bool:
    """ "within one hour", "one percent"; not "one day we", "the one thing", "one of them"."""
    if hit.last == hit.number.last or hit.unit not in KNOWN_UNITS.values():
        return False
    return before not in ("this", "that", "the", "no") and not (
        said[hit.last].bare in ("day", "time") and before not in ("within", "in", "by", "to", "about")
    )
