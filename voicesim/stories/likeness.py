"""Which story an answer tells, by the words, names and figures that both have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from voicesim.assess.drift import substance
from voicesim.assess.figure_units import in_one_unit
from voicesim.assess.figures import find_figures
from voicesim.assess.tokens import tokenize
from voicesim.speech.words import Word
from voicesim.stories.story import Story

TOLD_FROM = 0.24
"""Likeness from which an answer is taken to tell a story; docs/stories.md says what that was measured on."""

TELLING = 2.0
"""A name or a figure tells as much as so many words."""

FEWEST = 20.0
"""What is compared weighs at least so much, so that a few words in common are no likeness."""

Terms = tuple[frozenset[object], frozenset[object]]
"""Words of substance; names and figures."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a story what was said is: 1 for its very words, 0 for none of them."""

    story: str
    likeness: float

    @property
    def tells(self) -> bool:
        return self.likeness >= TOLD_FROM


def likenesses(said: Sequence[Word], stories: Iterable[Story]) -> tuple[Likeness, ...]:
    """All stories, the one most like what was said first."""
    terms = terms_of(tuple(said))
    found = [Likeness(story.name, like(terms, story_terms(story))) for story in stories]
    return tuple(sorted(found, key=lambda each: (-each.likeness, each.story)))


def like(one: Terms, other: Terms) -> float:
    """What both have, as a share of what they have on average."""
    shared = weight((one[0] & other[0], one[1] & other[1]))
    return shared / max(FEWEST, (weight(one) + weight(other)) / 2)


def held(part: Terms, whole: Terms) -> float:
    """The share of a part that the whole has; 1 for a part without substance."""
    whole_weight = weight(part)
    return weight((part[0] & whole[0], part[1] & whole[1])) / whole_weight if whole_weight else 1.0


@lru_cache(maxsize=512)  # the same stories are held against many answers
def story_terms(story: Story) -> Terms:
    """What a story can be known by, as it is written."""
    return terms_of(story.words)


@lru_cache(maxsize=512)
def terms_of(words: tuple[Word, ...]) -> Terms:
    """What a text can be known by."""
    spoken_of, names = words_and_names(words)
    return spoken_of, names | {in_one_unit(figure) for figure in find_figures(words)}


def words_and_names(words: tuple[Word, ...]) -> Terms:
    """What a text can be known by but for its figures, which take the longest to find."""
    tokens = tokenize(words)
    names: set[object] = set()
    begins = True
    for token in tokens:
        if not begins and len(token.bare) > 2 and token.bare.isalpha() and token.raw[:1].isupper():
            names |= substance([token])
        begins = token.stop
    return frozenset(substance(tokens)), frozenset(names)


def weight(terms: Terms) -> float:
    return len(terms[0]) + TELLING * len(terms[1])
