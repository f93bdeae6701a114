"""Rolling captions: lines that stay on the screen while the next one is written are said once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from voicesim.inputs.turns import Line, Passage

_ROLLS_FROM_SHARE = 1 / 3
"""Of all neighbours so many restate each other in captions that roll; in speech hardly ever."""

_MIN_WORDS = 3
"""Fewer words at the seam of two cues, unless they are a line, may have been said twice."""

_MAX_WORDS = 200
"""More are never on the screen at once."""

_FLASH_S = 0.05
"""Shorter than anything can be said: between two lines the first stands alone for a moment."""


def without_restated(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages without what the one before already shows; those with nothing new are left out.

    Only where the whole file rolls, because people do repeat themselves; a copy at the same time goes anyway.
    """
    said = [passage for passage in passages if passage.lines]
    rolls = _rolls(said)
    kept: list[Passage] = []
    shown: Passage | None = None
    for passage in said:
        again = 0 if shown is None else _restated(shown, passage, rolls=rolls)
        fresh = replace(passage, lines=_after(passage.lines, again))
        if fresh.lines:
            kept.append(fresh)
        shown = passage
    return tuple(kept)


def _rolls(said: Sequence[Passage]) -> bool:
    seams = [_evidence(before, after) for before, after in pairwise(said)]
    found = [seam for seam in seams if seam]
    return sum(found) > 1 and len(found) >= _ROLLS_FROM_SHARE * len(seams)


def _evidence(before: Passage, after: Passage) -> int:
    """How much two neighbours speak for captions that roll: 2 for a whole line that comes again, 1 for a few
    words at the seam, which may have been said twice."""
    again = _overlap(before, after)
    lines = {*accumulate(map(len, after.lines))}
    if again == max(lines):
        return 2 if _is_flash(after) or _is_flash(before) or _overlaps(before, after) else 0
    if again in lines and again > 1:
        return 2
    grows = again == sum(map(len, before.lines))
    if again < _MIN_WORDS:
        return 1 if again and grows and _follows_at_once(before, after) else 0
    return 2 if grows else 1


def _restated(before: Passage, after: Passage, *, rolls: bool) -> int:
    """How many words at the beginning of a passage the one before it shows."""
    again = _overlap(before, after)
    copied = again == sum(map(len, after.lines)) and again == sum(map(len, before.lines))
    return again if rolls or (copied and _overlaps(before, after)) else 0


def _overlap(before: Passage, after: Passage) -> int:
    """The most words that end the first and begin the second, when they are lines or too many for chance."""
    old, new = _words(before), _words(after)
    if old == new:
        return len(new)
    ends = {len(new), len(old), *accumulate(map(len, after.lines))}
    for count in range(min(len(old), len(new), _MAX_WORDS), 0, -1):
        if (count in ends or count >= _MIN_WORDS) and old[-count:] == new[:count]:
            return count
    return 0


def _words(passage: Passage) -> list[str]:
    return [piece.text.casefold() for line in passage.lines for piece in line]


def _after(lines: Sequence[Line], count: int) -> tuple[Line, ...]:
    kept: list[Line] = []
    for line in lines:
        kept.append(line[count:])
        count = max(0, count - len(line))
    return tuple(line for line in kept if line)


def _follows_at_once(before: Passage, after: Passage) -> bool:
    return (after.start_s or 0.0) - (before.end_s or 0.0) <= _FLASH_S


def _is_flash(passage: Passage) -> bool:
    return passage.start_s is not None and (passage.end_s or 0.0) - passage.start_s <= _FLASH_S


def _overlaps(before: Passage, after: Passage) -> bool:
    starts = before.start_s, after.start_s
    return None not in starts and (after.start_s or 0.0) < (before.end_s or 0.0)
