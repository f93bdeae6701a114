"""Stories as plain data for `--json`."""

from __future__ import annotations

from collections.abc import Sequence

from voicesim.report.json_values import Json, rounded
from voicesim.report.over_time import told_json
from voicesim.store.stories import AnswerWords
from voicesim.stories.story import Story
from voicesim.stories.telling import EarlierTelling, last_told

DIGITS = 2


def story_json(story: Story, tellings: Sequence[AnswerWords]) -> Json:
    """What a list tells of a story; `tellings` are the answers that told it."""
    told_on = last_told(story, tellings)
    return _outline(story) | {
        "last_told": told_on.isoformat() if told_on else None,
        "tellings": [each.attempt_id for each in tellings],
    }


def _outline(story: Story) -> Json:
    return {
        "name": story.name,
        "path": str(story.path),
        "title": story.title,
        "tags": list(story.tags),
        "strength": story.strength,
        "last_told": story.last_told.isoformat() if story.last_told else None,
        "minutes": rounded(story.minutes, DIGITS),
    }


def story_in_full_json(story: Story, tellings: Sequence[EarlierTelling] = ()) -> Json:
    """A story with all that its file holds, also what is kept and not read, and every telling of it."""
    sections = [
        {"heading": each.heading, "part": each.part, "line": each.line, "text": each.text}
        for each in story.sections
    ]
    return _outline(story) | {
        "keys": dict(story.keys),
        "sections": sections,
        "text": story.text,
        "tellings": list(map(told_json, tellings)),
    }
