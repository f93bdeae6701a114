"""When in an answer its points landed, against the time it should take."""

from __future__ import annotations

from collections.abc import Sequence

from voicesim.assess.assessment import Figure, PointHit, Timing
from voicesim.wording import clock


def landing_notes(points: Sequence[PointHit], figures: Sequence[Figure], timing: Timing) -> tuple[str, ...]:
    """What came late, a sentence each; nothing for an answer without times.

    The first figure is late after half of the target, where figures are asked for; a point is when the
    target is over. Times are those of the recording; the target counts from the first word.
    """
    if timing.to_first_word_s is None or timing.target_s <= 0:
        return ()
    half_s = timing.to_first_word_s + timing.target_s / 2
    over_s = timing.to_first_word_s + timing.target_s
    notes = []
    first = min((figure.at_s for figure in figures if figure.at_s is not None), default=None)
    asked = any(hit.kind == "metric" for hit in points)
    if asked and first is not None and first > half_s:
        notes.append(f"First figure at {clock(first)}, after half of the target.")
    late = [hit for hit in points if hit.verdict == "covered" and (hit.start_s or 0.0) > over_s]
    if late:
        made = ", ".join(f"{hit.point_id} at {clock(hit.start_s)}" for hit in late)
        notes.append(f"Made when the target of {clock(timing.target_s)} was over: {made}.")
    return tuple(notes)
