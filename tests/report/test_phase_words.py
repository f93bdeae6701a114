"""The phases of an answer in words: when each was heard, how much of its time it took, and what is open."""

from __future__ import annotations

from voicesim.assess.assessment import Phase, SentenceRun, Structure
from voicesim.bank.styles import PhaseClock
from voicesim.report.phase_words import phase_clock, phase_words, phases_heard

GOAL = Phase(
    "goal", 0.1, True, (SentenceRun(3, 9, 4.0, 8.6, "What we want is"), SentenceRun(20, 24, 61.0, 62.4, "So"))
)
CHOICE = Phase("choice", 0.2, True)
OPTIONS = Phase("options", 0.2, False)
MEASURE = Phase("measure", 0.15, None)


def structure(*phases: Phase) -> Structure:
    return Structure(None, None, None, None, phases=phases)


def test_a_phase_is_told_with_its_second_and_the_time_that_it_took_at_least() -> None:
    assert phases_heard(structure(GOAL), 240.0) == "goal at 0:04 (6 of 24 s)"


def test_one_without_a_place_has_its_name_alone() -> None:
    text = Phase("goal", 0.1, True, (SentenceRun(3, 9, None, None, "What we want is"),))
    assert phases_heard(structure(text, CHOICE), 240.0) == "goal · choice"


def test_what_is_not_known_is_told_last_and_what_was_not_there_is_left_to_the_notes() -> None:
    assert phases_heard(structure(OPTIONS, MEASURE, CHOICE), 240.0) == "choice; not told apart: measure"


def test_where_none_was_heard_there_is_nothing_to_tell_apart() -> None:
    assert phases_heard(structure(MEASURE, OPTIONS), 240.0) == ""


def test_the_phase_that_an_answer_is_in_has_a_clock_of_its_own() -> None:
    assert phase_clock(PhaseClock("options", 12.4, 60.0)) == "options 0:12 of 1:00"


def test_a_story_has_none() -> None:
    assert phases_heard(structure(), 120.0) == phases_heard(None, 120.0) == ""
    assert phase_words("story", 120.0) == ""


def test_by_the_clock_each_phase_has_its_share_of_the_target() -> None:
    assert phase_words("metric", 100.0) == "goal 0:20 · main measure 0:35 · guardrails 0:25 · decision 0:20"
