"""A small curve in a line of text."""

from __future__ import annotations

from collections.abc import Iterable

WIDE = 100
"""Columns of a terminal from which on the curves are long."""

CURVE_POINTS = 24
NARROW_CURVE_POINTS = 12
BARS = "▁▂▃▄▅▆▇█"
PLAIN_BARS = "_.-=+*#@"


def sparkline(
    values: Iterable[float], encoding: str, *, low: float | None = None, high: float | None = None
) -> str:
    """A curve of one character a value, the newest `CURVE_POINTS` of them, from `low` to `high`."""
    shown = list(values)[-CURVE_POINTS:]
    if not shown:
        return ""
    bars = BARS if _fits(BARS, encoding) else PLAIN_BARS
    least = min(shown) if low is None else low
    most = max(shown) if high is None else high
    reach = most - least
    if reach <= 0:
        return bars[len(bars) // 2 - 1] * len(shown)
    places = [round((value - least) / reach * (len(bars) - 1)) for value in shown]
    return "".join(bars[min(max(place, 0), len(bars) - 1)] for place in places)


def _fits(characters: str, encoding: str) -> bool:
    try:
        characters.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
