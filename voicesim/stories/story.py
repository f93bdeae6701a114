"""A story of one's own, as it is written: its parts, its figures, and what is kept beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from voicesim.speech.words import Word
from voicesim.stories.markup import spoken

StoryPart = Literal["situation", "task", "action", "result", "figures", "differently"]
PARTS: tuple[StoryPart, ...] = get_args(StoryPart)
HEADINGS: dict[StoryPart, str] = {
    "situation": "Situation",
    "task": "Task",
    "action": "Action",
    "result": "Result",
    "figures": "Figures",
    "differently": "What I would do differently",
}
KEYS = ("title", "tags", "strength", "last_told")
WEAKEST, STRONGEST = 1, 5
WORDS_PER_MINUTE = 150
"""The pace at which the minutes of a written story are counted."""


@dataclass(frozen=True, slots=True)
class StorySection:
    """A heading of the file and what stands below it, as written; `part` None where we do not know it."""

    heading: str
    text: str
    line: int
    part: StoryPart | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """`name` is the file's name without its ending. `keys` is all of the front matter as text, known or not,
    and `sections` the whole body, so that nothing that was written is lost on the way.

    `strength` is from 1 to 5; it and `last_told` are None where the file does not say.
    """

    name: str
    path: Path
    title: str
    tags: tuple[str, ...] = ()
    strength: int | None = None
    last_told: date | None = None
    sections: tuple[StorySection, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()

    def part(self, name: StoryPart) -> str:
        """What one part says, without markup; empty where there is none."""
        return " ".join(spoken(each.text) for each in self.sections if each.part == name)

    @property
    def told(self) -> str:
        """What would be said: all parts but the list of figures, which the other parts tell."""
        return " ".join(filter(None, (self.part(name) for name in PARTS if name != "figures")))

    @property
    def text(self) -> str:
        """All that is known of the story, in the order in which stories are told."""
        return " ".join(filter(None, map(self.part, PARTS)))

    @property
    def words(self) -> tuple[Word, ...]:
        """The text as an answer that was given in writing."""
        return as_words(self.text)

    @property
    def minutes(self) -> float:
        """How long it would take to say."""
        return len(self.told.split()) / WORDS_PER_MINUTE


def as_words(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, None, None, 1.0) for word in text.split())
