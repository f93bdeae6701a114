"""How an interview is paced: by what was asked for now, else by a preset, else by the settings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from voicesim.config import Settings
from voicesim.interview.equipment import Pacing
from voicesim.practice.presets import (
    ENDLESS_S,
    HANDS_FREE_LINGER_S,
    HANDS_FREE_SILENCE_S,
    PRESETS,
    USUAL,
    PresetName,
    longest_answer_s,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Given:
    """What was asked for now, in seconds; None leaves it to the preset, and then to the settings."""

    prep_s: float | None = None
    target_s: float | None = None
    max_s: float | None = None
    end_on_silence_s: float | None = None
    follow_ups: int | None = None
    interrupt: bool | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who is there: somebody `at_a_terminal` thinks and goes on when they like, who is `askable` decides on
    points to check, and `self_rate` says that they rate themselves first. `recorded` answers are played. With
    `hands_free` nobody is waited for: silence ends an answer, and the feedback stays for a while."""

    at_a_terminal: bool
    askable: bool
    self_rate: bool
    recorded: bool
    hands_free: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """`prep_s` is the time to think that each question has, `target_s` replaces its target unless None, and
    `replies` is how many follow-ups an answer can have in all."""

    prep_s: float
    target_s: float | None
    replies: int
    pacing: Pacing


def resolve_pace(
    settings: Settings, preset: PresetName | None, given: Given, person: Person, *, patient: bool
) -> Pace:
    """With `patient` norms only a key ends an answer, and nobody interrupts one, unless asked for now."""
    ready_made = PRESETS[preset] if preset else USUAL
    usual_prep_s = ready_made.prep_s if preset else settings.prep_s
    prep_s = usual_prep_s if given.prep_s is None else given.prep_s
    max_s = _first(given.max_s, ENDLESS_S if patient else ready_made.max_s or settings.max_s)
    follow_ups = _first(given.follow_ups, ready_made.follow_ups, settings.follow_ups)
    quiet_s = settings.end_on_silence_s
    if person.hands_free:
        quiet_s = quiet_s or HANDS_FREE_SILENCE_S
    linger_s = HANDS_FREE_LINGER_S if person.hands_free else None
    pacing = Pacing(
        prep_s=prep_s if person.at_a_terminal else 0.0,
        max_s=partial(longest_answer_s, max_s),
        end_on_silence_s=_first(given.end_on_silence_s, None if patient else quiet_s),
        linger_s=linger_s if person.at_a_terminal else 0.0,
        follow_ups=follow_ups or 0,
        interrupt=(ready_made.interrupt and not patient) if given.interrupt is None else given.interrupt,
        reading_time=given.prep_s is None,
        clarify=not person.recorded and preset is not PresetName.ONE_WAY,
        hands_free=person.hands_free,
        check_s=None if person.askable else 0.0,
        self_rate=person.self_rate,
    )
    return Pace(
        prep_s,
        _first(given.target_s, ready_made.target_s),
        pacing.follow_ups + pacing.interrupt,
        pacing,
    )


def _first(*choices: T | None) -> T | None:
    """The first that was made."""
    return next((each for each in choices if each is not None), None)
