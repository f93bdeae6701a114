"""What can be asked, and what a good answer to it makes clear."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["content", "tradeoff", "metric"]
Style = Literal["approach", "story", "case", "metric", "diagnose", "estimate", "strategy", "intro", "ask"]
"""What kind of answer a question asks for; styles.py says how each is answered."""


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One thing that an interviewer listens for.

    `means` says what the speaker must have done or said, in the third person; `cues` are phrases that
    often introduce it (hints, never proof); `probe` is the follow-up asked aloud when it was missed.
    """

    id: str
    kind: Kind
    means: str
    cues: tuple[str, ...]
    probe: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What the interviewer `says` when a clarifying question holds one of the words in `asks`."""

    asks: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Range:
    """What a sensible estimate lies between, both ends included, and what is counted."""

    low: float
    high: float
    unit: str

    def holds(self, value: float) -> bool:
        """Whether a number lies in it."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is asked aloud; `target_s` is the length that a good answer has, in seconds.

    `notes` are for whoever keeps the bank: never asked, never judged, and so no part of what makes two
    questions differ.
    """

    id: str
    section: str
    prompt: str
    style: Style
    target_s: float
    key_points: tuple[KeyPoint, ...]
    facts: tuple[Fact, ...] = ()
    estimate: Range | None = None
    notes: tuple[str, ...] = field(default=(), compare=False)

    def point(self, point_id: str) -> KeyPoint:
        """The key point with this id. Raises KeyError when there is none."""
        for point in self.key_points:
            if point.id == point_id:
                return point
        raise KeyError(point_id)


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    source: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """A question bank; `version` changes whenever its content does.

    `vocabulary` are names and terms in the answers that a speech model would misspell.
    """

    id: str
    title: str
    version: str
    sections: tuple[Section, ...]
    vocabulary: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)
