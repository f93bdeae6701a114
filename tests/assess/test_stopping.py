"""When an interviewer stops a speaker who runs long, and what is asked then."""

from __future__ import annotations

import pytest

from voicesim.assess.assessment import Structure
from voicesim.assess.norms import load_norms
from voicesim.assess.stopping import PAUSE_S, SET_UP_S, STOP, is_time, set_up_s, stopping_question
from voicesim.bank.question import KeyPoint, Question, Style

NORMS = load_norms()
OVER_S = 100 * NORMS.far_over_share + 1
LONG_SET_UP_S = 100 * NORMS.setup_most_share + SET_UP_S + 1


def question(style: Style = "story") -> Question:
    return Question("q", "s", "How?", style, 100.0, (KeyPoint("cost", "tradeoff", "Says it.", (), "What?"),))


@pytest.mark.parametrize(
    ("elapsed_s", "silence_s", "setting_up_s", "stopped"),
    [
        (OVER_S, PAUSE_S, 0.0, True),
        (OVER_S, PAUSE_S - 0.1, 0.0, False),
        (OVER_S - 2, PAUSE_S, 0.0, False),
        (OVER_S - 2, 9.0, 0.0, False),
        (60.0, PAUSE_S, LONG_SET_UP_S, True),
        (60.0, 0.0, LONG_SET_UP_S, False),
        (60.0, PAUSE_S, LONG_SET_UP_S - 2, False),
    ],
)
def test_only_who_runs_long_is_stopped_and_only_in_a_pause(
    elapsed_s: float, silence_s: float, setting_up_s: float, stopped: bool
) -> None:
    assert is_time(question(), elapsed_s, silence_s, NORMS, setting_up_s=setting_up_s) is stopped


@pytest.mark.parametrize(
    ("structure", "seconds"),
    [
        (None, 0.0),
        (Structure(None, None, None, None), 0.0),
        (Structure(40.0, 8.0, 0.0, 0.0), 48.0),
        (Structure(40.0, 8.0, 2.0, 0.0), 0.0),
        (Structure(40.0, 8.0, 0.0, 1.0), 0.0),
    ],
)
def test_a_story_is_set_up_until_its_first_deed(structure: Structure | None, seconds: float) -> None:
    assert set_up_s(structure) == seconds


@pytest.mark.parametrize(
    ("style", "elapsed_s", "asked"),
    [
        ("story", OVER_S, "What came of it in the end?"),
        ("story", 60.0, "What did you decide to do?"),
        ("case", OVER_S, "What do you decide, in one sentence?"),
    ],
)
def test_it_asks_for_the_result_or_the_decision(style: Style, elapsed_s: float, asked: str) -> None:
    found = stopping_question(question(style), elapsed_s, NORMS)
    assert found.prompt == f"{STOP} {asked}"
    assert [each.id for each in found.key_points][1:] == ["cost"], "what was missed is not known yet"
    assert (found.id, found.target_s) == ("q", 30.0)
