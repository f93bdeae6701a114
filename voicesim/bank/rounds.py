"""The rounds of a whole interview, by name, and the built-in bank that each one asks from."""

from __future__ import annotations

from dataclasses import dataclass

from voicesim.bank.hints import did_you_mean, quoted
from voicesim.errors import InputError

ROUNDS = {
    "product-sense": "pm-product-sense",
    "metrics": "pm-metrics",
    "strategy": "pm-strategy",
    "estimation": "pm-estimation",
    "leadership": "pm-leadership",
    "opening": "pm-opening",
    "ai": "ai-pm",
    "behavioural": "behavioural",
    "senior-pm": "senior-pm",
}


LOOP_NAME = "loop"


@dataclass(frozen=True, slots=True)
class Round:
    """A round of a loop: its name, its bank, and the section that it keeps to, if any."""

    name: str
    bank: str
    section: str | None = None


LOOP = (
    Round("opening", "pm-opening", "opening"),
    Round("product-sense", "pm-product-sense"),
    Round("metrics", "pm-metrics"),
    Round("strategy", "pm-strategy"),
    Round("leadership", "pm-leadership"),
    Round("closing", "pm-opening", "closing"),
)
"""A whole interview day in the order of its rounds; the last are the questions that one asks oneself."""


def round_bank(name: str) -> str:
    """The bank of a round. Raises InputError, with all rounds, for an unknown name."""
    if name in ROUNDS:
        return ROUNDS[name]
    names = (*ROUNDS, LOOP_NAME)
    remedy = did_you_mean(name, names, "choose one of these")
    raise InputError(f"There is no round {quoted(name)}; {remedy} (there are {', '.join(names)})")
