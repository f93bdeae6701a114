"""What a figure measures: "churn" in "we cut churn by 12 percent", "users" in "a third of our users"."""

from __future__ import annotations

from collections.abc import Sequence

from voicesim.assess.pieces import Piece
from voicesim.assess.tokens import vocabulary

_MOST_WORDS = 4
# Verbs that a figure hangs on; before them stands what changed, or after them what somebody changed.
_VERBS = vocabulary(
    """fell fall falls rose rise rises went go goes grew grow grows dropped drop drops declined decreased
    increased increase climbed improved improve jumped moved came come cut cuts reduced reduce raised raise
    lowered brought took take takes got get gets was were is are be been being reached reach hit hits stood
    sits stayed shrank slipped gained gain lost lose saved save saves earned made make makes cost costs had
    have has needed spent pushed lifted doubled tripled halved quadrupled doubles ended started dipped peaked
    averaged measured boosted trimmed slashed sped shortened ran lasted renewed churned agreed said left"""
)
# Verbs that say what the figure is when nothing else does: "we saved 40 hours"
_TELLING = vocabulary("saved save lost lose gained earned spent cost")
_ENDS_CLAUSE = vocabulary(
    """and but because so which that when where while if then after before since until although though
    who whose than as what how"""
)
_BEGINS_NOTHING = vocabulary(
    """the a an this these those some any our my your their his her its of in on at for from to by with up
    down back just also now really about around nearly almost over under only roughly even still another
    more most less all each every same last first next new i we you he she it they them us there here not
    well actually finally overall maybe probably ended per again between very total average end"""
)
_PRONOUNS = vocabulary(
    "i we you he she it they this that these those there who which everybody everyone people"
)
_DEGREES = vocabulary("more fewer less extra additional better faster slower higher lower")
_ACTS = vocabulary("drop rise fall increase decrease reduction improvement growth lift jump decline change")


def subject(said: Sequence[Piece], first: int, last: int, number_places: frozenset[int]) -> str:
    """A few words, as they were said, or "" where nothing near the figure tells.

    `first` and `last` are the places of the figure with its unit, `number_places` those of every figure. It
    reads the words next to the figure and knows no grammar: it is right in most sentences, not in all.
    """
    begin, end = _clause(said, first, last)
    after = _after(said, last + 1, end, number_places)
    if not after and said[first].bare in _VERBS:  # "we doubled sign-ups"
        after = _phrase(said, last + 1, end, number_places, backwards=False)
    if after:
        return after
    verb = next((place for place in range(first - 1, begin - 1, -1) if said[place].bare in _VERBS), None)
    if verb is None:
        return _phrase(said, begin, first, number_places)
    between = _phrase(said, verb + 1, first, number_places)
    before = between or _phrase(said, begin, verb, number_places)
    return before or (said[verb].raw if said[verb].bare in _TELLING else "")


def _clause(said: Sequence[Piece], first: int, last: int) -> tuple[int, int]:
    """From the first to behind the last piece of what belongs to the figure."""
    begin = first
    while begin > 0 and not said[begin - 1].ends and said[begin - 1].bare not in _ENDS_CLAUSE:
        begin -= 1
    end = last + 1
    while end < len(said) and not said[end - 1].ends and said[end].bare not in _ENDS_CLAUSE:
        end += 1
    return begin, end


def _after(said: Sequence[Piece], place: int, end: int, numbers: frozenset[int]) -> str:
    """ "of our users", "in revenue", "fewer tickets" right behind the figure."""
    if place >= end:
        return ""
    bare = said[place].bare
    if bare in _ACTS and place + 1 < end and said[place + 1].bare in ("in", "of"):
        return _phrase(said, place + 2, end, numbers, backwards=False)
    if bare in ("of", "in") and place + 1 < end:
        if place + 1 in numbers:  # "97 percent of 1,200 customers"
            counted = next((p for p in range(place + 1, end + 1) if p not in numbers), end) - 1
            return said[counted].raw if bare == "of" and said[counted].bare.isalpha() else ""
        return _phrase(said, place + 1, end, numbers, backwards=False)
    if bare in _DEGREES and place + 1 < end and said[place + 1].bare not in _BEGINS_NOTHING:
        return _phrase(said, place + 1, end, numbers, backwards=False)
    return ""


def _phrase(
    said: Sequence[Piece], begin: int, end: int, numbers: frozenset[int], *, backwards: bool = True
) -> str:
    """The words of substance nearest to the figure, in one row; pronouns name nothing."""
    rows: list[list[Piece]] = [[]]
    for place in range(begin, end):
        piece = said[place]
        empty = piece.bare in _BEGINS_NOTHING or piece.bare in _PRONOUNS or piece.bare in _VERBS
        inside = piece.bare == "of" and rows[-1] and place + 1 < end
        if place in numbers or (empty and not inside):
            if rows[-1] and not backwards:
                break
            rows.append([]) if rows[-1] else None
            continue
        rows[-1].append(piece)
    told = [row for row in rows if row]
    if not told:
        return ""
    row = told[-1] if backwards else told[0]
    chosen = row[-_MOST_WORDS:] if backwards else row[:_MOST_WORDS]
    while chosen and chosen[-1].bare == "of":
        chosen = chosen[:-1]
    return " ".join(piece.raw for piece in chosen)
