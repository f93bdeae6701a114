"""Key points that the latest answers did not make, the weakest first, and how each kind fares."""

from __future__ import annotations

from dataclasses import dataclass

from voicesim.inputs.text import clean
from voicesim.report.phrases import title
from voicesim.review.page import KIND_NAMES
from voicesim.review.progress import WeakPoint
from voicesim.web.stored import Stored


@dataclass(frozen=True, slots=True)
class PointRow:
    point: str
    kind: str
    bank: str
    question: str
    made: str
    asked: int


def all_points(stored: Stored) -> dict[str, object]:
    """By the names that the template has for them; only one's own practice counts."""
    overview = stored.overview
    return {
        "points": tuple(map(_row, overview.weak_points)),
        "kinds": [
            (
                KIND_NAMES.get(each.kind, each.kind),
                f"{each.made:g}",
                each.asked,
                round(100 * each.made / each.asked),
            )
            for each in overview.progress.kinds
        ],
    }


def _row(weak: WeakPoint) -> PointRow:
    return PointRow(
        point=title(clean(weak.point_id)),
        kind=KIND_NAMES.get(weak.kind, clean(weak.kind)),
        bank=clean(weak.bank_id),
        question=clean(weak.question_id),
        made=f"{weak.made:g}",
        asked=weak.asked,
    )
