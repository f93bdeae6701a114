"""What the last session changed, and what to do next."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from tests.review.conftest import Answer
from voicesim.review.days import Days
from voicesim.review.due import repetitions
from voicesim.review.latest import FIRST, Step, next_step, what_changed
from voicesim.review.progress import measure_progress
from voicesim.store.records import Measured

DAYS = Days(UTC)
SECOND_DAY = date(2026, 11, 3)


def changed(*answers: Measured) -> str:
    return what_changed(measure_progress(answers, SECOND_DAY, DAYS).overall.moments)


def step(today: date, *answers: Measured) -> Step:
    return next_step(measure_progress(answers, today, DAYS), repetitions(answers, today, DAYS), today)


def test_the_newest_session_beside_the_one_before_it(answer: Answer) -> None:
    before = answer("quality", "+---", 0, fillers_per_minute=4.0, words_per_minute=140.0)
    after = answer("quality", "++--", 1, fillers_per_minute=2.5, words_per_minute=170.0, answer_s=90.0)
    assert changed(answer("quality", "++++", -1), before, after) == (
        "Since the session before: key points made 25% → 50%; length 100% → 75% of the target; "
        "pace 140 → 170 words a minute; fillers 4.0 → 2.5 a minute."
    )


def test_a_pace_that_nobody_hears_the_difference_of_is_the_same(answer: Answer) -> None:
    assert changed(answer(day=0), answer(day=1, words_per_minute=150.0)) == "As in the session before."


def test_what_was_not_measured_is_not_compared(answer: Answer) -> None:
    written = answer(day=1, words_per_minute=None, fillers_per_minute=None, answer_s=None, length=None)
    assert changed(answer(day=0), written) == "As in the session before."


def test_on_the_first_day_it_says_what_will_stand_there(answer: Answer) -> None:
    assert changed(answer()) == FIRST
    assert changed() == ""


def test_what_is_due_comes_first(answer: Answer) -> None:
    found = step(date(2026, 12, 9), answer("quality", "-"), answer("vision", "-"))
    assert (found.says, found.command) == ("2 questions due today", "voicesim practice --due")


def test_then_the_point_with_most_to_gain(answer: Answer) -> None:
    found = step(date(2026, 11, 2), answer("quality", "+-"))
    assert (found.says, found.command) == (
        "most to gain: p1 of quality",
        "voicesim practice --question quality",
    )


@pytest.mark.parametrize("bank", ["mine", "my bank.yaml", "a; rm -rf"])
def test_the_command_names_the_bank_and_can_be_copied(answer: Answer, bank: str) -> None:
    command = step(date(2026, 11, 2), answer("quality", "-", bank_id=bank)).command
    assert command.split("practice ")[1] in (f"{bank} --question quality", f"'{bank}' --question quality")


def test_then_something_new(answer: Answer) -> None:
    assert step(date(2026, 11, 2), answer("quality", "++")).command == "voicesim practice"
