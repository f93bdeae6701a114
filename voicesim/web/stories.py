"""The stories that people wrote, and how one of them was told over time."""

from __future__ import annotations

from dataclasses import dataclass

from voicesim.errors import InputError
from voicesim.inputs.text import clean
from voicesim.report.over_time import COLUMNS, telling_row
from voicesim.report.phrases import day
from voicesim.stories.markup import spoken
from voicesim.stories.story import STRONGEST, Story
from voicesim.web.found import place
from voicesim.web.stored import Stored


@dataclass(frozen=True, slots=True)
class StoryRow:
    name: str
    title: str
    tags: str
    strength: str
    minutes: str
    tellings: int
    last: str


def all_stories(stored: Stored) -> dict[str, object]:
    """By the names that the template has for them, in the order of the folder."""
    stories = stored.stories()
    told = stored.tellings(stories)
    return {
        "stories": tuple(
            StoryRow(
                name=each.name,
                title=clean(each.title),
                tags=clean(", ".join(each.tags)),
                strength=f"{each.strength} of {STRONGEST}" if each.strength else "–",
                minutes=f"{each.minutes:.1f}",
                tellings=len(told[each.name]),
                last=day(told[each.name][-1].said.created_at) if told[each.name] else "",
            )
            for each in stories
        )
    }


def one_story(stored: Stored, name: str) -> dict[str, object]:
    """A story as it is written, and a row for each telling, oldest first. Raises InputError where there is
    none."""
    stories = stored.stories()
    story = next((each for each in stories if each.name == name), None)
    if story is None:
        raise InputError(f"There is no story {name}.")
    tellings = stored.tellings(stories)[name]
    return {
        "name": clean(story.name),
        "title": clean(story.title),
        "parts": _parts(story),
        "columns": COLUMNS,
        "tellings": tuple(
            (place(each.session_id, each.said.attempt_id), tuple(map(clean, telling_row(each))))
            for each in tellings
        ),
    }


def _parts(story: Story) -> tuple[tuple[str, str], ...]:
    return tuple(
        (clean(each.heading), clean(spoken(each.text))) for each in story.sections if each.part is not None
    )
