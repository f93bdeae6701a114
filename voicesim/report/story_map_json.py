"""Stories held against questions as plain data for `--json`."""

from __future__ import annotations

from collections.abc import Sequence

from voicesim.assess.coverage import SCORER, Likely
from voicesim.report.json_values import Json, rounded
from voicesim.stories.served import SERVES_SHARE, Fit, StoryMap
from voicesim.stories.story import Story

DIGITS = 2


def map_json(bank_id: str, found: StoryMap, stories: Sequence[Story]) -> Json:
    """Every story held against every question; `expected` is a sum of likelihoods."""
    told = {story.name: story for story in stories}
    return {
        "bank": bank_id,
        "judge": SCORER,
        "serves_from_share": SERVES_SHARE,
        "questions": [
            {
                "id": question.id,
                "section": question.section,
                "prompt": question.prompt,
                "points": len(question.key_points),
                "served_by": [fit.story for fit in found.serving(question.id)],
                "stories": [_fit(fit, told[fit.story]) for fit in found.of(question.id)],
            }
            for question in found.questions
        ],
        "unserved": list(found.unserved),
        "leaned_on": list(found.leaned_on),
        "idle": list(found.idle),
    }


def _fit(fit: Fit, story: Story) -> Json:
    return {
        "name": fit.story,
        "about_it": fit.points is not None,
        "serves": fit.serves,
        "expected": rounded(fit.expected, DIGITS),
        "points": [_likely(fit, point, story) for point in fit.points or ()],
    }


def _likely(fit: Fit, point: Likely, story: Story) -> Json:
    words = story.words[point.first_word : point.last_word + 1]
    return {
        "id": point.point_id,
        "likelihood": rounded(point.likelihood, DIGITS),
        "claim": fit.claim(point),
        "verdict": point.verdict,
        "words": " ".join(word.text for word in words) if point.verdict != "missed" else None,
    }


def drilled_json(
    question_id: str, story: str | None, sentence: str, written: str, grade: str, fits: Sequence[Fit]
) -> Json:
    """One question of a drill; `served_by` are the stories that can serve it, the best first."""
    chosen = next((fit for fit in fits if fit.story == story), None)
    return {
        "question": question_id,
        "story": story,
        "serves": chosen.serves if chosen else False,
        "expected": rounded(chosen.expected, DIGITS) if chosen else None,
        "grade": grade.lower(),
        "served_by": [fit.story for fit in fits if fit.serves],
        "sentence": sentence,
        "written": written,
    }
