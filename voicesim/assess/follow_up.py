"""The question that follows an answer: after the missed point that is worth most, and what it brought out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from voicesim.assess.assessment import PointHit
from voicesim.bank.question import KeyPoint, Question

TARGET_S = 30.0
"""A follow-up asks for one thing: half a minute is this project's choice for saying it."""

WORTH = {"tradeoff": 2, "metric": 2, "content": 1}
"""What an interviewer asks after first: what was given up and what came of it in figures, then the rest."""


def most_valuable(question: Question, hits: Sequence[PointHit]) -> KeyPoint | None:
    """The missed point to ask after: the one with the most WORTH, the first in the bank's order among equals.

    A point to check may have been made, so it is not asked after. None when nothing was missed.
    """
    missed = {hit.point_id for hit in hits if hit.verdict == "missed"}
    open_ones = [point for point in question.key_points if point.id in missed]
    return max(open_ones, key=lambda point: WORTH.get(point.kind, 0), default=None)


def follow_up_question(question: Question, asked: KeyPoint, hits: Sequence[PointHit]) -> Question:
    """The probe as a question of its own, whose points are the one asked after and the others that the answer
    missed: the reply is judged against nothing that was said unprompted."""
    missed = {hit.point_id for hit in hits if hit.verdict == "missed"}
    others = (point for point in question.key_points if point.id in missed and point.id != asked.id)
    return replace(
        question,
        prompt=asked.probe,
        target_s=min(TARGET_S, question.target_s),
        key_points=(asked, *others),
    )


def brought_out(answer: Sequence[PointHit], reply: Sequence[PointHit]) -> tuple[PointHit, ...]:
    """The points, covered or to check, that the reply made and the answer before it had missed."""
    unprompted = _made(answer)
    return tuple(hit for hit in reply if hit.verdict != "missed" and hit.point_id not in unprompted)


def missed_by_both(
    answer: Sequence[PointHit], reply: Sequence[PointHit], asked: str | None
) -> PointHit | None:
    """The reply's verdict on the point that was asked after, when neither made it."""
    made = _made(answer) | _made(reply)
    return next((hit for hit in reply if hit.point_id == asked and hit.point_id not in made), None)


def _made(hits: Sequence[PointHit]) -> set[str]:
    return {hit.point_id for hit in hits if hit.verdict != "missed"}
