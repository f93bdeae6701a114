"""Ready-made paces of an interview."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PREP_S = 5.0
LONGEST_SHARE = 3.0
MIN_LONGEST_S = 300.0
"""Nobody is cut off early: the longest answer is three times its target, and at least five minutes."""

ENDLESS_S = 7200.0
"""Where only a key ends an answer; more than anybody says, and little enough for any disk."""

HANDS_FREE_SILENCE_S = 5.0
"""The silence that ends an answer where nothing else is set: longer than most pauses to think."""

HANDS_FREE_LINGER_S = 10.0
"""How long the feedback stays; enough to read its advice, which is what to remember in the next answer."""


class PresetName(StrEnum):
    STORY = "story"
    ONE_WAY = "one-way"
    RAPID = "rapid"
    PROBING = "probing"
    PRESSURE = "pressure"


@dataclass(frozen=True, slots=True)
class Preset:
    """Seconds; None leaves the question's own target, the usual longest answer, or what the settings say."""

    prep_s: float
    target_s: float | None = None
    max_s: float | None = None
    follow_ups: int | None = None
    interrupt: bool = False


def longest_answer_s(max_s: float | None, target_s: float) -> float:
    """The longest answer that is recorded: `max_s` where it is set, else by the target."""
    return max(MIN_LONGEST_S, LONGEST_SHARE * target_s) if max_s is None else max_s


USUAL = Preset(prep_s=PREP_S)
PRESETS = {
    PresetName.STORY: Preset(prep_s=10, target_s=120),
    PresetName.ONE_WAY: Preset(prep_s=30, target_s=150, max_s=180),
    PresetName.RAPID: Preset(prep_s=0, target_s=45, max_s=90),
    PresetName.PROBING: Preset(prep_s=PREP_S, follow_ups=2),
    PresetName.PRESSURE: Preset(prep_s=0, follow_ups=1, interrupt=True),
}
"""One-way video interviews give about 30 s to prepare and 2 to 3 minutes to answer."""
