"""Which missed point an interviewer asks after, and what the reply adds to an answer."""

from __future__ import annotations

import pytest

from voicesim.assess.assessment import PointHit
from voicesim.assess.follow_up import TARGET_S, brought_out, follow_up_question, most_valuable
from voicesim.bank.load import load_bank
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


def asked(**verdicts: str) -> str | None:
    found = most_valuable(QUESTION, hits(**verdicts))
    return found.id if found else None


def test_figures_and_trade_offs_go_before_the_rest() -> None:
    assert asked(problem="missed", cost="missed") == "cost"
    assert asked(problem="missed", impact="missed") == "impact"


def test_among_equals_the_bank_says_which_is_first() -> None:
    assert asked(impact="missed", cost="missed") == "impact"
    assert asked(problem="missed", lesson="missed") == "problem"


def test_a_point_to_check_may_have_been_made() -> None:
    assert asked(impact="check", lesson="missed") == "lesson"
    assert asked(impact="check") is None


def test_nothing_missed_leaves_nothing_to_ask() -> None:
    assert asked() is None
    assert most_valuable(QUESTION, ()) is None


def test_a_verdict_on_a_point_that_the_question_has_no_more_is_left_out() -> None:
    gone = PointHit("gone", "metric", "missed", "")
    assert most_valuable(QUESTION, (gone,)) is None


@pytest.mark.parametrize("question", load_bank("senior-pm").questions, ids=lambda each: each.id)
def test_the_built_in_bank_always_has_a_probe_to_ask(question: Question) -> None:
    everything = tuple(PointHit(each.id, each.kind, "missed", "") for each in question.key_points)
    found = most_valuable(question, everything)
    assert found is not None
    assert found.kind in ("tradeoff", "metric")
    assert found.probe.endswith(("?", "."))


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
