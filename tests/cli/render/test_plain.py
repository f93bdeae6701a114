"""What is told in plain lines: a state when it begins and when it changes, and nothing twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voicesim.assess.assessment import PointHit
from voicesim.assess.norms import load_norms
from voicesim.bank.styles import phase_at
from voicesim.cli.render.plain import Lines
from voicesim.desk import Checked, Checking, Event, Notice, Preparing, RecordingState, Saying, Working


def told(*events: Event) -> list[str]:
    lines = Lines(load_norms())
    return [line for event in events if (line := lines.line(event))]


def recording(elapsed_s: float, *, paused: bool = False) -> RecordingState:
    return RecordingState(elapsed_s, 60.0, 300.0, -30.0, paused)


def test_the_time_to_think_is_told_at_its_start_and_before_its_end() -> None:
    assert told(*(Preparing(float(left)) for left in range(40, 0, -1))) == [
        "Think for 40 seconds. Keys: Enter to start, r to hear the question again, s to skip it, q to quit.",
        "30 seconds left to think.",
        "10 seconds left to think.",
    ]


def test_while_somebody_speaks_only_the_edges_of_the_target_are_told() -> None:
    first, *rest = told(*(recording(float(at)) for at in range(90)))
    assert first.startswith("Recording. The target is 1:00. Keys: Enter when you are done")
    assert rest == [
        "0:45: long enough now.",
        "1:10: longer than the target.",
        "1:16: far longer than the target.",
    ]


def test_the_phases_of_a_problem_are_told_when_they_begin() -> None:
    seconds = (0.0, 3.0, 6.0, 8.0, 12.0)
    events = (replace(recording(at_s), phase=phase_at("case", at_s, 60.0)) for at_s in seconds)
    first, *others = told(*events)
    assert first.startswith("Recording. The target is 1:00. It begins with clarify, for 0:06. Keys: ")
    assert others == ["0:06: goal for 0:06.", "0:12: users and needs for 0:15."]


def test_a_pause_and_its_end_are_told() -> None:
    events = recording(1), recording(2, paused=True), recording(2, paused=True), recording(2)
    assert told(*events)[1:] == ["Paused at 0:02; p to go on.", "Recording again."]


def test_work_is_named_once() -> None:
    assert told(Working("Writing down"), Working("Writing down", 1, 2), Notice("Oh.")) == ["Writing down."]


@pytest.mark.parametrize("number", [1, 2])
def test_a_point_is_put_with_its_words_and_the_keys(number: int) -> None:
    hit = PointHit("cost", "tradeoff", "check", "why", "we gave it up,", 3, 5, 62.0, 64.0)
    first, *after = told(Checking(hit, number, 2), Checked(hit, True))
    assert first.startswith(
        f"Check: did you make this? cost ({number} of 2), “we gave it up” at 1:02. Keys: y"
    )
    assert after == []


def test_after_the_interviewer_has_spoken_it_says_that_the_recording_goes_on() -> None:
    said = Saying("Take your time.", aloud=True)
    lines = told(recording(12.0), said, recording(12.0), recording(12.1))
    assert lines[1:] == ["Keys: Enter to go on, q to quit.", "Recording again."]
