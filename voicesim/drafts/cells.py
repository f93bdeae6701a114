"""The cells of a table: points in one cell, lengths of time, styles, and what no column is for."""

from __future__ import annotations

import re
from typing import get_args

from voicesim.bank.limits import MAX_TARGET_S, MIN_TARGET_S
from voicesim.bank.question import Style
from voicesim.drafts.cards import one_line

_BULLET = re.compile(r"^\s*(?:[-*•·–‣▪◦]+|\d{1,2}[.)])\s+")
_MARK = re.compile(r"\s*(?:[;|•·▪])\s*")
_TIME = re.compile(
    r"(?:about |ca\.? |~ ?)?(\d{1,4}(?:[.,]\d+)?)\s*(s|secs?|seconds?|m|mins?|minutes?)?\.?", re.IGNORECASE
)
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")


def points_in(cell: str) -> tuple[str, ...]:
    """The key points in a cell: one a line, else between semicolons, bars or bullets, else all of it.

    An item that stands deeper than the one above belongs to it.
    """
    lines = [line for line in cell.split("\n") if line.strip()]
    if len(lines) < 2:
        return tuple(part for part in _MARK.split(_BULLET.sub("", cell).strip()) if part.strip())
    points: list[str] = []
    for line in lines:
        said = one_line(_BULLET.sub("", line))
        if points and line[:1].isspace() and _BULLET.match(line):
            points[-1] += ("; " if ": " in points[-1] else ": ") + said
        else:
            points.append(said)
    return tuple(points)


def seconds_in(cell: str, *, unit_s: float = 1.0) -> float | None:
    """A target in seconds: 90, 90 s, 2 min, 2:30; `unit_s` is what a bare number counts. None for others."""
    if clock := _CLOCK.fullmatch(cell.strip()):
        found = int(clock[1]) * 60.0 + int(clock[2])
    elif plain := _TIME.fullmatch(cell.strip()):
        unit = (plain[2] or "").lower()
        found = float(plain[1].replace(",", ".")) * (unit_s if not unit else 60.0 if unit[0] == "m" else 1.0)
    else:
        return None
    return found if MIN_TARGET_S <= found <= MAX_TARGET_S else None


def style_in(cell: str) -> Style | None:
    """The style of this name; None where there is none."""
    name = cell.strip().lower()
    return next((style for style in get_args(Style) if style == name), None)


def noted(name: str, cell: str) -> tuple[str, ...]:
    """A cell that has no place of its own, with the name of its column; nothing for an empty one."""
    return (f"{one_line(name)}: {one_line(cell)}",) if cell.strip() else ()
