"""Calculations that are said aloud: numbers with operators between them, and what is said to come of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicesim.assess.pieces import WordPart, piece_at
from voicesim.assess.spoken_numbers import Spoken, read_spoken
from voicesim.assess.sum_words import (
    BACK,
    EACH,
    LINKS,
    NEEDS_EACH,
    OPERATOR_PHRASES,
    OPERATORS,
    VAGUE,
    Operator,
)

_MAX_TERMS = 5
_MAX_VAGUE = 4


@dataclass(frozen=True, slots=True)
class SumChain:
    """Numbers with the operators between them, and what was said to come of it; `linked` says that a word
    such as "is" stands before the result, in the same sentence."""

    terms: tuple[Spoken, ...]
    operators: tuple[Operator, ...]
    result: Spoken
    linked: bool


def find_chains(said: Sequence[WordPart]) -> Iterator[SumChain]:
    """Every calculation with its result, in order; one can go on with the result of the one before."""
    place = 0
    while place < len(said):
        chain = _chain(said, place)
        if chain is None:
            number = read_spoken(said, place)
            place = number.number_last + 1 if number else place + 1
            continue
        yield chain
        place = chain.result.first  # "…, times two is …" goes on with it


def _chain(said: Sequence[WordPart], place: int) -> SumChain | None:
    first = read_spoken(said, place)
    if first is None:
        return None
    terms, operators = [first], []
    while len(terms) <= _MAX_TERMS and (more := _operation(said, terms[-1])):
        operators.append(more[0])
        terms.append(more[1])
    if not operators:
        return None
    found = _result(said, terms[-1])
    return None if found is None else SumChain(tuple(terms), tuple(operators), *found)


def _operation(said: Sequence[WordPart], term: Spoken) -> tuple[Operator, Spoken] | None:
    """The operator behind a number or its unit, and the number that it is used with."""
    place = term.last + 1
    if said[term.last].stop or place >= len(said):
        return None
    if (of := _of(said, term)) is not None:
        return of
    for phrase in OPERATOR_PHRASES.get(said[place].bare, ()):
        after = place + len(phrase)
        whole = tuple(piece.bare for piece in said[place:after]) == phrase
        if not whole or any(piece.ends for piece in said[place:after]) or after >= len(said):
            continue
        other = read_spoken(said, _past_vague(said, after))
        if other is not None and (phrase[0] not in NEEDS_EACH or _is_each(said, other)):
            return OPERATORS[phrase], other
    return None


def _is_each(said: Sequence[WordPart], term: Spoken) -> bool:
    return bool(EACH & {*term.unit[:2], piece_at(said, term.last)})


def _of(said: Sequence[WordPart], term: Spoken) -> tuple[Operator, Spoken] | None:
    """ "half of forty thousand", "20 percent of the 60 million"."""
    place = term.number_last + 1
    place += piece_at(said, place) in ("percent", "%")
    if not (term.percent or term.share) or piece_at(said, place) != "of":
        return None
    place += 1 + (piece_at(said, place + 1) in ("the", "those", "these", "all", "our"))
    other = read_spoken(said, place) if place < len(said) else None
    return None if other is None else ("times", other)


def _past_vague(said: Sequence[WordPart], place: int) -> int:
    """The place behind the words that may stand before a number: "about", "say", "a"."""
    for _ in range(_MAX_VAGUE):
        if (
            place >= len(said)
            or read_spoken(said, place)
            or said[place].bare not in VAGUE
            or said[place].stop
        ):
            break
        place += 1
    return min(place, len(said) - 1)


def _result(said: Sequence[WordPart], term: Spoken) -> tuple[Spoken, bool] | None:
    """What the sum is said to come to, and whether a word links the two in one sentence."""
    place = term.last + 1
    if place >= len(said):
        return None
    stopped, comma = said[term.last].stop, said[term.last].ends
    link = _link_end(said, _past_vague(said, place) if comma and not stopped else place)
    if stopped and (not link or said[place].bare not in BACK):
        return None
    if not link and not comma:
        return None
    result = read_spoken(said, _past_vague(said, link or place))
    return None if result is None or result.first == term.first else (result, bool(link) and not stopped)


def _link_end(said: Sequence[WordPart], place: int) -> int:
    """The place behind a link that begins here, or 0."""
    for phrase in LINKS.get(piece_at(said, place), ()):
        after = place + len(phrase)
        if tuple(piece.bare for piece in said[place:after]) == phrase and after < len(said):
            return after
    return 0
