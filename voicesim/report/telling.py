"""An answer that tells a story, held against what is written: in words, for every report that is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from voicesim.assess.drift import Drift
from voicesim.report.details import Detail, figure_words
from voicesim.stories.story import HEADINGS
from voicesim.stories.telling import StoryMatch, Telling
from voicesim.wording import clock, count

MAX_OTHERS = 5


def how_matched(match: StoryMatch) -> str:
    return "as you said" if match.decided else f"likeness {match.likeness:.2f}"


def telling_details(told: Telling) -> Iterator[Detail]:
    """What is otherwise in the answer than in the story, a name and a sentence each; the texts are as the
    story and the answer have them."""
    for drift in told.figures:
        yield "Other figure", _drift_words(drift)
    if told.untold:
        yield "Figures not told", ", ".join(map(figure_words, told.untold))
    if told.left_out:
        yield "Left out, or told in other words", ", ".join(HEADINGS[part] for part in told.left_out)
    yield "Length", _length(told)


def _drift_words(drift: Drift) -> str:
    at = "" if drift.after.at_s is None else f" at {clock(drift.after.at_s)}"
    return f"written “{drift.before.text}”, said “{drift.after.text}”{at} (about {drift.about})"


def _length(told: Telling) -> str:
    this = count(told.words, "word") if told.answer_s is None else clock(told.answer_s)
    others = [
        f"{_length_of(each.answer_s, each.text)} on {_day(each.created_at)}"
        for each in told.others[-MAX_OTHERS:]
    ]
    before = f"; told {', '.join(others)}" if others else "; no other telling"
    return f"{this}{before}; written {clock(60 * told.match.story.minutes)}"


def _day(stamp: str) -> str:
    return f"{datetime.fromisoformat(stamp).astimezone():%Y-%m-%d}"


def _length_of(answer_s: float | None, text: str) -> str:
    return count(len(text.split()), "word") if answer_s is None else clock(answer_s)
