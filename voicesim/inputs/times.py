"""Times as transcripts write them, and the line that gives a cue its two times."""

from __future__ import annotations

import re

from voicesim.errors import InputError

ARROW = "-->"
_CLOCK = r"(?:\d{1,3}\s?:\s?[0-5]?\d|\d{1,4})\s?:\s?[0-5]?\d(?:\s?[.,]\s?\d{1,9})?"
_SHAFT = r"(?:-{1,3}\s?-?|[–—−]{1,2})>|→"
_TIMING = re.compile(rf"\s*({_CLOCK})\s*(?:{_SHAFT})\s*({_CLOCK})(?:\s+\S.*)?\s*")
"""With or without hours and milliseconds, and with the dashes that word processors make of an arrow."""

_PRINTED = re.compile(
    rf"\s*(?:[A-Z]\w+:\s*)?\[\s*({_CLOCK}|\d+(?:\.\d+)?s?)\s*(?:{_SHAFT})\s*({_CLOCK}|\d+(?:\.\d+)?s?)\s*\]"
    r"[ \t]*(.*)"
)
_SPACES = re.compile(r"\s")


def is_timing(line: str) -> bool:
    """Whether the line gives a cue its two times."""
    return (">" in line or "→" in line) and _TIMING.fullmatch(line) is not None


def cue_times(line: str, where: str) -> tuple[float, float]:
    """Start and end in seconds. Raises InputError beginning with `where` for a line that is no such."""
    found = _TIMING.fullmatch(line)
    if found is None:
        raise InputError(f"{where}: {_first_wrong(line)[:40]!r} is not a time; write it like 00:01:02,500.")
    return _in_order(seconds(found[1]), seconds(found[2]), where)


def printed_line(line: str, where: str) -> tuple[float, float, str] | None:
    """The times and the text of a line such as "[00:00:01.000 --> 00:00:04.000]  So we", as speech
    recognisers print them; None for any other. Raises InputError when it ends before it starts."""
    found = _PRINTED.fullmatch(line)
    if found is None:
        return None
    return (*_in_order(seconds(found[1]), seconds(found[2]), where), found[3])


def seconds(mark: str) -> float:
    """The seconds of a clock such as 1:02:03,5 or 02:03, or of plain seconds such as 3.5s."""
    whole, _, fraction = _SPACES.sub("", mark).rstrip("s").replace(",", ".").partition(".")
    total = 0
    for part in whole.split(":"):
        total = 60 * total + int(part)
    return total + (float(f"0.{fraction}") if fraction else 0.0)


def _in_order(start_s: float, end_s: float, where: str) -> tuple[float, float]:
    if end_s < start_s:
        raise InputError(f"{where}: the cue ends before it starts; put the two times in order.")
    return start_s, end_s


def _first_wrong(line: str) -> str:
    start, _, rest = line.partition(ARROW)
    end = rest.split()[0] if rest.split() else ""
    right = re.fullmatch(_CLOCK, start.strip())
    return end if right else start.strip()
