"""Times for the words of passages: those written beside them, else a part of the passage's time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from voicesim.inputs.turns import MarkedWord, Passage
from voicesim.speech.words import Word


def spread(passages: Iterable[Passage]) -> Iterator[tuple[Word, ...]]:
    """The words of each passage; without times where the passage has none.

    A passage that begins before the one before it has ended begins at that end. Between two inline times,
    or where there are none or they are out of order, each word gets a part by its length.
    """
    free_s = 0.0
    for passage in passages:
        said = [piece for line in passage.lines for piece in line]
        if passage.start_s is None or passage.end_s is None:
            yield tuple(Word(piece.text, None, None, 1.0) for piece in said)
            continue
        if not said:
            yield ()
            continue
        start_s = max(passage.start_s, free_s)
        free_s = max(passage.end_s, start_s)
        yield tuple(_timed(said, start_s, free_s))


def _timed(said: Sequence[MarkedWord], start_s: float, end_s: float) -> Iterator[Word]:
    places = [0] + [place for place, piece in enumerate(said) if place and piece.at_s is not None]
    first_s = said[0].at_s
    marks = [
        start_s if first_s is None else first_s,
        *(said[place].at_s or 0.0 for place in places[1:]),
        end_s,
    ]
    if any(after < before for before, after in pairwise([start_s, *marks])):
        places, marks = [0], [start_s, end_s]
    for (place, after), (from_s, to_s) in zip(pairwise([*places, len(said)]), pairwise(marks), strict=True):
        yield from _shared([piece.text for piece in said[place:after]], from_s, to_s)


def _shared(texts: Sequence[str], start_s: float, end_s: float) -> Iterator[Word]:
    shares = [0, *accumulate(len(text) + 1 for text in texts)]
    marks = [round(start_s + (end_s - start_s) * share / shares[-1], 3) for share in shares]
    for text, (from_s, to_s) in zip(texts, pairwise(marks), strict=True):
        yield Word(text, from_s, to_s, 1.0)
