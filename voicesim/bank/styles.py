"""The kinds of questions: what each asks for, and the phases that a good answer to it goes through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from voicesim.bank.question import Style


@dataclass(frozen=True, slots=True)
class ExpectedPhase:
    """A stretch of an answer, with its share of the target."""

    name: str
    share: float


@dataclass(frozen=True, slots=True)
class Ways:
    """How questions of one style are answered: what is asked for, in the words of a request, and the phases
    in their usual order. The shares are rules of thumb and together 1.

    `clarified` says that it is good to ask the interviewer first, who answers from the bank's facts.
    `think_s` is how long one may think before the first word counts as late, and `pause_s` the silence that
    is very long, where that is more than the norms say; None where they hold for this kind, too.
    """

    asks: str
    phases: tuple[ExpectedPhase, ...] = ()
    clarified: bool = False
    think_s: float | None = None
    pause_s: float | None = None


@dataclass(frozen=True, slots=True)
class PhaseClock:
    """The phase that an answer is in by the clock: the seconds since it began, and those that it has."""

    name: str
    elapsed_s: float
    share_s: float


def clocked_phases(style: Style) -> tuple[ExpectedPhase, ...]:
    """The phases that have a clock: none of a story and an approach, whose parts the feedback measures."""
    return () if style in MEASURED else STYLES[style].phases


def phase_at(style: Style, elapsed_s: float, target_s: float) -> PhaseClock | None:
    """The phase that an answer to a problem is in by the clock; None after the target, and for a story or an
    approach, whose parts the feedback measures."""
    start_s = 0.0
    for phase in clocked_phases(style):
        share_s = phase.share * target_s
        if elapsed_s < start_s + share_s:
            return PhaseClock(phase.name, elapsed_s - start_s, share_s)
        start_s += share_s
    return None


def _phases(**shares: float) -> tuple[ExpectedPhase, ...]:
    return tuple(ExpectedPhase(name.replace("_", " "), share) for name, share in shares.items())


MEASURED: tuple[Style, ...] = ("story", "approach")
"""The kinds whose parts are read from the answer."""

STYLES: Mapping[Style, Ways] = {
    "approach": Ways("describe your approach", _phases(stand=0.15, steps=0.5, example=0.25, closing=0.1)),
    "story": Ways("tell a story", _phases(situation=0.15, task=0.1, action=0.55, result=0.2)),
    "case": Ways(
        "work through a case",
        _phases(clarify=0.1, goal=0.1, users_and_needs=0.25, options=0.2, choice=0.2, measure=0.15),
        clarified=True,
        think_s=20.0,
        pause_s=8.0,
    ),
    "metric": Ways(
        "define success",
        _phases(goal=0.2, main_measure=0.35, guardrails=0.25, decision=0.2),
        think_s=10.0,
        pause_s=6.0,
    ),
    "diagnose": Ways(
        "find the cause",
        _phases(clarify=0.15, rule_out=0.15, segments=0.3, causes=0.25, next_steps=0.15),
        clarified=True,
        think_s=20.0,
        pause_s=8.0,
    ),
    "estimate": Ways(
        "estimate a number",
        _phases(clarify=0.1, break_down=0.3, assumptions=0.3, sum=0.15, check=0.15),
        clarified=True,
        think_s=20.0,
        pause_s=8.0,
    ),
    "strategy": Ways(
        "take a position",
        _phases(goal=0.15, situation=0.25, options=0.25, choice=0.2, risks=0.15),
        think_s=10.0,
        pause_s=6.0,
    ),
    "intro": Ways("say who you are, and why here", _phases(today=0.25, path=0.45, why_here=0.3)),
    "ask": Ways("ask your questions"),
}
