"""What comes up again and when: graded by measures, replayed from the answers, one step a day at least."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from fsrs import Rating
from hypothesis import given
from hypothesis import strategies as st

from tests.review.conftest import Answer
from voicesim.bank.load import load_bank
from voicesim.plan import make_plan
from voicesim.review.days import Days
from voicesim.review.due import due, grade, only, repetitions

DAY = date(2026, 11, 2)


def on(day: int) -> date:
    return DAY + timedelta(days=day)


@pytest.mark.parametrize(
    ("points", "length", "rating"),
    [
        ("----", "on-target", Rating.Again),
        ("+---", "on-target", Rating.Again),
        ("++--", "on-target", Rating.Hard),
        ("+++-", "on-target", Rating.Good),
        ("++++", "on-target", Rating.Easy),
        ("++++", "long", Rating.Hard),
        ("+++-", "short", Rating.Hard),
        ("----", "short", Rating.Again),
        ("++??", "on-target", Rating.Good),
        ("++++", None, Rating.Easy),
        ("", "on-target", Rating.Easy),
        ("", "long", Rating.Hard),
    ],
)
def test_the_measures_are_the_grade(answer: Answer, points: str, length: str | None, rating: Rating) -> None:
    assert grade(answer(points=points, length=length)) is rating


def test_a_poor_answer_comes_back_before_a_good_one(answer: Answer) -> None:
    found = repetitions([answer("good", "++++"), answer("poor", "----")], on(1), Days(UTC))
    assert [each.question_id for each in found] == ["poor", "good"]
    assert found[0].due_on == on(1)
    assert found[1].due_on > on(4)


def test_good_answers_are_asked_for_ever_more_rarely(answer: Answer) -> None:
    answers, gaps = [], []
    day = 0
    for _ in range(4):
        answers.append(answer("q", "+++-", day))
        (one,) = repetitions(answers, on(day), Days(UTC))
        gaps.append((one.due_on - on(day)).days)
        day += gaps[-1]
    assert gaps == sorted(set(gaps))


def test_only_the_first_answer_of_a_day_counts(answer: Answer) -> None:
    first = answer("q", "----", 0)
    better = [answer("q", "++++", 0.01 * take, take=take) for take in (2, 3)]
    assert repetitions([first, *better], on(0), Days(UTC)) == repetitions([first], on(0), Days(UTC))


def test_a_day_is_a_day_where_the_person_is(answer: Answer) -> None:
    # 03:30 and 04:30 in Delhi are one evening in London.
    late, later = answer("q", "----", 13 / 24), answer("q", "++++", 14 / 24)
    delhi = timezone(timedelta(hours=5, minutes=30))
    assert repetitions([late, later], on(0), Days(UTC))[0].days_practised == 1
    assert repetitions([late, later], on(0), Days(delhi))[0].days_practised == 2


def test_an_answer_before_midnight_is_not_due_after_it(answer: Answer) -> None:
    before_midnight = answer("q", "----", created_at="2026-11-02T23:50:00+00:00")
    ten_past = datetime(2026, 11, 3, 0, 10, tzinfo=UTC)
    breakfast = datetime(2026, 11, 3, 8, 0, tzinfo=UTC)
    for days, moment, waiting in [
        (Days(UTC), ten_past, 0),
        (Days(UTC), breakfast, 1),
        (Days(UTC, begin_h=0), ten_past, 1),
    ]:
        today = days.at(moment)
        assert len(due(repetitions([before_midnight], today, days), today)) == waiting


@pytest.mark.parametrize("changes", [{"session_kind": "demo"}, {"session_kind": "score"}, {"judged": False}])
def test_what_is_not_ones_own_judged_practice_does_not_count(
    answer: Answer, changes: dict[str, bool | str]
) -> None:
    assert repetitions([answer(**changes)], on(0), Days(UTC)) == ()


def test_the_same_question_of_another_bank_is_another_one(answer: Answer) -> None:
    assert len(repetitions([answer(), answer(bank_id="mine")], on(0), Days(UTC))) == 2


histories = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(0, 400), st.text("+?-", min_size=1, max_size=6)),
    min_size=1,
    max_size=25,
)


@given(histories, st.integers(0, 60))
def test_a_question_that_was_answered_today_is_not_due_today(
    told: list[tuple[str, int, str]], later: int
) -> None:
    from tests.review.conftest import measured

    answers = [measured(q, points, day / 10) for q, day, points in told]
    today = on(max(day for _, day, _ in told) // 10 + later)
    found = repetitions(answers, today, Days(UTC))
    for each in found:
        assert each.last_on < each.due_on
        assert 0 <= each.recall <= 1
    answered_now = [measured(each.question_id, "+-", (today - DAY).days) for each in due(found, today)]
    assert due(repetitions(answers + answered_now, today, Days(UTC)), today) == ()


@given(histories, st.randoms(use_true_random=False))
def test_neither_the_order_of_reading_nor_chance_matters(
    told: list[tuple[str, int, str]], chance: random.Random
) -> None:
    from tests.review.conftest import measured

    told = list({(q, day): (q, day, points) for q, day, points in told}.values())
    answers = [measured(q, points, day / 10) for q, day, points in told]
    shuffled = list(answers)
    chance.shuffle(shuffled)
    assert repetitions(answers, on(50), Days(UTC)) == repetitions(shuffled, on(50), Days(UTC))


@given(st.integers(1, 60), st.text("+?-", min_size=1, max_size=6))
def test_a_better_answer_is_never_due_earlier(day: int, points: str) -> None:
    from tests.review.conftest import measured

    before = measured("q", "++-", 0)
    worse = repetitions([before, measured("q", points, day)], on(day), Days(UTC))[0]
    better = repetitions([before, measured("q", "+" * len(points), day)], on(day), Days(UTC))[0]
    assert better.due_on >= worse.due_on


@given(histories, st.integers(0, 60), st.integers(0, 30))
def test_no_interval_passes_the_day_that_is_planned_for(
    told: list[tuple[str, int, str]], later: int, left: int
) -> None:
    from tests.review.conftest import measured

    answers = [measured(q, points, day / 10) for q, day, points in told]
    today = on(max(day for _, day, _ in told) // 10 + later)
    until = today + timedelta(days=left)
    free = {each.question_id: each for each in repetitions(answers, today, Days(UTC))}
    for each in repetitions(answers, today, Days(UTC), until):
        assert each.last_on < each.due_on <= free[each.question_id].due_on
        if each.last_on < until:
            assert each.due_on <= until
        if each.last_on < until - timedelta(days=1):
            assert each.due_on < until, "a day is left to practise it"


def test_an_interval_that_ends_before_the_day_stays_as_it_is(answer: Answer) -> None:
    free, bound = (repetitions([answer("q", "+++-")], on(0), Days(UTC), until) for until in (None, on(90)))
    assert free == bound
    (soon,) = repetitions([answer("q", "++++")], on(0), Days(UTC), on(3))
    assert soon.due_on == on(2)


def test_a_plan_can_ask_only_these_in_this_order() -> None:
    bank = load_bank("senior-pm")
    wanted = ["quality", "gone-from-the-bank", "vision-define"]
    plan = make_plan(bank, seed=1, order=only(wanted))
    assert [question.id for question in plan.questions] == ["quality", "vision-define"]
    assert only([])(bank.questions, random.Random(1)) == []
