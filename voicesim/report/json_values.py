"""Numbers and figures as every JSON of this program gives them."""

from __future__ import annotations

import math
from typing import Any

from voicesim.assess.assessment import Figure

Json = dict[str, Any]

SECONDS_DIGITS = 2


def rounded(value: float | None, digits: int) -> float | None:
    """None also for what JSON has no number for: nan and the infinities."""
    return None if value is None or not math.isfinite(value) else round(value, digits)


def seconds(value: float | None) -> float | None:
    return rounded(value, SECONDS_DIGITS)


def figure_json(figure: Figure) -> Json:
    """A number that was said, with its unit and what it measures."""
    return {
        "text": figure.text,
        "value": figure.value if math.isfinite(figure.value) else None,
        "unit": figure.unit,
        "at_s": seconds(figure.at_s),
        "about": figure.about,
    }
