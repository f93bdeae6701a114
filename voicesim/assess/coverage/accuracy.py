"""How often verdicts on points are right, by kind of question, and what to say where that is too seldom."""

from __future__ import annotations

from collections.abc import Mapping

from voicesim.bank.question import Style

ACCURACY: Mapping[Style, float] = {
    "story": 0.83,
    "case": 0.84,
    "metric": 0.82,
    "diagnose": 0.82,
    "estimate": 0.81,
    "strategy": 0.90,
    "intro": 0.72,
    "ask": 0.65,
}
"""The share of points judged as people label them, one to check taken for what is likelier, on answers to the
built-in banks that nothing was learned from (docs/coverage.md, "How often it agrees with people"); of a story
those to `pm-leadership`. An approach, without such answers of its own, is not here."""

LEAST = 0.80


def caution(style: Style | None) -> str:
    """What is told with the points of an answer to a kind that is judged less well; else nothing."""
    right = ACCURACY.get(style) if style is not None else None
    if right is None or right >= LEAST:
        return ""
    return (
        f"Answers of this kind ({style}) are judged less well than others: {100 * right:.0f} of 100 points "
        "are right, where one to check counts as what is likelier. Trust your own ear more."
    )
