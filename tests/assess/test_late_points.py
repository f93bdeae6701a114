"""What came late in an answer is said with its time."""

from __future__ import annotations

import pytest

from voicesim.assess.assessment import Figure, PointHit, Timing
from voicesim.assess.judge import assess
from voicesim.assess.norms import Norms
from voicesim.assess.timing import late_point_notes
from voicesim.bank.question import KeyPoint, Question
from voicesim.speech.words import Word

RESULT = PointHit("result", "metric", "covered", "", "from nine to one", 0, 3, 112.0, 115.0)
LESSON = PointHit("lesson", "content", "covered", "", "I learned", 4, 5, 130.0, 134.0)
MISSED = PointHit("result", "metric", "missed", "")


def timing(target_s: float = 120, first_word_s: float | None = 2.0) -> Timing:
    return Timing(target_s=target_s, recorded_s=140.0, answer_s=138.0, to_first_word_s=first_word_s)


def figure(at_s: float | None) -> Figure:
    return Figure("nine percent", 9.0, "percent", at_s)


def test_a_figure_in_the_second_half_is_late() -> None:
    notes = late_point_notes([RESULT], [figure(118.0), figure(112.0)], timing())
    assert notes == ("First figure at 1:52, after half of the target.",)


@pytest.mark.parametrize("at_s", [10.0, 62.0, None])
def test_a_figure_in_the_first_half_or_without_a_time_is_not(at_s: float | None) -> None:
    assert late_point_notes([RESULT], [figure(at_s)], timing()) == ()


def test_no_figure_is_asked_of_a_question_without_a_metric_point() -> None:
    assert late_point_notes([], [figure(112.0)], timing()) == ()


def test_a_point_made_when_the_target_was_over_is_named() -> None:
    notes = late_point_notes([MISSED, LESSON], [], timing())
    assert notes == ("Made when the target of 2:00 was over: lesson at 2:10.",)


def test_the_target_counts_from_the_first_word() -> None:
    assert late_point_notes([LESSON], [], timing(first_word_s=11.0)) == ()


def test_an_answer_given_as_text_landed_nowhere() -> None:
    assert late_point_notes([RESULT, LESSON], [figure(112.0)], timing(first_word_s=None)) == ()


def test_the_feedback_on_an_answer_says_it(norms: Norms) -> None:
    question = Question(
        id="launch",
        section="execution",
        prompt="Tell me about a launch.",
        style="story",
        target_s=30,
        key_points=(
            KeyPoint("result", "metric", "gives a measured result", (), "What did the figures say?"),
        ),
    )
    said = "We built a booking app for the clinic and it was slow at first. " * 4
    said += "Failed bookings went from nine percent to one percent within a month."
    words = tuple(
        Word(token, index * 0.5, index * 0.5 + 0.4, 1.0) for index, token in enumerate(said.split())
    )
    structure = assess(question, words, None, 40.0, norms).structure
    assert structure is not None
    assert "First figure at 0:30, after half of the target." in structure.notes
