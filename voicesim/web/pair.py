"""Two takes of a question side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from voicesim.inputs.text import clean
from voicesim.report.page.answer import AnswerView, PageAnswer, view
from voicesim.report.phrases import day, title
from voicesim.review.compare import Comparison, MeasureChange, PointChange
from voicesim.store.records import Attempt
from voicesim.wording import clock

_ROWS: dict[str, tuple[str, Callable[[float], str]]] = {
    "answer_s": ("Time", clock),
    "to_first_word_s": ("First word after", lambda value: f"{value:.1f} s"),
    "longest_pause_s": ("Longest pause", lambda value: f"{value:.1f} s"),
    "words": ("Words", lambda value: f"{value:.0f}"),
    "words_per_minute": ("Words a minute", lambda value: f"{value:.0f}"),
    "fillers_per_minute": ("Fillers a minute", lambda value: f"{value:.1f}"),
    "points_covered": ("Key points made", lambda value: f"{value:.0f}"),
}
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
        "measures": [row for each in comparison.measures if (row := _measure(each))],
        "points": tuple(map(_point, points)),
        "figures": [
            (clean(drift.about), clean(drift.before.text), clean(drift.after.text))
            for drift in comparison.figures
        ],
    }


def _side(number: int, answer: PageAnswer) -> tuple[AnswerView, str, str]:
    attempt: Attempt = answer.attempt
    return view(number, answer), day(attempt.created_at), attempt.session_id


def _measure(each: MeasureChange) -> tuple[str, str, str] | None:
    if each.name not in _ROWS or (each.before is None and each.after is None):
        return None
    name, shown = _ROWS[each.name]
    told = ("–" if value is None else shown(value) for value in (each.before, each.after))
    return (name, *told)  # type: ignore[return-value]


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
