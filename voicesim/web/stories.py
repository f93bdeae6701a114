"""Stories that people wrote, as a list and one in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.errors import InputError
from voicesim.inputs.text import clean
from voicesim.stories.story import STRONGEST, Story
from voicesim.web.stored import Stored


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One story; what its file does not say is a dash."""

    name: str
    title: str
    tags: str
    strength: str
    minutes: str


def all_stories(stored: Stored) -> dict[str, object]:
    """In the order of their names, as the folder has them."""
    return {"stories": tuple(map(_row, stored.stories()))}


def one_story(stored: Stored, name: str) -> dict[str, object]:
    """All that is written, by its headings. Raises InputError where there is no such story (any more)."""
    story = _named(stored.stories(), name)
    return {
        "story": _row(story),
        "sections": tuple((clean(each.heading), clean(each.text).strip()) for each in story.sections),
    }


def _named(stories: Sequence[Story], name: str) -> Story:
    found = next((each for each in stories if each.name == name), None)
    if found is None:
        raise InputError(f"There is no story {name}.")
    return found


def _row(story: Story) -> StoryRow:
    return StoryRow(
        name=clean(story.name),
        title=clean(story.title),
        tags=clean(", ".join(story.tags)) or "–",
        strength=f"{story.strength} of {STRONGEST}" if story.strength else "–",
        minutes=f"{story.minutes:.1f}",
    )
