"""How well people's own judgement agrees with the verdicts, and how often they corrected one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.review.conftest import measured
from voicesim.assess.own import OwnVerdict
from voicesim.assess.self_rating import SelfRating
from voicesim.review.agreement import Tally, count_corrections, measure_agreement
from voicesim.store.records import Measured


def rated(points: str, thought: str, day: float = 0, went: int | None = None) -> Measured:
    """An answer whose verdicts are `points`; in `thought` + is a point that was thought made."""
    ids = tuple(f"p{number}" for number in range(len(points)))
    made = tuple(name for name, sign in zip(ids, thought, strict=True) if sign == "+")
    return measured(points=points, day=day, rating=SelfRating(went, made, ids, "2026-11-02"))


def own(answer: Measured, number: int, *, made: bool) -> Measured:
    """The answer after its speaker decided on a point."""
    point = answer.points[number]
    said = OwnVerdict(point.point_id, made, "2026-11-03", "why", point.verdict)
    over = replace(point, verdict=said.verdict, told=point.verdict, own=said)
    return replace(answer, points=(*answer.points[:number], over, *answer.points[number + 1 :]))


def test_without_a_rating_there_is_nothing_to_say() -> None:
    assert measure_agreement([measured()]) is None


def test_points_that_are_to_check_say_nothing_about_anybody_s_judgement() -> None:
    found = measure_agreement([rated("++--??", "+-+-+-")])
    assert found is not None
    assert found.tally == Tally(both=1, neither=1, over=1, under=1)
    assert found.tally.share == 0.5


def test_kappa_takes_out_what_chance_would_agree_on() -> None:
    # Cohen's own arithmetic: of 100, 40 and 30 on the diagonal; 0.7 seen, 0.5 by chance.
    tally = Tally(both=40, neither=30, over=20, under=10)
    assert tally.share == 0.7
    assert tally.chance == pytest.approx((60 * 50 + 40 * 50) / 100**2)
    assert tally.kappa == pytest.approx((0.7 - 0.5) / 0.5)
    assert Tally(both=5).kappa is None, "where both always say the same, chance does too"
    assert (Tally().share, Tally().chance, Tally().kappa) == (None, None, None)


def test_whoever_corrects_a_verdict_does_not_agree_more() -> None:
    answer = rated("+-", "-+")
    corrected = own(own(answer, 0, made=False), 1, made=True)
    before, after = measure_agreement([answer]), measure_agreement([corrected])
    assert before is not None
    assert after is not None
    assert before.tally == after.tally == Tally(over=1, under=1)


def test_of_two_answers_the_better_one_should_have_the_better_mark() -> None:
    answers = [
        rated("++--", "++--", 0, went=4),
        rated("+---", "+---", 1, went=2),
        rated("++++", "++++", 2, went=3),
        rated("++--", "++--", 3, went=4),
        rated("++--", "++--", 4),
    ]
    found = measure_agreement(answers)
    assert found is not None
    assert found.answers == 5
    # Twice 4 for two of four, against 2 for one and 3 for four: three of five pairs are in order.
    assert (found.pairs, found.in_order) == (5, 3)


def test_it_is_told_session_by_session() -> None:
    found = measure_agreement([rated("+-", "-+", 0, went=5), rated("+-", "+-", 1, went=2)])
    assert found is not None
    assert [(each.session_id, each.went, each.tally.share) for each in found.sessions] == [
        ("s0", 5.0, 0.0),
        ("s1", 2.0, 1.0),
    ]


def test_corrections_are_counted_by_their_direction_and_decisions_are_none() -> None:
    answer = own(own(own(measured(points="+-?"), 0, made=False), 1, made=True), 2, made=True)
    counted = count_corrections([answer, measured()])
    assert (counted.to_made, counted.to_not_made, counted.since_agreed) == (1, 1, 0)


def test_a_correction_stays_one_when_the_judge_comes_to_agree() -> None:
    answer = own(measured(points="-"), 0, made=True)
    judged_anew = replace(answer, points=(replace(answer.points[0], told="covered"),))
    counted = count_corrections([judged_anew])
    assert (counted.to_made, counted.since_agreed) == (1, 1)
