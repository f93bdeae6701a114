"""The pace of an interview: what is asked for now goes before a preset, and that before the settings."""

from __future__ import annotations

import pytest

from voicesim.config import Settings
from voicesim.interview.equipment import Pacing
from voicesim.practice.pacing import Given, Pace, Person, resolve_pace
from voicesim.practice.presets import ENDLESS_S, PresetName

THERE = Person(at_a_terminal=True, askable=True, self_rate=False, recorded=False)
PLAYED = Person(at_a_terminal=False, askable=False, self_rate=False, recorded=True)
SETTINGS = Settings(prep_s=7.0, max_s=400.0, end_on_silence_s=4.0, follow_ups=1)


def pace(
    given: Given = Given(),  # noqa: B008 - frozen
    preset: PresetName | None = None,
    person: Person = THERE,
    *,
    patient: bool = False,
) -> Pace:
    return resolve_pace(SETTINGS, preset, given, person, patient=patient)


def pacing(given: Given, preset: PresetName | None = None, *, patient: bool = False) -> Pacing:
    return pace(given, preset, patient=patient).pacing


@pytest.mark.parametrize(
    ("given", "preset", "seconds"),
    [
        (Given(), None, 7.0),
        (Given(), PresetName.RAPID, 0.0),
        (Given(prep_s=2.0), PresetName.RAPID, 2.0),
        (Given(prep_s=0.0), None, 0.0),
    ],
)
def test_time_to_think(given: Given, preset: PresetName | None, seconds: float) -> None:
    assert pacing(given, preset).prep_s == seconds


@pytest.mark.parametrize(
    ("given", "preset", "patient", "seconds"),
    [
        (Given(), None, False, 400.0),
        (Given(), PresetName.ONE_WAY, False, 180.0),
        (Given(), PresetName.STORY, False, 400.0),
        (Given(), None, True, ENDLESS_S),
        (Given(max_s=60.0), PresetName.ONE_WAY, True, 60.0),
    ],
)
def test_the_longest_answer(given: Given, preset: PresetName | None, patient: bool, seconds: float) -> None:
    assert pacing(given, preset, patient=patient).max_s(120.0) == seconds


@pytest.mark.parametrize(
    ("given", "preset", "count"),
    [
        (Given(), None, 1),
        (Given(), PresetName.PROBING, 2),
        (Given(follow_ups=0), PresetName.PROBING, 0),
        (Given(follow_ups=3), None, 3),
    ],
)
def test_follow_ups(given: Given, preset: PresetName | None, count: int) -> None:
    assert pacing(given, preset).follow_ups == count


@pytest.mark.parametrize(
    ("given", "preset", "patient", "stops"),
    [
        (Given(), None, False, False),
        (Given(), PresetName.PRESSURE, False, True),
        (Given(), PresetName.PRESSURE, True, False),
        (Given(interrupt=True), None, True, True),
        (Given(interrupt=False), PresetName.PRESSURE, False, False),
    ],
)
def test_interrupting(given: Given, preset: PresetName | None, patient: bool, stops: bool) -> None:
    assert pacing(given, preset, patient=patient).interrupt == stops


def test_a_patient_interviewer_waits_for_a_key_unless_silence_is_asked_for_now() -> None:
    assert pacing(Given()).end_on_silence_s == 4.0
    assert pacing(Given(), patient=True).end_on_silence_s is None
    assert pacing(Given(end_on_silence_s=2.0), patient=True).end_on_silence_s == 2.0


def test_an_answer_can_have_the_reply_to_being_stopped_besides_those_to_follow_ups() -> None:
    assert pace(preset=PresetName.PRESSURE).replies == 2


def test_with_nobody_there_nothing_waits_though_the_time_to_think_is_known() -> None:
    found = pace(person=PLAYED)
    assert (found.pacing.prep_s, found.pacing.linger_s, found.pacing.check_s) == (0.0, 0.0, 0.0)
    assert found.prep_s == 7.0
    assert not found.pacing.clarify
