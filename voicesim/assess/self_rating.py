"""What people think of an answer of theirs before they are told."""

from __future__ import annotations

from dataclasses import dataclass

WORST, BEST = 1, 5


@dataclass(frozen=True, slots=True)
class SelfRating:
    """How an answer went, from 1 (badly) to 5 (very well), and which points its speaker thinks were made.

    Either is None where nothing was said of it. `asked` are the points that could be named, and `at` is when,
    in ISO 8601.
    """

    went: int | None
    made: tuple[str, ...] | None
    asked: tuple[str, ...]
    at: str

    def thought(self, point_id: str) -> bool | None:
        """Whether they think that they made a point; None where they were not asked, or did not say."""
        return None if self.made is None or point_id not in self.asked else point_id in self.made
