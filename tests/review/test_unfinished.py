"""What a broken-off session has left."""

from __future__ import annotations

import pytest

from voicesim.bank.question import Question
from voicesim.review.latest import unanswered
from voicesim.store.records import Attempt, Session, State


@pytest.mark.parametrize(
    ("answered", "left"),
    [
        ([], ("a", "b", "a")),
        ([(1, "assessed")], ("b", "a")),
        ([(2, "recorded")], ("a", "a")),
        ([(1, "discarded"), (2, "assessed")], ("a", "a")),
        ([(1, "assessed"), (2, "assessed"), (3, "transcribed")], ()),
    ],
)
def test_planned_questions_without_an_answer_are_left_in_their_order(
    answered: list[tuple[int, State]], left: tuple[str, ...]
) -> None:
    session = Session("s", "2026-11-23", "practice", "b", "1", planned=("a", "b", "a"))
    question = Question("a", "s", "What?", "story", 60.0, ())
    attempts = [Attempt(f"s-{n}", "s", n, 1, "2026-11-23", question, state) for n, state in answered]
    assert unanswered(session, attempts) == left
