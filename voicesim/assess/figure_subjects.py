"""What a figure measures: "churn" in "we cut churn by 12 percent", "users" in "a third of our users".

Only a few ways to say it are read, those in which the thing stands next to the figure; in all others nothing
is said, since a wrong word is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence

from voicesim.assess.figure_names import MEASURES
from voicesim.assess.figure_units import KNOWN_UNITS, NumberWithUnit, is_plural
from voicesim.assess.noun_phrases import (
    DETERMINERS,
    MAX_WORDS,
    can_name,
    thing_after,
    thing_before,
)
from voicesim.assess.number_words import MONEY
from voicesim.assess.pieces import WordPart, piece_at
from voicesim.assess.tokens import vocabulary

_CHANGED = vocabulary(
    """fell fall falls fallen rose rise rises risen grew grow grows grown dropped drop drops declined
    decreased increased climbed jumped shrank slipped dipped peaked averaged went gone goes improved
    came come doubled tripled halved quadrupled"""
)
_GROWN = _CHANGED - {"went", "gone", "goes", "came", "come"}
_STANDS = vocabulary(
    "is are was were be stood stands sits sat hit hits reached reaches averages stayed remained"
)
_MOVES = vocabulary("came went goes ran took takes")
_LASTS = vocabulary("took takes take lasted lasts last cost costs ran")
_CHANGES = vocabulary(
    """cut cuts cutting reduced reduce reduces reducing raised raise raising increased increase increasing
    lowered improved improve improving grew grow growing brought bring bringing dropped drop pushed took
    take got get lifted boosted trimmed slashed shortened moved move drove slashing doubled tripled
    halved doubling halving"""
)
_MULTIPLIED = vocabulary("doubled doubling tripled tripling halved halving quadrupled")
_COMPARED = vocabulary("twice double triple half")
# What may stand between the verb and its figure: "fell again from around", "has gone up to at least"
_PARTICLES = vocabulary(
    """from to by at down up back about around roughly nearly almost over under below above approximately
    maybe just only exactly still now already currently more less than least most some close between
    used be been had got again even something like well probably actually"""
)
_AUXILIARIES = vocabulary(
    "has have had is was were are will would could can used to be been also now then already"
)
_SAVED = vocabulary("saved saving")
_FEWER = vocabulary("more fewer less extra additional")
_ACTS = vocabulary("drop rise fall increase decrease reduction improvement growth jump decline lift cut")
_PEOPLE = vocabulary(
    """team boss manager director owner man woman lady boy girl kid mother father mum dad wife husband
    customer client user doctor nurse driver engineer colleague guy chef teacher student patient child
    ceo cfo cto vp president founder friend neighbour buyer seller vendor supplier lad bloke fella agent
    manager intern junior"""
)
_EMPTY_COUNTS = vocabulary("people persons things ones others guys lots bits ways kinds sorts folks figures")
_RATES = vocabulary(
    "churn growth retention conversion margin margins uptime discount adoption accuracy turnover"
)
_ELSEWHEN = vocabulary("before after ago later earlier late early from into")
_ENDS = vocabulary("in on at by for from to with of per a and but so or because which when after before than")
_MONEY = frozenset(MONEY.values())
_SPANS = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months", "years", "quarters", "sprints"})


def subject(said: Sequence[WordPart], hit: NumberWithUnit, found: Sequence[NumberWithUnit]) -> str:
    """A few words, as they were said, or "" where nothing near the figure surely tells.

    `found` are all figures. What is counted tells itself what it is: "eight hundred learners".
    """
    if _is_counted(hit):
        return "" if hit.unit in _EMPTY_COUNTS else hit.unit or ""
    begin, end = _sentence(said, hit)
    return _after(said, hit, end, found) or _before(said, hit, begin, found)


def _sentence(said: Sequence[WordPart], hit: NumberWithUnit) -> tuple[int, int]:
    begin = hit.number.first
    while begin > 0 and not said[begin - 1].stop:
        begin -= 1
    end = hit.last + 1
    while end < len(said) and not said[end - 1].stop:
        end += 1
    return begin, end


def _after(said: Sequence[WordPart], hit: NumberWithUnit, end: int, found: Sequence[NumberWithUnit]) -> str:
    place = hit.last + 1
    if said[hit.last].ends or place >= end:
        return ""
    bare, opening = said[place].bare, said[hit.number.first].bare
    if bare in ("of", "in") and hit.unit != "times":
        return _of(said, hit, end, found)
    if bare in _FEWER and hit.unit != "times":
        return thing_after(said, place + 1, end)
    if bare in _ACTS and piece_at(said, place + 1) in ("in", "of"):
        return thing_after(said, place + 2, end)
    if hit.last == hit.number.first and opening in _MULTIPLIED | _COMPARED and bare != "as":
        return thing_after(said, place, end)
    if hit.unit is None and hit.number.value < 1 and is_plural(bare) and can_name(said[place]):
        return thing_after(said, place, place + 1)  # "nine out of ten users"
    return thing_after(said, place, end) if _is_adjective(said, hit) else ""


def _of(said: Sequence[WordPart], hit: NumberWithUnit, end: int, found: Sequence[NumberWithUnit]) -> str:
    """ "a third of our users", "97 percent of 1,200 customers", "$3M in ARR"."""
    place = hit.last + 2
    if said[hit.last + 1].bare == "of":
        whole = next((other for other in found if other.number.first == place), None)
        if whole:
            return whole.unit or "" if _is_counted(whole) else ""
        return thing_after(said, place, end)
    if hit.unit not in _MONEY or place >= end or said[place].bare in DETERMINERS or said[place].raw.istitle():
        return ""
    return thing_after(said, place, end)


def _is_adjective(said: Sequence[WordPart], hit: NumberWithUnit) -> bool:
    """ "a two-day workshop", "a $3M budget", "40 percent churn": what follows is what the figure is of."""
    if hit.number.value == 1 or hit.unit == "times":
        return False
    singular = hit.last > hit.number.last and not said[hit.last].bare.endswith("s")
    rate = hit.unit == "percent" and piece_at(said, hit.last + 1) in _RATES
    article = piece_at(said, hit.number.first - 1) in ("a", "an")
    return article or rate or (singular and hit.unit in _SPANS and hit.number.value > 1)


def _before(
    said: Sequence[WordPart], hit: NumberWithUnit, begin: int, found: Sequence[NumberWithUnit]
) -> str:
    figures = {place for each in found for place in range(each.number.first, each.last + 1)}
    first = hit.number.first
    if first > begin and said[first - 1].bare in _SAVED and not said[first - 1].ends:
        return said[first - 1].raw
    if said[first].bare in _MULTIPLIED:
        return thing_before(said, begin, _verb_begins(said, first, begin))
    if said[first].bare == "in":  # "cut the time in half"
        return _changed_thing(said, first, begin)
    if _is_elsewhen(said, hit) or (hit.unit == "times" and said[hit.last].bare == "times"):
        return ""
    place = first
    while place > begin and (said[place - 1].bare in _PARTICLES or place - 1 in figures):
        if said[place - 1].ends and place - 1 not in figures:
            return ""
        place -= 1
    if place == begin or said[place - 1].ends:
        return ""
    if said[place - 1].bare == "of" and piece_at(said, place - 2) in _ACTS:
        return _act_in(said, hit)
    return _with_verb(said, hit, begin, place)


def _act_in(said: Sequence[WordPart], hit: NumberWithUnit) -> str:
    """ "a drop of 12 percent in churn"."""
    told = not said[hit.last].ends and piece_at(said, hit.last + 1) in ("in", "of")
    return thing_after(said, hit.last + 2, len(said)) if told else ""


def _is_elsewhen(said: Sequence[WordPart], hit: NumberWithUnit) -> bool:
    """ "three weeks before", "six weeks later": a time and not a length."""
    return hit.unit in _SPANS and not said[hit.last].ends and piece_at(said, hit.last + 1) in _ELSEWHEN


def _with_verb(said: Sequence[WordPart], hit: NumberWithUnit, begin: int, place: int) -> str:
    """What stands before the word in front of `place`, where particles and other figures begin."""
    verb = said[place - 1].bare
    passed = {piece.bare for piece in said[place : hit.number.first]}
    if verb == "of" or said[place - 1].raw in MEASURES:
        return _of_which(said, begin, place - 1 if verb == "of" else place)
    if passed & {"from", "to", "by"} and (changed := _changed_thing(said, place, begin)):
        return changed
    if verb in _CHANGED or verb in _STANDS or verb in _LASTS:
        thing = thing_before(said, begin, _verb_begins(said, place - 1, begin))
        return "" if _is_somebody(thing, verb, hit, passed) or _goes_on(said, hit, verb) else thing
    return thing_before(said, begin, place) if passed & {"up", "down"} else ""


def _is_somebody(thing: str, verb: str, hit: NumberWithUnit, passed: set[str]) -> bool:
    """ "my boss took two weeks", "Anna was nine": people are not measured, unless they grew."""
    head = thing.rpartition(" ")[2].lower()
    if head in _PEOPLE or head.removesuffix("s") in _PEOPLE:
        return verb not in _GROWN
    stood = hit.unit is None and verb in _STANDS
    moved = verb in _MOVES and hit.unit in _SPANS and "from" not in passed
    return (stood or moved) and thing.istitle() and " " not in thing


def _goes_on(said: Sequence[WordPart], hit: NumberWithUnit, verb: str) -> bool:
    """ "the brush is two hard": a bare number that something else belongs to."""
    if hit.unit is not None or verb not in _STANDS or said[hit.last].ends or hit.last + 1 == len(said):
        return False
    return piece_at(said, hit.last + 1) not in _ENDS


def _verb_begins(said: Sequence[WordPart], place: int, begin: int) -> int:
    """The place where "has", "has already" or "used to" begins in front of a verb."""
    while place > begin and (said[place - 1].bare in _AUXILIARIES or said[place - 1].bare.endswith("ly")):
        place -= 1
    return place


def _of_which(said: Sequence[WordPart], begin: int, end: int) -> str:
    """ "an error rate of", "NPS"; a thing without an article in front of "of" may be a turn of phrase."""
    if end > begin and said[end - 1].raw in MEASURES:
        return said[end - 1].raw
    place = end
    while place > begin and can_name(said[place - 1]):
        place -= 1
    opened = place > begin and said[place - 1].bare in DETERMINERS
    thing = thing_after(said, place, end) if opened and end - place < MAX_WORDS else ""
    return "" if thing.rpartition(" ")[2].lower() in _ACTS | (_PEOPLE - {"team"}) else thing


def _changed_thing(said: Sequence[WordPart], end: int, begin: int) -> str:
    """ "churn" in "we cut churn by": all that stands between the verb and `end`."""
    place = end
    while place > begin and can_name(said[place - 1]) and not said[place - 1].ends:
        place -= 1
    while place > begin and said[place - 1].bare in DETERMINERS:
        place -= 1
    if place == begin or said[place - 1].bare not in _CHANGES or said[place - 1].ends:
        return ""
    thing = thing_after(said, place, end)
    return thing if thing and said[end - 1].raw.endswith(thing.split()[-1]) else ""


def _is_counted(hit: NumberWithUnit) -> bool:
    return hit.unit is not None and hit.unit not in KNOWN_UNITS.values() and not hit.unit.startswith("out of")
