"""What a bank's writer is advised of: too little time, alike points, and points that no words can show."""

from __future__ import annotations

from itertools import combinations

import pytest

from voicesim.bank.advice import SAME_SHARE, advice, common_share, only_manner
from voicesim.bank.load import builtin_banks, load_bank
from voicesim.bank.question import Bank, KeyPoint, Question, Range, Section, Style

THINGS = ("budget", "deadline", "customer", "engineers", "lesson", "figure", "rival", "team", "price")


def point(means: str, name: str = "p") -> KeyPoint:
    return KeyPoint(name, "content", means, (), "Do you?")


def advised(*means: str, target_s: float = 600, style: Style = "approach") -> tuple[str, ...]:
    points = tuple(point(text, f"p{number}") for number, text in enumerate(means, 1))
    question = Question("why", "s", "Why?", style, target_s, points)
    return advice(Bank("test", "Test", "0", (Section("s", "S", "", (question,)),)))


def some(number: int) -> tuple[str, ...]:
    return tuple(f"Names the {thing}." for thing in THINGS[:number])


@pytest.mark.parametrize("name", builtin_banks())
def test_the_built_in_banks_get_no_advice(name: str) -> None:
    assert advice(load_bank(name)) == ()


def test_the_points_of_a_built_in_question_are_far_from_alike() -> None:
    shares = [
        common_share(one, other)
        for name in builtin_banks()
        for question in load_bank(name).questions
        for one, other in combinations(question.key_points, 2)
    ]
    assert max(shares) <= 0.4 < SAME_SHARE


def test_more_points_than_the_target_has_time_for() -> None:
    (sentence,) = advised(*some(9), target_s=120)
    assert sentence == (
        "question why: 9 key points cannot be made in 120 s, since each takes about 15 s; "
        "give `target_s` 135 or more, or ask for less."
    )


@pytest.mark.parametrize(("style", "least_s"), [("approach", 60), ("story", 60), ("intro", 60), ("ask", 40)])
def test_fifteen_seconds_a_point_are_enough_and_ten_for_a_question_of_ones_own(
    style: Style, least_s: float
) -> None:
    assert advised(*some(4), target_s=least_s, style=style) == ()
    assert len(advised(*some(4), target_s=least_s - 1, style=style)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Says which metric moved.", "Names the metric that moved."),
        ("Tells what was given up for the launch.", "Says what had to be given up for that launch."),
        ("Names a trade-off.", "Explains the trade-offs."),
    ],
)
def test_two_points_that_ask_for_nearly_the_same(one: str, other: str) -> None:
    (sentence,) = advised(one, other)
    assert sentence.startswith("question why: the points p1 and p2 ask for nearly the same; join them")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Says who decided.", "Says when it was decided."),
        ("Says what changed for the customers.", "Says what changed for the team."),
        ("Names the target.", "Names the target of the team and its date."),
        ("Says what was done before the launch.", "Says what was done after the launch."),
    ],
)
def test_points_about_one_matter_can_ask_for_different_things(one: str, other: str) -> None:
    assert advised(one, other) == ()


@pytest.mark.parametrize(
    "means",
    [
        "Communicates well.",
        "Is confident.",
        "Shows passion.",
        "Shows leadership",
        "Comes across as a strategic thinker with energy",
        "Clear communication skills",
        "Speaks clearly and with confidence.",
    ],
)
def test_a_manner_is_nothing_that_an_answer_can_show(means: str) -> None:
    (sentence,) = advised(means)
    assert sentence.startswith("question why: the point p1 names only a manner")
    assert sentence.endswith("say what must be heard.")


@pytest.mark.parametrize(
    "means",
    [
        "Says how the plan was communicated to the team.",
        "Is clear about who decides.",
        "Names what gave the team confidence.",
        "Shows passion for the customer: names one who was met.",
        "Is on time.",
        "自信がある",
    ],
)
def test_a_manner_with_something_to_hear_is_no_mere_manner(means: str) -> None:
    assert not only_manner(point(means))


@pytest.mark.parametrize(
    ("style", "between", "told"),
    [
        ("estimate", Range(10, 20, "cups"), ""),
        ("estimate", None, "without a `range`"),
        ("estimate", Range(10, 20, ""), "without a `unit`"),
        ("story", Range(10, 20, "cups"), "for an estimate only"),
    ],
)
def test_an_estimate_has_a_range_with_a_unit_and_nothing_else_has(
    style: Style, between: Range | None, told: str
) -> None:
    question = Question("why", "s", "How many?", style, 600, (point("Says one."),), estimate=between)
    found = advice(Bank("test", "Test", "0", (Section("s", "S", "", (question,)),)))
    assert (told in found[0]) if told else found == ()
