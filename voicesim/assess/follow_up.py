"""The question that follows an answer, the points that it is judged by, and what it brought out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from voicesim.assess.assessment import PointHit
from voicesim.bank.question import KeyPoint, Question

MOST = 3
"""More than three in a row is an interrogation; this project's choice."""

TARGET_S = 30.0
"""A follow-up asks for one thing: half a minute is this project's choice for saying it."""


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


def so_far(said: Sequence[Sequence[PointHit]]) -> list[PointHit]:
    """Of an answer and the replies to its follow-ups, in order, the verdict on each of the answer's points:
    by the first of them that made it, else by the answer."""
    answer, *replies = said
    found = {hit.point_id: hit for hit in answer}
    for hit in (hit for reply in replies for hit in reply if hit.verdict != "missed"):
        before = found.get(hit.point_id)
        if before is not None and before.verdict == "missed":
            found[hit.point_id] = hit
    return list(found.values())


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
