"""Answers that tell a story as plain data for `--json`."""

from __future__ import annotations

from collections.abc import Sequence

from voicesim.report.json_values import Json, figure_json, rounded, seconds
from voicesim.report.over_time import told_json
from voicesim.stories.likeness import TOLD_FROM, Likeness
from voicesim.stories.telling import StoryMatch, Telling

DIGITS = 2


def telling_json(told: Telling) -> Json:
    """The story that an answer tells, and what is otherwise than written."""
    return _match(told.match) | {
        "figures": [
            {"about": each.about, "written": figure_json(each.before), "said": figure_json(each.after)}
            for each in told.figures
        ],
        "figures_not_told": [figure_json(figure) for figure in told.untold],
        "left_out": list(told.left_out),
        "words": told.words,
        "answer_s": seconds(told.answer_s),
        "written_minutes": rounded(told.match.story.minutes, DIGITS),
        "other_tellings": [
            {
                "id": each.attempt_id,
                "created_at": each.created_at,
                "words": len(each.text.split()),
                "answer_s": seconds(each.answer_s),
            }
            for each in told.others
        ],
        "tellings": list(map(told_json, told.every)),
    }


def likenesses_json(attempt_id: str, match: StoryMatch | None, found: Sequence[Likeness]) -> Json:
    """Which story is told, and how like each one the answer is."""
    return {
        "id": attempt_id,
        "story": _match(match) if match else None,
        "told_from": TOLD_FROM,
        "likeness": {each.story: rounded(each.likeness, DIGITS) for each in found},
    }


def _match(match: StoryMatch) -> Json:
    likeness = rounded(match.likeness, DIGITS)
    return {"name": match.story.name, "likeness": likeness, "decided": match.decided}
