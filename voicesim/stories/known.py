"""Which of the known stories many answers tell, without reading every answer in full.

To find names and figures takes milliseconds an answer, and nearly no answer tells a story. So what a text
could have in common with a story is bounded first: by its runs of letters and its numbers, then by its words
and names. Only what could be a telling is read; what is found is just what `likenesses` finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from voicesim.assess.drift import stem_of_substance
from voicesim.assess.figure_units import KNOWN_UNITS
from voicesim.assess.number_words import (
    COMPARED,
    MONEY,
    MULTIPLES,
    PARTS,
    SCALES,
    SIGNS_OF_PARTS,
    SMALL,
    TENS,
)
from voicesim.assess.tokens import MARKS, straight
from voicesim.stories.likeness import (
    FEWEST,
    TELLING,
    TOLD_FROM,
    Terms,
    like,
    story_terms,
    terms_of,
    weight,
    words_and_names,
)
from voicesim.stories.story import Story, as_words

_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(rf"\d+|[{''.join(SIGNS_OF_PARTS)}]")
_NUMBERS = frozenset({*SMALL, *TENS, *SCALES, *PARTS, *MULTIPLES, *COMPARED})
"""There is one of them in every number that has no digits."""

_UNITS = frozenset({*KNOWN_UNITS.values(), *MONEY.values(), "people"})
"""Units that may be written otherwise."""

_ALMOST = TOLD_FROM - 1e-9
_stem = lru_cache(maxsize=65_536)(stem_of_substance)


class KnownStories:
    """Remembers what each answer told for as long as its text stays the same."""

    def __init__(self, stories: tuple[Story, ...]) -> None:
        self._stories = tuple(_Known(each) for each in stories)
        self._told: dict[str, tuple[int, tuple[Story, float] | None]] = {}

    def told_in(self, attempt_id: str, text: str) -> tuple[Story, float] | None:
        """The story most like an answer's text, and how like it is; None where none is told."""
        sum_of_text = hash(text)
        kept = self._told.get(attempt_id)
        if kept is None or kept[0] != sum_of_text:
            kept = self._told[attempt_id] = (sum_of_text, self._tell(text))
        return kept[1]

    def _tell(self, text: str) -> tuple[Story, float] | None:
        glance = _glance(text.split())
        could = [each for each in self._stories if each.could_be(glance)]
        if not could:
            return None
        said = as_words(text)
        words, names = words_and_names(said)
        nearer = replace(glance, words=words, names=names, weighs=weight((words, names)))
        could = [each for each in could if each.could_be(nearer)]
        if not could:
            return None
        terms = terms_of(said)
        found = [(like(terms, each.terms), each.story) for each in could]
        likeness, story = min(found, key=lambda each: (-each[0], each[1].name))
        return (story, likeness) if likeness >= TOLD_FROM else None


@lru_cache(maxsize=2)
def known_by(stories: tuple[Story, ...]) -> KnownStories:
    """The same one for the same stories, so that what was found in an answer is found once."""
    return KnownStories(stories)


@dataclass(frozen=True, slots=True)
class _Glance:
    """The words of substance, names, runs of letters and figures that a text has at most, and what it weighs
    at least."""

    words: Set[object]
    names: Set[object]
    runs: Set[str]
    figures: int
    weighs: float


class _Known:
    """A story, and how like it a text can be at most."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.terms: Terms = story_terms(story)
        self._weighs = weight(self.terms)
        self._names = frozenset(each for each in self.terms[1] if isinstance(each, str))
        units = [each[1] for each in self.terms[1] if isinstance(each, tuple)]
        self._counted = [{each, each.removesuffix("s")} for each in units if _is_said(each)]
        self._measured = len(units) - len(self._counted)

    def could_be(self, text: _Glance) -> bool:
        """Whether the text may tell this story, if as many as possible of its figures are the story's: what
        they count is named in it."""
        shared = len(self.terms[0] & text.words)
        figures = self._measured + sum(not text.runs.isdisjoint(each) for each in self._counted)
        telling = TELLING * (len(self._names & text.names) + min(figures, text.figures))
        least = max(text.weighs, shared) + telling
        return (shared + telling) / max(FEWEST, (self._weighs + least) / 2) >= _ALMOST


def _glance(words: Iterable[str]) -> _Glance:
    seen = [_seen(word) for word in words]
    runs = frozenset(run for each, _, _ in seen for run in each)
    at_most = frozenset(filter(None, map(_stem, runs)))
    at_least = {alone for _, alone, _ in seen if alone}
    return _Glance(at_most, at_most, runs, sum(figures for _, _, figures in seen), len(at_least))


def _is_said(unit: str | None) -> bool:
    """Whether it is the very word that stands in the text: "parcels", but neither "percent" nor "people"."""
    return unit is not None and unit.isalpha() and unit not in _UNITS


@lru_cache(maxsize=65_536)
def _seen(word: str) -> tuple[tuple[str, ...], str | None, int]:
    """The runs of letters of a written word, the stem that it surely has, and its numbers at most.

    A token of substance is a run of letters between marks; a written word that is nothing but letters before
    its last marks is one token.
    """
    plain = straight(word)
    runs = [run.lower() for run in _LETTERS.findall(plain)]
    alone = plain.rstrip(MARKS)
    numbers = sum(run in _NUMBERS for run in runs) + len(_DIGITS.findall(plain))
    return tuple(runs), stem_of_substance(alone.lower()) if alone.isalpha() else None, numbers
