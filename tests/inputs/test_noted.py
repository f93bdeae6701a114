"""Questions out of what somebody noted, or said, after an interview."""

from __future__ import annotations

import pytest

from voicesim.inputs.noted import noted_questions, spoken_questions


def test_each_line_is_a_question_without_the_marks_of_a_list() -> None:
    lines = "# Thursday", "", "- How do you prioritise?", "2) a  launch that failed", "* [ ] why us", "---"
    assert noted_questions("\n".join((*lines, "3 years from now?", ""))) == (
        "How do you prioritise?",
        "a launch that failed",
        "why us",
        "3 years from now?",
    )


def test_nothing_in_it_can_act_on_a_terminal() -> None:
    assert noted_questions("why \x1b[31mus\x07") == ("why us",)
    assert noted_questions(" \n...\n") == ()


@pytest.mark.parametrize(
    ("said", "questions"),
    [
        (
            "First they asked me how I prioritise. And then they wanted to know about a launch that failed.",
            ("How I prioritise.", "A launch that failed."),
        ),
        ("Tell me about yourself. Okay. Um, why this role?", ("Tell me about yourself.", "Why this role?")),
        ("The designer asked us about big conflicts.", ("Big conflicts.",)),
        ("How do you lead people?", ("How do you lead people?",)),
        ("", ()),
    ],
)
def test_each_spoken_sentence_is_a_question_without_who_asked_it(
    said: str, questions: tuple[str, ...]
) -> None:
    assert spoken_questions(said) == questions
