"""Where searched words were said, with the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.speech.words import Word
from voicesim.store.search import Match

CONTEXT_WORDS = 9

Place = tuple[int, int]
"""The first and the last word of what was found, inclusive."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words in a row; `first` is the place of the first of them, and `places` are those that were found.

    `before` and `after` tell whether there is more on either side.
    """

    words: tuple[Word, ...]
    first: int
    places: tuple[Place, ...]
    before: bool
    after: bool

    @property
    def start_s(self) -> float | None:
        """The second of what was found first."""
        return self.words[self.places[0][0] - self.first].start_s


def excerpts(match: Match) -> tuple[Excerpt, ...]:
    """One for each place; those whose surroundings would overlap are one."""
    return tuple(_excerpt(match, group) for group in _close_together(match.places))


def _close_together(places: Sequence[Place]) -> list[list[Place]]:
    groups: list[list[Place]] = []
    for place in places:
        if groups and place[0] - groups[-1][-1][1] <= 2 * CONTEXT_WORDS:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _excerpt(match: Match, group: Sequence[Place]) -> Excerpt:
    first = max(0, group[0][0] - CONTEXT_WORDS)
    last = min(len(match.words) - 1, group[-1][1] + CONTEXT_WORDS)
    return Excerpt(match.words[first : last + 1], first, tuple(group), first > 0, last < len(match.words) - 1)
