"""The thresholds that verdicts and advice rest on, each with its source, and the user's changes to them."""

from __future__ import annotations

import difflib
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, Literal

from voicesim.assess.assessment import Length
from voicesim.bank.question import Style
from voicesim.bank.styles import STYLES
from voicesim.errors import InputError

OFF = "off"
NEVER_ABOVE, NEVER_BELOW = 1e6, 1e-6
"""What a threshold is when it is off: nothing lies above the one or below the other."""

USUAL, PATIENCE = "usual", "patience"
PROFILES: dict[str, dict[str, object]] = {
    USUAL: {},
    PATIENCE: dict.fromkeys(
        (
            *("first_word_late_s", "pause_long_s", "pause_very_long_s", "pace_slow_wpm", "pace_fast_wpm"),
            *("pace_rush_wpm", "hesitation_least_s", "repeats_many_times"),
            *("pitch_spread_from_st", "pitch_flat_st"),
        ),
        OFF,
    ),
}
"""Changes that belong together. `patience` is for people who stutter or speak a second language: nothing is
said against their pace, their pauses, what they say twice, or how far their pitch moves."""

ClockZone = Literal["early", "good", "over", "far-over"]


@dataclass(frozen=True, slots=True)
class Norm:
    """One threshold as it is shown to the user; `link` is empty where no published value exists.

    `value` is the one in force, `published` the one that the source gives. `off` is how it is switched off,
    as it is written in the settings.
    """

    name: str
    value: float
    unit: str
    says: str
    source: str
    link: str
    published: float
    off: str
    changed: bool = False

    @property
    def is_off(self) -> bool:
        return is_off(self.value)


@dataclass(frozen=True, slots=True)
class Norms:
    """All thresholds by name; the unit is the end of each name, and norms.toml gives meaning and source."""

    on_target_from_share: float
    on_target_to_share: float
    far_over_share: float
    first_word_late_s: float
    pause_long_s: float
    pause_very_long_s: float
    pace_slow_wpm: float
    pace_comfortable_from_wpm: float
    pace_comfortable_to_wpm: float
    pace_fast_wpm: float
    pace_window_s: float
    pace_rush_wpm: float
    rate_least_s: float
    fillers_ok_per_minute: float
    fillers_act_per_minute: float
    filler_gap_s: float
    hesitation_least_s: float
    hesitation_hangover_s: float
    situation_share: float
    task_share: float
    action_share: float
    result_share: float
    setup_most_share: float
    action_least_share: float
    result_least_share: float
    pitch_window_s: float
    pitch_spread_from_st: float
    pitch_spread_to_st: float
    pitch_flat_st: float
    level_end_drop_db: float
    repeats_many_times: float


# Each line must rise from left to right, or a verdict could never be given.
_RISING = (
    ("on_target_from_share", "on_target_to_share", "far_over_share"),
    ("pause_long_s", "pause_very_long_s"),
    (
        "pace_slow_wpm",
        "pace_comfortable_from_wpm",
        "pace_comfortable_to_wpm",
        "pace_fast_wpm",
        "pace_rush_wpm",
    ),
    ("fillers_ok_per_minute", "fillers_act_per_minute"),
    ("pitch_flat_st", "pitch_spread_from_st", "pitch_spread_to_st"),
)


def load_norms(overrides: Mapping[str, object] | None = None) -> Norms:
    """The published norms with the user's changes, as they stand in the [norms] table of the settings: those
    of the `profile` that it names, and over them those by name. "off" switches a norm off.

    Raises InputError naming every key that is unknown, is no number above zero, cannot be switched off, or
    stands in the wrong order to its neighbours.
    """
    values = {norm.name: norm.value for norm in _published()}
    given = {key: value for key, value in (overrides or {}).items() if key != "profile"}
    named = (overrides or {}).get("profile", USUAL)
    problems = [] if named in tuple(PROFILES) else [_no_profile(named)]
    for key, value in (PROFILES.get(str(named), {}) | given).items():
        problem = _problem(key, value, tuple(values))
        if problem:
            problems.append(problem)
        else:
            values[key] = _off_value(key) if value == OFF else float(value)  # type: ignore[arg-type]
    problems += [] if problems else _disorder(values)
    if problems:
        raise InputError("\n".join(problems))
    return Norms(**values)


def norms_for(style: Style | None, norms: Norms) -> Norms:
    """The norms for a kind of question: who works a problem out may think longer. None is any other kind."""
    ways = None if style is None else STYLES[style]
    if ways is None:
        return norms
    return replace(
        norms,
        first_word_late_s=max(norms.first_word_late_s, ways.think_s or 0.0),
        pause_very_long_s=max(norms.pause_very_long_s, ways.pause_s or 0.0),
    )


def with_profile(overrides: Mapping[str, object], profile: str | None) -> Mapping[str, object]:
    """The user's changes under another profile, where one is named."""
    return overrides if profile is None else {**overrides, "profile": profile}


def ends_by_key_only(overrides: Mapping[str, object]) -> bool:
    """Whether the profile lets nothing but a key end an answer."""
    return overrides.get("profile") == PATIENCE


def is_off(value: float) -> bool:
    """Whether a norm is switched off."""
    return value in (NEVER_ABOVE, NEVER_BELOW)


def profile_of(norms: Norms) -> str:
    """The profile whose changes are all in force; the usual one else."""
    fits = [
        name
        for name, changes in PROFILES.items()
        if changes and all(is_off(getattr(norms, each)) for each in changes)
    ]
    return fits[0] if fits else USUAL


def explain_norms(norms: Norms) -> tuple[Norm, ...]:
    """Each threshold with its meaning and source, for display; `changed` marks the user's own values."""
    return tuple(
        replace(norm, value=value, changed=value != norm.published)
        for norm in _published()
        for value in [getattr(norms, norm.name)]
    )


def judge_length(answer_s: float, target_s: float, norms: Norms) -> Length:
    """Short, on target or long by the band around the target; both of its edges are on target."""
    if answer_s < round(norms.on_target_from_share * target_s, 3):
        return "short"
    return "long" if answer_s > round(norms.on_target_to_share * target_s, 3) else "on-target"


def clock_zone(elapsed_s: float, target_s: float, norms: Norms) -> ClockZone:
    """Where the clock stands while someone speaks: before, in, after and far after the target's band."""
    length = judge_length(elapsed_s, target_s, norms)
    if length == "long":
        return "over" if elapsed_s <= round(norms.far_over_share * target_s, 3) else "far-over"
    return "early" if length == "short" else "good"


@cache
def _table() -> dict[str, dict[str, Any]]:
    text = resources.files("voicesim.assess").joinpath("norms.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _published() -> tuple[Norm, ...]:
    return tuple(
        Norm(
            **(
                entry
                | {"name": field.name, "published": entry["value"], "off": f'{_switch(field.name)} = "off"'}
            )
        )
        for field in fields(Norms)
        for entry in [_table()[field.name]]
    )


def _switch(name: str) -> str:
    """The norm that switches this one off: itself, but for a length that another one is measured by."""
    off = str(_table()[name]["off"])
    return name if off in ("high", "low") else off


def _off_value(name: str) -> float:
    return NEVER_ABOVE if _table()[name]["off"] == "high" else NEVER_BELOW


def _problem(key: str, value: object, known: tuple[str, ...]) -> str | None:
    if key not in known:
        near = difflib.get_close_matches(key, known, 1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}."
        return f"Settings, [norms] {key}: there is no such norm; {hint}"
    if value == OFF:
        switch = _switch(key)
        return (
            None
            if switch == key
            else f'Settings, [norms] {key}: this is what another norm is measured by; write {switch} = "off".'
        )
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not math.isfinite(value) or value <= 0:  # type: ignore[arg-type, operator]
        wanted = f'not a number above 0, nor "off"; write for example {key} = 1.5'
        return f"Settings, [norms] {key}: {value!r} is {wanted}."
    return None


def _no_profile(named: object) -> str:
    known = ", ".join(PROFILES)
    return f"Settings, [norms] profile: there is no profile {named!r:.60}; there are {known}, in quotes."


def _disorder(values: Mapping[str, float]) -> list[str]:
    return [
        f"Settings, [norms] {low} = {values[low]:g} must be below {high} = {values[high]:g}."
        for names in _RISING
        for low, high in pairwise(names)
        if values[low] >= values[high] and not is_off(values[low]) and not is_off(values[high])
    ]
