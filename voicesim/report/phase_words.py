"""The phases of an answer to a problem in words: by the clock, and as they were heard."""

from __future__ import annotations

from voicesim.assess.assessment import Phase, Structure
from voicesim.bank.question import Style
from voicesim.bank.styles import PhaseClock, clocked_phases
from voicesim.wording import clock


def phase_words(style: Style, target_s: float) -> str:
    """The phases of an answer to a problem, each with its share of the target: "clarify 0:24 · goal 0:24"."""
    return " · ".join(phase_shares(style, target_s))


def phase_shares(style: Style, target_s: float) -> list[str]:
    """The same, phase by phase."""
    return [f"{phase.name} {clock(phase.share * target_s)}" for phase in clocked_phases(style)]


def phase_clock(phase: PhaseClock) -> str:
    """The clock of the phase that an answer is in: "options 0:12 of 1:00"."""
    return f"{phase.name} {clock(phase.elapsed_s)} of {clock(phase.share_s)}"


def phases_heard(structure: Structure | None, target_s: float) -> str:
    """The phases that were heard, with their second and what they took at least of their share of the
    target, and those of which nothing is known: "clarify at 0:04 (6 of 24 s); not told apart: goal". Empty
    where none was heard."""
    phases = structure.phases if structure else ()
    heard = " · ".join(_heard(phase, target_s) for phase in phases if phase.heard)
    unknown = ", ".join(phase.name for phase in phases if phase.heard is None)
    return f"{heard}; not told apart: {unknown}" if heard and unknown else heard


def _heard(phase: Phase, target_s: float) -> str:
    start_s, took_s = phase.start_s, phase.seconds
    if start_s is None or took_s is None:
        return phase.name
    usual_s = phase.usual_share * target_s
    return f"{phase.name} at {clock(start_s)} ({took_s:.0f} of {usual_s:.0f} s)"
