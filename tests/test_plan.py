"""Which questions are asked: reproducible, spread over the sections, and exactly what was asked for."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicesim.bank.load import load_bank
from voicesim.bank.question import Bank, KeyPoint, Question, Section
from voicesim.errors import InputError
from voicesim.plan import Length, make_plan


def bank_of(*sizes: int) -> Bank:
    """A bank with sections s0, s1 … of these sizes; the questions are s0-0, s0-1 …"""
    point = KeyPoint("p", "content", "Says it.", (), "Do you?")
    sections = tuple(
        Section(
            f"s{s}",
            f"S{s}",
            "",
            tuple(Question(f"s{s}-{q}", f"s{s}", "Why?", "approach", 120, (point,)) for q in range(size)),
        )
        for s, size in enumerate(sizes)
    )
    return Bank("test", "Test", "0", sections)


BANK = bank_of(4, 7, 5, 6)
steady = settings(derandomize=True, deadline=None)
sizes = st.lists(st.integers(1, 8), min_size=1, max_size=6)


def ids(questions: Sequence[Question]) -> list[str]:
    return [question.id for question in questions]


@steady
@given(sizes, st.integers())
def test_the_same_seed_gives_the_same_plan(counts: list[int], seed: int) -> None:
    assert make_plan(bank_of(*counts), seed=seed) == make_plan(bank_of(*counts), seed=seed)


def test_a_seed_means_the_same_questions_on_every_machine() -> None:
    assert ids(make_plan(BANK, count=5, seed=7).questions) == ["s3-1", "s1-3", "s0-2", "s2-3", "s3-3"]


def test_other_seeds_give_other_plans_and_every_question_gets_its_turn() -> None:
    first = [make_plan(BANK, count=1, seed=seed).questions[0].id for seed in range(400)]
    assert set(first) == set(ids(BANK.questions))


def test_the_global_random_state_is_neither_used_nor_touched() -> None:
    random.seed(1)
    before = random.getstate()
    plan = make_plan(BANK, seed=3)
    assert random.getstate() == before
    random.seed(2)
    assert make_plan(BANK, seed=3) == plan


@steady
@given(sizes, st.integers())
def test_without_a_count_every_question_is_asked_once(counts: list[int], seed: int) -> None:
    bank = bank_of(*counts)
    assert sorted(ids(make_plan(bank, seed=seed).questions)) == sorted(ids(bank.questions))


@steady
@given(sizes, st.integers(), st.integers(1, 60))
def test_at_most_as_many_as_asked_for(counts: list[int], seed: int, count: int) -> None:
    assert len(make_plan(bank_of(*counts), count=count, seed=seed).questions) == min(count, sum(counts))


@steady
@given(sizes, st.integers())
def test_no_section_comes_again_before_every_other_one_has(counts: list[int], seed: int) -> None:
    left = {f"s{s}": size for s, size in enumerate(counts)}
    visited: set[str] = set()
    for question in make_plan(bank_of(*counts), seed=seed).questions:
        if question.section in visited:
            assert visited == {section for section, size in left.items() if size} | visited
            assert all(section in visited for section, size in left.items() if size)
            visited = set()
        visited.add(question.section)
        left[question.section] -= 1


@steady
@given(st.integers(), st.integers(1, 22))
def test_a_smaller_count_is_the_beginning_of_the_same_plan(seed: int, count: int) -> None:
    assert make_plan(BANK, count=count, seed=seed).questions == make_plan(BANK, seed=seed).questions[:count]


def test_only_the_chosen_section_is_asked() -> None:
    plan = make_plan(BANK, section="s2", seed=0)
    assert sorted(ids(plan.questions)) == [f"s2-{q}" for q in range(5)]


def test_named_questions_come_in_the_order_named() -> None:
    wanted = ["s3-1", "s0-0", "s3-1"]
    assert ids(make_plan(BANK, question_ids=wanted, seed=0).questions) == wanted
    assert ids(make_plan(BANK, question_ids=wanted, count=2, seed=0).questions) == wanted[:2]
    assert ids(make_plan(BANK, question_ids=["s1-1"], section="s1", seed=0).questions) == ["s1-1"]


def test_a_target_replaces_that_of_every_question_and_leaves_the_bank_alone() -> None:
    plan = make_plan(BANK, target_s=45, seed=0)
    assert {question.target_s for question in plan.questions} == {45.0}
    assert {question.target_s for question in BANK.questions} == {120}


def test_another_order_can_be_given_and_gets_the_seeded_chance() -> None:
    seen: list[float] = []

    def backwards(questions: Sequence[Question], chance: random.Random) -> Sequence[Question]:
        seen.append(chance.random())
        return list(reversed(questions))

    plan = make_plan(BANK, section="s0", count=2, seed=5, order=backwards)
    assert ids(plan.questions) == ["s0-3", "s0-2"]
    assert seen == [random.Random(5).random()]


@steady
@given(sizes, st.integers(), st.integers(130, 4000))
def test_a_length_takes_as_many_as_fit_from_the_front(counts: list[int], seed: int, most_s: int) -> None:
    length = Length(most_s, besides_s=10)
    whole = make_plan(bank_of(*counts), seed=seed).questions
    fitting = make_plan(bank_of(*counts), seed=seed, length=length).questions
    assert fitting == whole[: most_s // 130]
    assert length.takes_s(fitting) == 130 * len(fitting)


def test_a_question_too_long_for_the_time_left_makes_room_for_the_next() -> None:
    first, second, third = bank_of(3).questions
    long = replace(second, target_s=300)
    assert Length(260, besides_s=10).fitting([first, long, third]) == (first, third)


def test_a_length_counts_the_target_that_was_asked_for() -> None:
    assert len(make_plan(BANK, target_s=45, length=Length(550, 10), seed=0).questions) == 10


def test_a_count_limits_what_a_length_allows() -> None:
    assert len(make_plan(BANK, count=2, length=Length(1300, 10), seed=0).questions) == 2


def test_time_for_no_question_says_how_much_there_must_be() -> None:
    with pytest.raises(InputError, match="In 1 minute there is time for no question; give 3 minutes or more"):
        make_plan(BANK, length=Length(60, 10), seed=0)


@pytest.mark.parametrize("count", [0, -1, -100])
def test_a_count_below_one_is_refused(count: int) -> None:
    with pytest.raises(InputError, match="1 or more"):
        make_plan(BANK, count=count, seed=0)


@pytest.mark.parametrize("target_s", [0, -5, 4.9, 3601, float("nan"), float("inf")])
def test_a_target_out_of_range_is_refused(target_s: float) -> None:
    with pytest.raises(InputError, match="5 to 3600"):
        make_plan(BANK, target_s=target_s, seed=0)


def test_an_unknown_section_lists_the_ones_there_are() -> None:
    with pytest.raises(InputError, match=r'"leadrship".*did you mean "leadership"\?.*ownership, strategy'):
        make_plan(load_bank("senior-pm"), section="leadrship", seed=0)
    with pytest.raises(InputError, match="it has s0, s1, s2, s3"):
        make_plan(BANK, section="", seed=0)


def test_an_unknown_question_brings_the_one_that_was_meant() -> None:
    with pytest.raises(InputError, match=r'did you mean "inspire"\?'):
        make_plan(load_bank("senior-pm"), question_ids=["inspier"], seed=0)


def test_a_question_outside_the_chosen_section_is_refused() -> None:
    with pytest.raises(InputError, match=r'"s1-1" is in the section s1'):
        make_plan(BANK, question_ids=["s1-1"], section="s0", seed=0)
