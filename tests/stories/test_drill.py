"""Which question comes next in a drill, and how a choice is graded."""

from __future__ import annotations

from datetime import UTC, date
from random import Random

import pytest
from fsrs import Rating

from tests.stories.test_served import QUESTIONS, fit
from tests.stories.written import story
from voicesim.review.days import Days
from voicesim.store.stories import Drilled
from voicesim.stories.drill import drill_order, first_sentence, grade_choice

TODAY = date(2026, 11, 20)
FITS = (
    fit(0, "launch", 0.9, 0.9),
    fit(0, "hire", 0.8, 0.7),
    fit(0, "late", 0.5, 0.6),
    fit(0, "garden", 0.1, 0.2),
)


@pytest.mark.parametrize(
    ("story", "rating"),
    [
        ("launch", Rating.Good),
        ("hire", Rating.Good),
        ("late", Rating.Hard),
        ("garden", Rating.Again),
        (None, Rating.Again),
    ],
)
def test_a_choice_is_graded_by_what_the_map_says(story: str | None, rating: Rating) -> None:
    assert grade_choice(FITS, story) is rating


def order(*drilled: Drilled, seed: int = 1, until: date | None = None) -> list[str]:
    chosen = drill_order(drilled, TODAY, Days(UTC), until)(QUESTIONS, Random(seed))
    return [question.id for question in chosen]


def drilled(place: int, day: int, grade: Rating) -> Drilled:
    return Drilled(
        f"2026-11-{day:02}T12:00:00+00:00", "senior-pm", QUESTIONS[place].id, "launch", grade.value
    )


def test_what_is_due_comes_first_then_the_new_then_the_rest() -> None:
    found = order(drilled(2, 19, Rating.Good), drilled(3, 10, Rating.Again))
    assert found[0] == QUESTIONS[3].id
    assert set(found[1:3]) == {QUESTIONS[0].id, QUESTIONS[1].id}
    assert found[3] == QUESTIONS[2].id


def test_what_was_drilled_comes_up_again_before_the_interview() -> None:
    easy = drilled(2, 18, Rating.Easy)
    assert order(easy)[-1] == QUESTIONS[2].id
    assert order(easy, until=date(2026, 11, 21))[0] == QUESTIONS[2].id


def test_only_the_first_drill_of_a_day_counts() -> None:
    failed = drilled(0, 12, Rating.Again)
    assert order(failed, drilled(0, 12, Rating.Good)) == order(failed)


def test_new_questions_come_by_the_seed() -> None:
    assert order(seed=3) == order(seed=3)
    assert len({tuple(order(seed=seed)) for seed in range(20)}) > 1


def test_the_first_sentence_is_the_story_s_own() -> None:
    assert first_sentence(story()) == "We were to launch returns for 40 small shops before Christmas."
    assert first_sentence(story("# A\n\n## Figures\n\n- 3 weeks\n")) == ""
