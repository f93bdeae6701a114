"""What is practised on each day up to an interview, decided by nothing but what was practised so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from fsrs import Rating
from hypothesis import given, settings
from hypothesis import strategies as st

from voicesim.review.due import remember
from voicesim.schedule.course import CARD_S, DRILL_S, Candidate, Day, bank_weights, plan_days

TODAY = date(2026, 11, 23)


def on(day: int) -> date:
    return TODAY + timedelta(days=day)


def questions(*counts: int, seconds: float = 180.0) -> tuple[Candidate, ...]:
    """Banks b0, b1 … with so many questions each, none of them practised."""
    return tuple(
        Candidate((f"b{bank}", f"q{each}"), seconds)
        for bank, count in enumerate(counts)
        for each in range(count)
    )


def practised(
    candidate: Candidate, *days: int, rating: Rating = Rating.Good, share: float = 0.8
) -> Candidate:
    return replace(candidate, graded={on(day): rating for day in days}, share=share)


def kinds(day: Day, kind: str) -> list[tuple[str, str]]:
    return [name for sitting in day.blocks if sitting.kind == kind for name in sitting.names]


def asked(days: Iterable[Day]) -> list[tuple[str, str]]:
    return [name for day in days for sitting in day.blocks for name in sitting.names]


def test_every_day_from_today_to_the_interview_has_its_part_and_the_last_one_the_card() -> None:
    days = plan_days(questions(8, 8), TODAY, on(14), 30)
    assert [day.on for day in days] == [on(day) for day in range(15)]
    assert [day.card for day in days] == [False] * 14 + [True]
    assert days[-1].seconds == CARD_S == 15 * 60


def test_there_is_one_full_loop_two_days_before() -> None:
    days = plan_days(questions(30, 30, 30, 30, 30), TODAY, on(14), 30)
    assert [day.on for day in days if day.is_loop] == [on(12)]
    loop = days[12]
    assert [sitting.bank_id for sitting in loop.blocks] == ["b0", "b1", "b2", "b3"]
    assert all(40 * 60 < sitting.seconds <= 45 * 60 for sitting in loop.blocks)


def test_a_loop_asks_first_what_one_has_not_met() -> None:
    met = [practised(each, -5) for each in questions(20)[:10]]
    loop = plan_days([*met, *questions(20)[10:]], TODAY, on(2), 30)[0]
    assert [each for _, each in kinds(loop, "loop")[:10]] == [f"q{each}" for each in range(10, 20)]


@pytest.mark.parametrize(("held", "loop_comes"), [(20, False), (2, True)])
def test_a_loop_that_was_missed_is_held_on_the_last_day(held: int, loop_comes: bool) -> None:
    pool = questions(20)
    pool = (*(practised(each, -1) for each in pool[:held]), *pool[held:])
    assert plan_days(pool, TODAY, on(1), 30)[0].is_loop is loop_comes


def test_on_the_day_itself_there_is_only_the_card() -> None:
    (day,) = plan_days(questions(5), TODAY, TODAY, 30, warm_up=questions(1))
    assert day.card
    assert kinds(day, "warm-up") == [("b0", "q0")]


def test_what_is_due_comes_before_what_is_new_and_leaves_room_for_it() -> None:
    pool = questions(20)
    pool = (*(practised(each, -20) for each in pool[:10]), *pool[10:])
    first = plan_days(pool, TODAY, on(14), 30)[0]
    assert [sitting.kind for sitting in first.blocks] == ["due", "round"]
    assert len(kinds(first, "due")) == 6, "two thirds of ten"
    assert len(kinds(first, "round")) == 4


def test_what_has_waited_longest_comes_first() -> None:
    one, two, three = questions(3)
    pool = [practised(one, -6), practised(two, -30), practised(three, -15)]
    assert kinds(plan_days(pool, TODAY, on(7), 30)[0], "due") == [two.name, three.name, one.name]


def test_of_what_has_waited_equally_long_the_most_forgotten_comes_first() -> None:
    known, shaky = questions(2)
    pool = [practised(known, -1, rating=Rating.Hard), practised(shaky, -1, rating=Rating.Again)]
    assert kinds(plan_days(pool, TODAY, on(7), 30)[0], "due") == [shaky.name, known.name]


def test_what_is_answered_badly_every_day_keeps_nothing_else_waiting() -> None:
    bad, good = questions(20)[:10], questions(20)[10:]
    pool = [
        *(practised(each, -3, -2, -1, rating=Rating.Again) for each in bad),
        *(practised(each, -9) for each in good),
    ]
    assert {each for _, each in kinds(plan_days(pool, TODAY, on(7), 30)[0], "due")} == {
        f"q{n}" for n in range(10, 20)
    }


def test_what_is_weak_fills_the_day_the_least_covered_first() -> None:
    one, two, three = questions(3)
    pool = [
        practised(one, -3, rating=Rating.Easy, share=0.5),
        practised(two, -3, rating=Rating.Easy, share=0.2),
        practised(three, -3, rating=Rating.Easy, share=0.9),
    ]
    assert kinds(plan_days(pool, TODAY, on(9), 30)[0], "weak") == [two.name, one.name, three.name]


def test_the_last_day_brings_nothing_new() -> None:
    days = plan_days(questions(200), TODAY, on(10), 30)
    assert kinds(days[8], "loop")
    assert kinds(days[9], "round") == []
    assert kinds(days[7], "round")


def test_banks_take_turns() -> None:
    days = plan_days(questions(40, 40, 40), TODAY, on(11), 30)
    first_banks = [next(s.bank_id for s in day.blocks if s.kind == "round") for day in days[:9]]
    assert all(set(first_banks[at : at + 3]) == {"b0", "b1", "b2"} for at in (0, 3, 6))


def test_a_bank_that_the_role_asks_for_comes_more_often_and_its_questions_first() -> None:
    pool = [
        replace(each, asked_for=0.4) if each.name in (("b1", "q7"), ("b1", "q3"), ("b1", "q5")) else each
        for each in questions(60, 60, 60)
    ]
    days = plan_days(pool, TODAY, on(16), 30, turns=("b1", "b0", "b2"))
    new = [next(s for s in day.blocks if s.kind == "round") for day in days[:14]]
    by_bank = [sitting.bank_id for sitting in new]
    assert by_bank.count("b1") > by_bank.count("b0") + 2
    assert next(s for s in new if s.bank_id == "b1").question_ids[:3] == ("q3", "q5", "q7")
    assert bank_weights(pool)["b1"] > bank_weights(pool)["b0"] == 1.0


def test_stories_are_drilled_every_other_day_but_not_beside_the_loop() -> None:
    days = plan_days(questions(60), TODAY, on(7), 30, drill="b0")
    assert [bool(day.drill) for day in days] == [True, False, True, False, True, False, True, False]
    assert days[0].seconds <= 30 * 60
    assert days[0].seconds - DRILL_S == sum(sitting.seconds for sitting in days[0].blocks)


def test_a_question_longer_than_the_day_is_better_than_an_empty_day() -> None:
    first = plan_days(questions(3, seconds=1200.0), TODAY, on(9), 10)[0]
    assert len(asked([first])) == 1


def test_a_bank_without_questions_left_leaves_its_day_to_the_next_one() -> None:
    days = plan_days(questions(1, 60), TODAY, on(10), 30)
    assert all(len(asked([day])) >= 8 for day in days[:8])


class TestMissedDays:
    def test_are_spread_and_not_piled_up(self) -> None:
        """Twenty questions wait after a week away; ten minutes a day hold three of them."""
        pool = [practised(each, -9) for each in questions(20)]
        days = plan_days(pool, TODAY, on(12), 10)
        assert all(day.seconds <= 600 for day in days if not day.is_loop and not day.card)
        assert [len(kinds(day, "due")) for day in days[:6]] == [3] * 6
        assert len(set(asked(days[:7]))) == 20

    def test_change_no_day_that_is_still_to_come_into_a_longer_one(self) -> None:
        pool = questions(30, 30)
        planned = plan_days(pool, TODAY, on(14), 20)
        after = plan_days(pool, on(5), on(14), 20)
        assert max(day.seconds for day in after if not day.is_loop) <= 20 * 60
        assert [day.on for day in after] == [day.on for day in planned[5:]]

    def test_leave_each_day_its_bank(self) -> None:
        pool = questions(90, 90, 90)
        planned, after = (plan_days(pool, on(first), on(14), 20) for first in (0, 4))
        new = [[s.bank_id for s in day.blocks if s.kind == "round"] for day in planned[4:12]]
        assert new == [[s.bank_id for s in day.blocks if s.kind == "round"] for day in after[:8]]


pools = st.lists(
    st.tuples(
        st.integers(30, 500),
        st.lists(st.integers(-40, -1), unique=True, max_size=4),
        st.sampled_from(list(Rating)),
        st.one_of(st.none(), st.floats(0, 1)),
        st.floats(0, 1),
    ),
    min_size=1,
    max_size=40,
)


def pool_of(told: list[tuple[int, list[int], Rating, float | None, float]]) -> list[Candidate]:
    return [
        Candidate(
            (f"b{at % 3}", f"q{at}"), float(seconds), asked, {on(day): rating for day in sorted(days)}, share
        )
        for at, (seconds, days, rating, share, asked) in enumerate(told)
    ]


@settings(max_examples=60)
@given(pools, st.integers(0, 30), st.integers(10, 120), st.booleans())
def test_no_day_takes_more_than_its_minutes_or_asks_the_same_twice(
    told: list[tuple[int, list[int], Rating, float | None, float]], left: int, minutes: int, drills: bool
) -> None:
    days = plan_days(pool_of(told), TODAY, on(left), minutes, drill="b0" if drills else None)
    for day in days[:-1]:
        names = asked([day])
        assert len(names) == len(set(names))
        assert day.seconds <= minutes * 60 or day.is_loop or len(names) == 1
    assert sum(day.is_loop for day in days) <= 1
    assert days[-1].on == on(left)


@settings(max_examples=40)
@given(pools, st.integers(3, 30))
def test_nothing_waits_beyond_the_interview(
    told: list[tuple[int, list[int], Rating, float | None, float]], left: int
) -> None:
    """With time enough for all, whatever was practised comes up again before the day."""
    pool = [replace(each, seconds=10.0) for each in pool_of(told)]
    days = plan_days(pool, TODAY, on(left), 600)
    known = {each.name for each in pool if each.graded}
    assert known <= set(asked(days))
    for each in pool:
        if each.graded:
            due_on = max(TODAY, remember(each.graded).due_on)
            first = next(day.on for day in days if each.name in asked([day]))
            assert first <= min(due_on, on(left - 1))


def test_the_same_always_gives_the_same() -> None:
    pool = questions(9, 9)
    assert plan_days(pool, TODAY, on(14), 30) == plan_days(pool, TODAY, on(14), 30)
