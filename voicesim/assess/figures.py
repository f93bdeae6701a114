"""The numbers in an answer, with their units: what an interviewer writes down."""

from __future__ import annotations

from collections.abc import Sequence

from voicesim.assess.assessment import Figure
from voicesim.assess.figure_names import idiom_end, measuring, read_out
from voicesim.assess.figure_subjects import subject
from voicesim.assess.figure_units import NumberWithUnit, share_units, with_unit
from voicesim.assess.numbers import read_number
from voicesim.assess.pieces import WordPart, pieces
from voicesim.assess.tokens import tokenize
from voicesim.speech.words import Word


def find_figures(words: Sequence[Word]) -> tuple[Figure, ...]:
    """Every number that measures or counts something, in order, with its value and unit.

    Left out: calendar years, dates and clock times, ordinals, labels ("number one", "step 3", "Q4"), "one"
    without a unit of measure, and small numbers in words that count nothing ("the two of us"). A fraction
    has its value and no unit: "a third of" is 0.33. In "from 19 to 6 hours" both numbers have the unit.
    """
    tokens = tokenize(words)
    said = pieces(tokens)
    found = measuring(said, share_units(said, _find_all(said)))
    return tuple(
        Figure(
            _text(said[hit.number.first : hit.last + 1]),
            hit.number.value,
            hit.unit,
            tokens[said[hit.number.first].token].start_s,
            subject(said, hit, found),
        )
        for hit in found
    )


def _find_all(said: Sequence[WordPart]) -> list[NumberWithUnit]:
    others = read_out(said)
    found = []
    place = 0
    while place < len(said):
        past = idiom_end(said, place)
        if past or place in others:
            place = past or place + 1
            continue
        number = read_number(said, place)
        if number:
            found.append(with_unit(said, number))
            place = found[-1].last
        place += 1
    return found


def _text(said: Sequence[WordPart]) -> str:
    text = said[0].raw
    for piece in said[1:]:
        text += ("-" if piece.joined else " ") + piece.raw
    return text
