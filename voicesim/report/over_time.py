"""The tellings of a story as a small table, for every report that is read."""

from __future__ import annotations

from voicesim.report.json_values import Json, figure_json, rounded, seconds
from voicesim.report.phrases import day
from voicesim.stories.story import HEADINGS
from voicesim.stories.telling import EarlierTelling
from voicesim.wording import clock

COLUMNS = ("told", "question", "length", "words a minute", "points", "left out", "other figures")
POINTS = "Points: made of all, and those to check."


def telling_row(told: EarlierTelling) -> tuple[str, ...]:
    """One telling by COLUMNS; the texts are as the story and the answer have them."""
    check = f", {told.to_check} to check" if told.to_check else ""
    return (
        day(told.said.created_at),
        told.question_id,
        f"{told.words} words" if told.said.answer_s is None else clock(told.said.answer_s),
        "–" if told.words_per_minute is None else f"{told.words_per_minute:.0f}",
        f"{told.made} of {told.points}{check}",
        ", ".join(HEADINGS[part] for part in told.left_out) or "–",
        ", ".join(f"{each.after.text} (written: {each.before.text})" for each in told.figures) or "–",
    )


def told_json(told: EarlierTelling) -> Json:
    return {
        "id": told.said.attempt_id,
        "created_at": told.said.created_at,
        "bank": told.bank_id,
        "question": told.question_id,
        "words": told.words,
        "answer_s": seconds(told.said.answer_s),
        "words_per_minute": rounded(told.words_per_minute, 1),
        "points": {"made": told.made, "to_check": told.to_check, "of": told.points},
        "left_out": list(told.left_out),
        "figures": [
            {"about": each.about, "written": figure_json(each.before), "said": figure_json(each.after)}
            for each in told.figures
        ],
    }
