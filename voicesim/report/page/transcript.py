"""The words of an answer in paragraphs: what shows a point, what was a filler, where it was silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from voicesim.assess.assessment import Assessment, Filler, Gap, Repeat, Structure
from voicesim.inputs.text import clean
from voicesim.speech.words import Word

DOUBTED_BELOW = 0.5
"""Words that the speech model itself gave less than even odds."""


@dataclass(frozen=True, slots=True)
class ShownWord:
    """A word; `mark` is "filler", "repeat", "doubt" or empty; `pause_s` is the long silence before it."""

    text: str
    start_s: float | None
    end_s: float | None
    mark: str = ""
    pause_s: float | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that show the same points; `points` are their numbers from 1, none for most words.

    `ends` are the points whose evidence ends here.
    """

    words: tuple[ShownWord, ...]
    points: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs in a row; `label` is the part of the answer that begins here, or empty."""

    label: str
    runs: tuple[Run, ...]


def lay_out(words: Sequence[Word], assessment: Assessment) -> tuple[Paragraph, ...]:
    """The whole transcript; paragraphs begin where a part of the answer does and where one ends."""
    points = _points_of(assessment)
    shown = _shown(words, assessment)
    breaks = _breaks(_parts(assessment.structure), len(words))
    edges = [*sorted(breaks), len(words)]
    return tuple(
        Paragraph(breaks[first], tuple(_runs(shown, points, first, after)))
        for first, after in pairwise(edges)
        if after > first
    )


def _points_of(assessment: Assessment) -> dict[int, tuple[int, ...]]:
    """For each word that shows something, the numbers of the points."""
    found: dict[int, list[int]] = {}
    for number, hit in enumerate(assessment.points, 1):
        if hit.verdict != "missed" and hit.first_word is not None and hit.last_word is not None:
            for index in range(hit.first_word, hit.last_word + 1):
                found.setdefault(index, []).append(number)
    return {index: tuple(numbers) for index, numbers in found.items()}


def _shown(words: Sequence[Word], assessment: Assessment) -> tuple[ShownWord, ...]:
    marks = {index: "doubt" for index, word in enumerate(words) if word.probability < DOUBTED_BELOW}
    marks |= dict.fromkeys(_places(assessment.delivery.repeated), "repeat")
    marks |= dict.fromkeys(_places(assessment.delivery.fillers), "filler")
    pauses = _pauses_before(words, assessment.timing.pauses)
    return tuple(
        ShownWord(clean(word.text), word.start_s, word.end_s, marks.get(index, ""), pauses.get(index))
        for index, word in enumerate(words)
    )


def _places(heard: Iterable[Filler | Repeat]) -> Iterator[int]:
    for one in heard:
        if one.first_word is not None and one.last_word is not None:
            yield from range(one.first_word, one.last_word + 1)


def _pauses_before(words: Sequence[Word], pauses: Iterable[Gap]) -> dict[int, float]:
    """The length of each pause by the word that follows it; word times overlap the silence at times."""
    found = {}
    for pause in pauses:
        middle_s = (pause.start_s + pause.end_s) / 2
        for index, word in enumerate(words):
            if (
                word.start_s is not None
                and word.end_s is not None
                and word.start_s + word.end_s > 2 * middle_s
            ):
                found[index] = pause.end_s - pause.start_s
                break
    return found


def _parts(structure: Structure | None) -> list[tuple[str, int, int]]:
    """The name, first and last word of each part, phase or question in order; of phases that begin
    in one sentence all names."""
    if structure is None:
        return []
    found: list[tuple[int, int, str]] = [
        (part.first_word, part.last_word, part.name) for part in structure.parts
    ]
    found += [
        (one.first_word, one.last_word, phase.name) for phase in structure.phases for one in phase.stretches
    ]
    found += [(one.place.first_word, one.place.last_word, "question") for one in structure.questions]
    places: dict[int, tuple[list[str], int]] = {}
    for first, last, name in found:
        names, before = places.get(first, ([], last))
        places[first] = ([*names, name], max(before, last))
    return [(", ".join(names), first, last) for first, (names, last) in sorted(places.items())]


def _breaks(parts: Iterable[tuple[str, int, int]], length: int) -> dict[int, str]:
    """The first word of each paragraph, with its label."""
    found = {0: ""}
    for name, first, last in parts:
        if first < length:
            found[first] = name
            found.setdefault(last + 1, "")
    return {index: label for index, label in found.items() if index < length or not index}


def _runs(
    shown: Sequence[ShownWord], points: Mapping[int, tuple[int, ...]], first: int, after: int
) -> Iterator[Run]:
    for numbers, group in groupby(range(first, after), key=lambda index: points.get(index, ())):
        places = list(group)
        following = points.get(places[-1] + 1, ())
        ends = tuple(number for number in numbers if number not in following)
        yield Run(tuple(shown[index] for index in places), numbers, ends)
