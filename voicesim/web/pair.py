"""Two takes of a question side by side."""

from __future__ import annotations

from dataclasses import dataclass

from voicesim.inputs.text import clean
from voicesim.report.page.answer import AnswerView, PageAnswer, view
from voicesim.report.phrases import day, title
from voicesim.review.compare import Comparison, PointChange
from voicesim.review.measures import measure_rows
from voicesim.store.records import Attempt

_ORDER = ("gained", "lost", "new", "dropped", "kept", "open")


@dataclass(frozen=True, slots=True)
class PairedPoint:
    """A key point in both takes; seconds are those of its evidence, None where it was not said."""

    name: str
    change: str
    before: str
    after: str
    before_s: float | None
    after_s: float | None


def pair(comparison: Comparison, before: PageAnswer, after: PageAnswer) -> dict[str, object]:
    """By the names that the template has for them."""
    question = comparison.after.question
    points = sorted(comparison.points, key=lambda each: _ORDER.index(each.change))
    return {
        "prompt": clean(question.prompt),
        "question_id": clean(question.id),
        "bank": comparison.after.judgement.bank_id if comparison.after.judgement else "",
        "takes": (_side(1, before), _side(2, after)),
        "measures": measure_rows(comparison),
        "points": tuple(map(_point, points)),
        "figures": [
            (clean(drift.about), clean(drift.before.text), clean(drift.after.text))
            for drift in comparison.figures
        ],
    }


def _side(number: int, answer: PageAnswer) -> tuple[AnswerView, str, str]:
    attempt: Attempt = answer.attempt
    return view(number, answer), day(attempt.created_at), attempt.session_id


def _point(each: PointChange) -> PairedPoint:
    before, after = each.before, each.after
    return PairedPoint(
        name=title(clean(each.point_id)),
        change=each.change,
        before=before.verdict if before else "not asked",
        after=after.verdict if after else "not asked",
        before_s=before.start_s if before else None,
        after_s=after.start_s if after else None,
    )
