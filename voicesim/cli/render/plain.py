"""The interview in lines that are only ever added: for screen readers, and terminals that cannot move."""

from __future__ import annotations

from voicesim.assess.norms import ClockZone, Norms, clock_zone
from voicesim.bank.hints import printable
from voicesim.desk import (
    Answered,
    Asking,
    Checked,
    Checking,
    Clarified,
    Event,
    FollowingUp,
    Preparing,
    RecordingState,
    Saying,
    Working,
)
from voicesim.wording import CHECK, clock

LISTENING = "Listen. Keys: Enter to go on, r to hear it from the start, s to skip it, q to quit."
THINKING = "Keys: Enter to start, r to hear the question again, s to skip it, q to quit."
ANSWERING = (
    "Keys: Enter when you are done, p or Space to pause, r to hear the question again, a to start over, "
    "s to skip it, q to quit."
)
SPEAKING = "Keys: Enter to go on, q to quit."
DECIDING = "Keys: y if you made it, n if not, Enter to leave it open, q to skip the rest."
LEFT_S = (30, 10)
"""Seconds before the end of the preparation that are worth a line."""

_ZONES: dict[ClockZone, str] = {
    "good": "long enough now",
    "over": "longer than the target",
    "far-over": "far longer than the target",
}


class Lines:
    """What is said of each event, once: a state that lasts is told when it begins or changes."""

    def __init__(self, norms: Norms) -> None:
        self._norms = norms
        self._before: Event | None = None
        self._next = ""

    def line(self, event: Event) -> str:
        """Empty where there is nothing new to say."""
        before, self._before = self._before, event
        match event:
            case Asking() | FollowingUp():
                return LISTENING if event.aloud else ""
            case Clarified() | Saying():
                return SPEAKING if event.aloud else ""
            case Preparing():
                return _preparing(event, before)
            case RecordingState():
                return self._recording(event, before)
            case Working():
                told = isinstance(before, Working) and before.what == event.what
                return "" if told else f"{event.what}."
            case Answered():
                end = "finish" if event.number == event.of else "go on to the next question"
                self._next = f"Keys: Enter to {end}, a to answer again, q to quit."
                return self._next
            case Checking():
                return _checking(event)
            case Checked():
                last = isinstance(before, Checking) and before.number == before.of
                return self._next if last else ""
        return ""

    def _recording(self, event: RecordingState, before: Event | None) -> str:
        if isinstance(before, Clarified | Saying) and event.elapsed_s > 0:
            return "Recording again." if before.aloud else ""
        if not isinstance(before, RecordingState):
            return f"Recording. The target is {clock(event.target_s)}.{_first(event)} {ANSWERING}"
        if event.paused != before.paused:
            return f"Paused at {clock(event.elapsed_s)}; p to go on." if event.paused else "Recording again."
        zone = self._zone(event)
        told = [_ZONES[zone]] if zone in _ZONES and zone != self._zone(before) else []
        phase = event.phase
        if phase is not None and (before.phase is None or phase.name != before.phase.name):
            told.append(f"{phase.name} for {clock(phase.share_s)}")
        return f"{clock(event.elapsed_s)}: {'; '.join(told)}." if told else ""

    def _zone(self, event: RecordingState) -> ClockZone:
        return clock_zone(event.elapsed_s, event.target_s, self._norms)


def _first(event: RecordingState) -> str:
    phase = event.phase
    return "" if phase is None else f" It begins with {phase.name}, for {clock(phase.share_s)}."


def _preparing(event: Preparing, before: Event | None) -> str:
    if not isinstance(before, Preparing):
        return f"Think for {event.remaining_s:.0f} seconds. {THINKING}"
    passed = [left for left in LEFT_S if event.remaining_s <= left < before.remaining_s]
    return f"{passed[0]} seconds left to think." if passed else ""


def _checking(event: Checking) -> str:
    hit = event.hit
    quote = f", “{printable((hit.evidence or '').rstrip(',;:'))}”" if hit.evidence else ""
    at = "" if hit.start_s is None else f" at {clock(hit.start_s)}"
    place = f" ({event.number} of {event.of})" if event.of > 1 else ""
    return f"Check: {CHECK} {printable(hit.point_id)}{place}{quote}{at}. {DECIDING}"
