"""Pieces of a recogniser's transcript as words: whole, in order, each with its times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise
from math import inf
from statistics import median

from voicesim.inputs.text import clean
from voicesim.inputs.tools.piece import Segment, TimedText
from voicesim.inputs.tools.punctuation import punctuated
from voicesim.inputs.turns import Turn
from voicesim.speech.words import Word

LETTER_S = 0.06
"""How long a letter takes to say where a transcript does not tell: speech has about 16 a second."""

BACK_S = 5.0
"""Times may go back so far, as where people speak at once; further, and they count from other starts."""


def turns_of(segments: Sequence[Segment]) -> tuple[Turn, ...]:
    """The words of the segments by who said them, each with times; empty when nothing was said.

    Where only a segment is timed its words share its time by their length, and a word without times gets
    the time between its neighbours. Raises ValueError, saying what is wrong, when no time is known or when
    the times go back.
    """
    if not any(segment.words for segment in segments):
        pieces = _filled(_joined([segment.whole for segment in segments]), 0.0, inf)
    else:
        pieces = [piece for each in _bounded(segments) for piece in _of_segment(*each)]
    if pieces and all(_start_s(segment) is None for segment in segments):
        raise ValueError("it has no time for any word")
    said = [(piece.speaker, word) for piece in pieces for word in _spread(piece)]
    ordered = zip((speaker for speaker, _ in said), _in_order(word for _, word in said), strict=True)
    return tuple(
        Turn(speaker, tuple(word for _, word in row))
        for speaker, row in groupby(ordered, key=lambda one: one[0])
    )


def _bounded(segments: Sequence[Segment]) -> Iterator[tuple[Segment, float, float]]:
    """Each segment with the times between which its words lie."""
    starts = _following([_start_s(segment) for segment in segments])
    free_s = 0.0
    for segment, following_s in zip(segments, starts[1:], strict=True):
        from_s = free_s if segment.whole.start_s is None else segment.whole.start_s
        to_s = following_s if segment.whole.end_s is None else segment.whole.end_s
        yield segment, from_s, max(from_s, inf if to_s is None else to_s)
        free_s = max([free_s, *(word.end_s or 0.0 for word in (*segment.words, segment.whole))])


def _start_s(segment: Segment) -> float | None:
    known = (word.start_s for word in (segment.whole, *segment.words) if word.start_s is not None)
    return next(known, None)


def _following(starts: Sequence[float | None]) -> list[float | None]:
    """The first start that is known at each place or later, and None for the end."""
    found: list[float | None] = [None]
    for start_s in reversed(starts):
        found.append(found[-1] if start_s is None else start_s)
    return found[::-1]


def _of_segment(segment: Segment, from_s: float, to_s: float) -> list[TimedText]:
    if not segment.words:
        return _filled([segment.whole], from_s, to_s)
    pieces = _filled(punctuated(_joined(segment.words), segment.whole.text), from_s, to_s)
    return list(_spoken_by(pieces, segment.whole.speaker))


def _spoken_by(pieces: Sequence[TimedText], speaker: str | None) -> Iterator[TimedText]:
    """The pieces of a segment with its `speaker` where they have none, or else with the one before them."""
    named = (piece.speaker for piece in pieces if piece.speaker is not None)
    last = speaker or next(named, None)
    for piece in pieces:
        last = piece.speaker or speaker or last
        yield replace(piece, speaker=last)


def _joined(pieces: Sequence[TimedText]) -> list[TimedText]:
    """Whole words, where only what begins one has a space before it."""
    shown = [piece for piece in pieces if clean(piece.text).strip()]
    spaced = sum(piece.text[0].isspace() for piece in shown[1:])
    if not spaced or spaced < len(shown[1:]) / 3:  # a stray space marks nothing
        return shown
    whole: list[TimedText] = []
    for piece in shown:
        if not whole or piece.text[0].isspace() or whole[-1].text[-1].isspace():
            whole.append(piece)
            continue
        begun = whole.pop()
        start_s = piece.start_s if begun.start_s is None else begun.start_s
        end_s = begun.end_s if piece.end_s is None else piece.end_s
        certain = min(begun.probability, piece.probability)
        whole.append(
            TimedText(begun.text + piece.text, start_s, end_s, certain, begun.speaker or piece.speaker)
        )
    return whole


def _filled(pieces: Sequence[TimedText], from_s: float, to_s: float) -> list[TimedText]:
    """The pieces with every time: those that are missing are shared out between their neighbours'."""
    letter_s = _letter_s(pieces)
    starts = _following([piece.start_s for piece in pieces])
    found: list[TimedText] = []
    run: list[TimedText] = []
    free_s = from_s
    for piece, following_s in zip(pieces, starts[1:], strict=True):
        if piece.start_s is None:
            run.append(piece)
            continue
        found += _fitted(run, free_s, piece.start_s, letter_s)
        run = []
        until_s = max(piece.start_s, to_s if following_s is None else following_s)
        found += [piece] if piece.end_s is not None else _fitted([piece], piece.start_s, until_s, letter_s)
        free_s = max(free_s, found[-1].end_s or 0.0)
    return found + _fitted(run, free_s, to_s, letter_s)


def _fitted(run: Sequence[TimedText], from_s: float, to_s: float, letter_s: float) -> list[TimedText]:
    """The pieces of a run one after the other, as long as they take, but no longer than there is room."""
    length_s = letter_s * sum(len(piece.text) + 1 for piece in run)
    return _shared(run, from_s, from_s + min(length_s, max(0.0, to_s - from_s)))


def _letter_s(pieces: Sequence[TimedText]) -> float:
    known = [
        (piece.end_s - piece.start_s) / (len(piece.text) + 1)
        for piece in pieces
        if piece.start_s is not None and piece.end_s is not None
    ]
    return median(known) or LETTER_S if known else LETTER_S


def _shared(pieces: Sequence[TimedText], from_s: float, to_s: float) -> list[TimedText]:
    shares = [0, *accumulate(len(piece.text) + 1 for piece in pieces)]
    if not pieces:
        return []
    marks = [round(from_s + (to_s - from_s) * share / shares[-1], 3) for share in shares]
    return [
        replace(piece, start_s=start_s, end_s=end_s)
        for piece, (start_s, end_s) in zip(pieces, pairwise(marks), strict=True)
    ]


def _spread(piece: TimedText) -> Iterator[Word]:
    texts = clean(piece.text).split()
    if not texts:
        return
    parts = [replace(piece, text=text) for text in texts]
    for part in _shared(parts, piece.start_s or 0.0, piece.end_s or 0.0) if len(parts) > 1 else parts:
        yield Word(part.text, part.start_s, part.end_s, part.probability)


def _in_order(words: Iterable[Word]) -> Iterator[Word]:
    """The words, none of which begins before the one before it."""
    latest_s = 0.0
    for word in words:
        start_s, end_s = word.start_s or 0.0, word.end_s or 0.0
        if start_s < latest_s - BACK_S:
            raise ValueError(
                f"its times go back from {latest_s:g} to {start_s:g} s at “{word.text[:40]}”; "
                "write it again with times from the start of the recording"
            )
        latest_s = max(latest_s, start_s)
        yield replace(word, start_s=latest_s, end_s=max(latest_s, end_s))
