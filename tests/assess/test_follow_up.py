"""What a reply is judged by, and what it adds to an answer."""

from __future__ import annotations

from voicesim.assess.assessment import PointHit
from voicesim.assess.follow_up import TARGET_S, brought_out, follow_up_question, so_far
from voicesim.bank.question import KeyPoint, Question


def point(name: str, kind: str = "content") -> KeyPoint:
    return KeyPoint(name, kind, f"Says {name}.", (), f"What about {name}?")  # type: ignore[arg-type]


QUESTION = Question(
    "q",
    "s",
    "How?",
    "story",
    120.0,
    (point("problem"), point("impact", "metric"), point("cost", "tradeoff"), point("lesson")),
)


def hits(**verdicts: str) -> tuple[PointHit, ...]:
    """The verdict on each point of QUESTION; those that are not named were made."""
    return tuple(
        PointHit(each.id, each.kind, verdicts.get(each.id, "covered"), "")  # type: ignore[arg-type]
        for each in QUESTION.key_points
    )


def test_a_follow_up_has_the_probe_and_what_was_missed_with_the_point_asked_first() -> None:
    verdicts = hits(problem="missed", impact="missed", cost="check")
    follow_up = follow_up_question(QUESTION, QUESTION.point("impact"), verdicts)
    assert follow_up.prompt == "What about impact?"
    assert [each.id for each in follow_up.key_points] == ["impact", "problem"]
    assert (follow_up.id, follow_up.target_s) == ("q", TARGET_S)


def test_a_reply_brings_out_what_was_missed_and_nothing_that_was_made_before() -> None:
    answer = hits(impact="missed", lesson="missed", cost="check")
    reply = hits(impact="covered", lesson="check", cost="covered", problem="covered")
    assert [hit.point_id for hit in brought_out(answer, reply)] == ["impact", "lesson"]


def test_a_point_that_the_answer_was_not_judged_by_can_be_brought_out() -> None:
    assert len(brought_out((), hits(problem="missed"))) == 3


def test_a_point_stands_by_the_first_that_made_it() -> None:
    answer = hits(problem="missed", impact="missed", cost="check")
    replies = [
        hits(problem="covered", impact="missed", cost="covered"),
        hits(problem="check", impact="check"),
    ]
    standing = {hit.point_id: hit.verdict for hit in so_far([answer, *replies])}
    assert standing == {"problem": "covered", "impact": "check", "cost": "check", "lesson": "covered"}
