"""Shares and multiples: "a third of", "nine out of ten", "4.8/5", "doubled", "cut in half"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voicesim.assess.number_words import COMPARED, HALVED, MULTIPLES, PARTS, SCALES, SMALL, TENS, small_value
from voicesim.assess.pieces import Number, WordPart, at
from voicesim.assess.tokens import vocabulary

_AGAINST = vocabulary("as the that what our my their its his her your these those")
_NAMES_A_HALF = vocabulary("first second other better and one")
_ABOUT = vocabulary("by about almost nearly roughly over than around only approximately under maybe")
_NOT_PARTS = vocabulary("party parties person place")  # "one third party"
_DID = vocabulary("left said were are have had quit came went never didn't won't don't did got")
_SHORTEST_DEED = 4
_CUT = vocabulary(
    """cut cuts cutting slashed slash sliced reduced reduce reducing dropped drop fell brought bring came
    down broke chopped shrank went"""
)
_WORDS_BACK = 8  # from "in half" to what was cut: "cut the time that people wait in half"
SLASHED = re.compile(r"(\d+(?:[.,]\d+)?)/(\d+)")
_NO_SHARES = frozenset({"24/7", "9/11", "20/20"})
_SCORED = vocabulary(
    """rated rating ratings rate rates score scored scores scoring satisfaction csat stars review reviews
    grade happiness confidence"""
)
_SCORED_BACK = 4
_MAX_IN = 1000


def read_share(said: Sequence[WordPart], first: int, bare: Sequence[str]) -> Number | None:
    """The share or multiple that begins at a piece; `bare` are the words from there to the next mark."""
    before = said[first - 1].bare if first else ""
    return (
        _multiple(bare)
        or _in_half(said, first, bare)
        or _one_and_a_half(bare)
        or _out_of(said, first, bare)
        or _slashed(said, first, bare)
        or _fraction(bare, before)
    )


def _multiple(bare: Sequence[str]) -> Number | None:
    """ "doubled", "twice as fast", "tenfold"; how often something happened is none ("we met twice")."""
    compared = COMPARED.get(bare[0]) if at(bare, 1) in _AGAINST else None
    factor = 0.5 if list(bare[:2]) == ["half", "as"] else compared or MULTIPLES.get(bare[0])
    return Number(0, 0, factor, "times") if factor else None


def _in_half(said: Sequence[WordPart], first: int, bare: Sequence[str]) -> Number | None:
    """ "cut it in half"; "half" is all that tells of it."""
    if bare[0] != "in" or at(bare, 1) != "half":
        return None
    for place in range(first - 1, max(-1, first - 1 - _WORDS_BACK), -1):
        if said[place].ends and place < first - 1:
            return None
        if said[place].bare in _CUT:
            return Number(0, 1, 0.5, "times")
    return None


def _one_and_a_half(bare: Sequence[str]) -> Number | None:
    """ "an hour and a half"."""
    if bare[0] not in ("a", "an", "one") or at(bare, 1) not in HALVED:
        return None
    ended = list(bare[2:5]) == ["and", "a", "half"]
    return Number(0, 4, 1.5, bare[1] if bare[1] == "percent" else f"{bare[1]}s") if ended else None


def _out_of(said: Sequence[WordPart], first: int, bare: Sequence[str]) -> Number | None:
    """ "nine out of ten", "one in ten", "4.8 out of 5"; "one in two weeks" is none."""
    if at(bare, 1) == "times":  # "nine times out of ten"
        bare = [bare[0], *bare[2:]]
        number = _out_of(said, first, bare) if at(bare, 1) != "times" else None
        return number and replace(number, last=number.last + 1)
    if bare[0] in TENS and 0 < SMALL.get(at(bare, 1), 0) < 10:  # "ninety-five out of a hundred"
        number = _out_of(said, first, [str(TENS[bare[0]] + SMALL[bare[1]]), *bare[2:]])
        return number and replace(number, last=number.last + 1)
    link = 3 if list(bare[1:3]) == ["out", "of"] else 2 if at(bare, 1) == "in" else 0
    if not link:
        return None
    link += at(bare, link) == "every" or (at(bare, link) == "the" and link == 3)
    link += at(bare, link) == "a" and at(bare, link + 1) in SCALES
    last = at(bare, link)
    below = small_value(last) or int(SCALES.get(last, 0) if at(bare, link - 1) in ("a", "every") else 0)
    if below and SCALES.get(at(bare, link + 1), 1) > 1 and small_value(last):
        below, link = int(below * SCALES[bare[link + 1]]), link + 1
    above = _plain(bare[0]) if link > 2 or bare[1] == "out" else float(small_value(bare[0]))
    if not below or above is None or not 0 < above <= below or (above == below and bare[1] == "in"):
        return None
    if bare[1] == "in" and (below > _MAX_IN or at(bare, link + 1).removesuffix("s") in HALVED):
        return None
    if bare[1] == "out" and _is_score(said, first, above):
        return Number(0, link, above, f"out of {below}")
    return Number(0, link, above / below)


def _slashed(said: Sequence[WordPart], first: int, bare: Sequence[str]) -> Number | None:
    """ "4.8/5", "1/3 of users"; not "24/7", "80/20" and dates."""
    match = SLASHED.fullmatch(bare[0])
    if not match or bare[0] in _NO_SHARES or (first and said[first - 1].bare in ("on", "since", "until")):
        return None
    above, below = float(match[1].replace(",", ".")), int(match[2])
    if not 0 < above <= below or above + below == 100 or match[2].startswith("0"):
        return None
    if below in (5, 10, 100) and (_is_score(said, first, above) or at(bare, 1)[-1:] != "s"):
        return Number(0, 0, above, f"out of {below}", True)
    return Number(0, 0, above / below)


def _is_score(said: Sequence[WordPart], first: int, above: float) -> bool:
    """Whether marks were given, not things counted: "4.8 out of 5", "they rated it nine out of ten"."""
    before = {piece.bare for piece in said[max(0, first - _SCORED_BACK) : first]}
    return above != int(above) or bool(before & _SCORED)


def _plain(bare: str) -> float | None:
    number = bare.replace(",", ".") if bare.count(",") < 2 else ""
    if re.fullmatch(r"\d+(?:\.\d+)?", number):
        return float(number)
    return float(small_value(bare)) or None


def _fraction(bare: Sequence[str], before: str) -> Number | None:
    """ "a third of", "two thirds", "half the", "half a million", "by a quarter", "one third dropped out"."""
    if bare[0] == "half":
        return _half(bare, before)
    count = 1 if bare[0] in ("a", "one") else SMALL.get(bare[0], 0)
    part, after = at(bare, 1), at(bare, 2)
    if not count or part not in PARTS or part == "half" or (count == 1) == part.endswith("s"):
        return None
    told = after == "of" or (before in _ABOUT and after not in SCALES) or (count > 1 and part != "quarters")
    counted = bare[0] == "one" and part != "quarter" and after not in _NOT_PARTS
    did = after in _DID or (after.endswith("ed") and len(after) > _SHORTEST_DEED)  # "a third dropped out"
    return Number(0, 1, count / PARTS[part]) if told or counted or did else None


def _half(bare: Sequence[str], before: str) -> Number | None:
    after = at(bare, 1)
    if after in ("a", "an"):
        scale = SCALES.get(at(bare, 2))
        if scale:
            return Number(0, 2, scale / 2)
        return Number(0, 1, 0.5) if at(bare, 2) in HALVED else None
    if (
        before in _NAMES_A_HALF
        or after == "past"
        or not (after == "of" or after in _AGAINST or before in _ABOUT)
    ):
        return None
    return Number(0, 0, 0.5)
