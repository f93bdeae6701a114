"""Stories as plain data for `--json`."""

from __future__ import annotations

from voicesim.report.json_values import Json, rounded
from voicesim.stories.story import Story

DIGITS = 2


def story_json(story: Story) -> Json:
    """What a list tells of a story."""
    return {
        "name": story.name,
        "path": str(story.path),
        "title": story.title,
        "tags": list(story.tags),
        "strength": story.strength,
        "last_told": story.last_told.isoformat() if story.last_told else None,
        "minutes": rounded(story.minutes, DIGITS),
    }


def story_in_full_json(story: Story) -> Json:
    """A story with all that its file holds, also what is kept and not read."""
    sections = [
        {"heading": each.heading, "part": each.part, "line": each.line, "text": each.text}
        for each in story.sections
    ]
    return story_json(story) | {"keys": dict(story.keys), "sections": sections, "text": story.text}
