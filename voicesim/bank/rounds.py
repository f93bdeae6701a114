"""The rounds of a whole interview, by name, and the built-in bank that each one asks from."""

from __future__ import annotations

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


def round_bank(name: str) -> str:
    """The bank of a round. Raises InputError, with all rounds, for an unknown name."""
    if name in ROUNDS:
        return ROUNDS[name]
    remedy = did_you_mean(name, ROUNDS, "choose one of these")
    raise InputError(f"There is no round {quoted(name)}; {remedy} (there are {', '.join(ROUNDS)})")
