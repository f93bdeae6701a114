"""Trends, weak points and streaks, from made-up answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.review.conftest import Answer
from voicesim.review.days import Days
from voicesim.review.progress import Progress, measure_progress, weak_points, weakest_questions
from voicesim.store.records import Measured

DAY = date(2026, 11, 2)


def progress(answers: Iterable[Measured], day: int = 0) -> Progress:
    return measure_progress(answers, DAY + timedelta(days=day), Days(UTC))


def test_without_answers_there_is_nothing() -> None:
    nothing = progress([])
    assert (nothing.answers, nothing.sessions, nothing.since, nothing.streak_days) == (0, 0, None, 0)
    assert (nothing.overall.moments, nothing.sections, nothing.kinds, nothing.weakest) == ((), (), (), ())


def test_a_session_is_the_mean_of_its_answers(answer: Answer) -> None:
    one = answer("a", "++--", answer_s=60.0, words_per_minute=120.0, fillers_per_minute=1.0)
    other = answer("b", "+?", answer_s=150.0, words_per_minute=160.0, fillers_per_minute=4.0)
    (moment,) = progress([one, other]).overall.moments
    assert (moment.answers, moment.coverage, moment.time_share) == (2, 0.625, 0.875)
    assert (moment.words_per_minute, moment.fillers_per_minute) == (140.0, 2.5)


def test_what_was_not_measured_is_left_out_of_the_mean(answer: Answer) -> None:
    text = answer("a", "", answer_s=None, length=None, words_per_minute=None, fillers_per_minute=None)
    (moment,) = progress([text, answer("b", "+")]).overall.moments
    assert (moment.coverage, moment.time_share, moment.words_per_minute) == (1.0, 1.0, 140.0)
    (alone,) = progress([text]).overall.moments
    assert alone.coverage is alone.time_share is alone.words_per_minute is None


@pytest.mark.parametrize("changes", [{"session_kind": "demo"}, {"session_kind": "score"}, {"judged": False}])
def test_the_demo_and_what_is_not_judged_do_not_count(answer: Answer, changes: dict[str, bool | str]) -> None:
    assert progress([answer(), answer("b", **changes)]).answers == 1


def test_each_section_has_its_own_trend(answer: Answer) -> None:
    found = progress([answer(day=0), answer(day=1, section="ownership"), answer(day=2)])
    assert [(trend.name, len(trend.moments)) for trend in found.sections] == [
        ("strategy", 2),
        ("ownership", 1),
    ]


def test_kinds_of_points_are_counted_over_all_answers(answer: Answer) -> None:
    found = progress([answer(points="+-", kinds="cm", day=0), answer(points="?+", kinds="cm", day=1)])
    content, metric = found.kinds
    assert (content.kind, content.made, content.asked, content.shares) == ("content", 1.5, 2, (1.0, 0.5))
    assert (metric.kind, metric.made, metric.asked, metric.shares) == ("metric", 1.0, 2, (0.0, 1.0))


@pytest.mark.parametrize(
    ("days", "today", "streak"),
    [((0, 1, 2), 2, 3), ((0, 1, 2), 3, 3), ((0, 1, 2), 4, 0), ((0, 2), 2, 1), ((0, 0.1, 0.2), 0, 1)],
)
def test_a_streak_lasts_until_a_whole_day_was_missed(
    answer: Answer, days: tuple[float, ...], today: int, streak: int
) -> None:
    assert progress([answer(day=day) for day in days], today).streak_days == streak


def test_an_hour_past_midnight_goes_with_the_evening_before(answer: Answer) -> None:
    night = [answer(created_at=f"2026-11-0{day}T00:30:00+00:00", session_id=f"s{day}") for day in (3, 4)]
    found = progress(night, 1)
    assert (found.since, found.streak_days) == (DAY, 2)


def test_a_point_missed_often_is_weaker_than_one_missed_once(answer: Answer) -> None:
    answers = [answer("often", "-", day) for day in (0, 1, 2)] + [answer("once", "-", 3)]
    assert [weak.question_id for weak in weak_points(answers)] == ["often", "once"]


def test_a_point_that_was_made_last_time_is_not_weak(answer: Answer) -> None:
    assert weak_points([answer(points="-", day=0), answer(points="+", day=1)]) == ()


def test_a_point_that_the_question_no_longer_has_is_not_weak(answer: Answer) -> None:
    weak = weak_points([answer(points="--", day=0), answer(points="-", day=1)])
    assert [point.point_id for point in weak] == ["p0"]


def test_three_weakest_points_are_named(answer: Answer) -> None:
    assert len(progress([answer(points="-----")]).weakest) == 3


def test_the_weakest_questions_are_those_with_least_covered_last_time(answer: Answer) -> None:
    answers = [
        answer("improved", "----", 0),
        answer("improved", "++++", 5),
        answer("half", "++--", 1),
        answer("long", "++++", 2, length="long"),
        answer("nothing", "----", 3),
        answer("other-bank", "----", 4, bank_id="mine"),
        answer("no-points", "", 4),
    ]
    assert weakest_questions(answers, "senior-pm") == ("nothing", "half", "long")


@given(st.lists(st.tuples(st.integers(0, 9), st.text("+?-", max_size=5)), max_size=20))
def test_shares_stay_between_nothing_and_all_and_counts_add_up(told: list[tuple[int, str]]) -> None:
    from tests.review.conftest import measured

    answers = [measured(f"q{day % 3}", points, day) for day, points in sorted(told)]
    found = progress(answers, 9)
    assert found.overall.answers == sum(m.answers for m in found.overall.moments) == len(answers)
    assert sum(trend.answers for trend in found.sections) == len(answers)
    assert sum(kind.asked for kind in found.kinds) == sum(len(points) for _, points in told)
    for kind in found.kinds:
        assert 0 <= kind.made <= kind.asked
        assert all(0 <= share <= 1 for share in kind.shares)
    for weak in found.weakest:
        assert weak.made < weak.asked
