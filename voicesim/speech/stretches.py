"""Cut a recording into stretches that are each worth a call to Whisper.

Every call costs Whisper a whole window however little is in it, so spans of speech are merged; a window
that ends inside speech loses or garbles words, so the cuts lie in pauses. Each cut depends only on speech up
to one window further on: while a recording grows, all stretches but the last stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.speech.words import SpeechSpan

PAD_BEFORE_S, PAD_AFTER_S = 0.2, 0.14
"""Sound kept before and after the speech of a stretch, so that soft first and last sounds are heard. One
waits for the second after an answer; from 0.2 down to 0.1 s the demo model's mistakes stay the same."""

MIN_BEFORE_S = 0.06
"""What of a short pause belongs to the stretch after it; a stretch that ended at a longer one stays as it was
tried before the speaker went on."""

MAX_PAUSE_S = 3.0
"""A longer pause always ends a stretch: Whisper invents words over long silence."""

Pauses = tuple[tuple[float, float], ...]
"""Once a stretch has lasted the first number of seconds, it ends at the next pause longer than the second."""


@dataclass(frozen=True, slots=True)
class Endings:
    """Where stretches end: the first of an answer, before which nothing was said, and the later ones.

    Short stretches leave little to do when an answer ends, long ones are heard better (docs/performance.md).
    """

    first: Pauses
    later: Pauses


ENOUGH_S = 5.0
_ALL_ALIKE: Pauses = ((8.0, 0.25), (ENOUGH_S, 0.4))

WITHOUT_CONTEXT = Endings(first=_ALL_ALIKE, later=_ALL_ALIKE)
"""For models that are not told what was said before."""

IN_CONTEXT = Endings(first=((12.0, 0.15), (9.0, 0.25)), later=((12.0, 0.15), (9.0, 0.25), (6.0, 0.4)))
"""For models that are."""

IN_CONTEXT_SLOW = Endings(first=((8.0, 0.15),), later=((8.0, 0.15), (6.0, 0.4), (3.0, 0.7)))
"""For slow ones of those. In a pause over 0.7 s they are already writing what they heard, which must not be
for nothing: without that rule small.en lets one wait twice as long."""

Quietest = Callable[[float, float], float]
"""The quietest moment between two times, all in seconds from the start of the recording."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a recording, its padding included, in seconds from the start of the recording."""

    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s

    def of(self, samples: Samples) -> Samples:
        """Its part of a recording at 16 kHz, shape (n_samples,)."""
        return samples[round(self.start_s * RATE_HZ) : round(self.end_s * RATE_HZ)]


def cut_stretches(
    spans: Sequence[SpeechSpan],
    *,
    window_s: float,
    duration_s: float,
    in_context: bool = False,
    quick: bool = True,
    quietest: Quietest | None = None,
) -> tuple[Stretch, ...]:
    """Stretches of at most `window_s` that together cover all speech, in order and without overlap.

    A stretch ends at a pause longer than MAX_PAUSE_S, or sooner, as suits a model that is told what was said
    before (`in_context`) or not, and is `quick` to write or not. Where no such pause comes within a window,
    the cut lies in the longest pause in the second half of the window, else in the longest before it. Only a
    span longer than a window is cut in itself: where `quietest` says between its half and its end, or at its
    end.

    Raises ValueError when a window has no room beside its padding.
    """
    room_s = window_s - PAD_BEFORE_S - PAD_AFTER_S
    if room_s <= 0:
        raise ValueError(f"a window of {window_s} s has no room beside the padding of a stretch")
    endings = (IN_CONTEXT if quick else IN_CONTEXT_SLOW) if in_context else WITHOUT_CONTEXT
    groups: list[SpeechSpan] = []
    rest = list(spans)
    first = 0
    while first < len(rest):
        opening = rest[first]
        if opening.duration_s > room_s:
            earliest_s, latest_s = opening.start_s + room_s / 2, opening.start_s + room_s
            cut_s = quietest(earliest_s, latest_s) if quietest else latest_s
            cut_s = min(max(cut_s, earliest_s), latest_s)
            groups.append(SpeechSpan(opening.start_s, cut_s))
            rest[first] = SpeechSpan(cut_s, opening.end_s)
            continue
        after = _where_to_cut(rest, first, room_s, endings.later if groups else endings.first)
        groups.append(SpeechSpan(opening.start_s, rest[after - 1].end_s))
        first = after
    return _padded(groups, duration_s)


def quietest_in(samples: Samples, frame_s: float = 0.05) -> Quietest:
    """Finds the middle of the quietest `frame_s` seconds in a recording at 16 kHz, shape (n_samples,)."""
    frame = round(frame_s * RATE_HZ)

    def quietest(start_s: float, end_s: float) -> float:
        first, last = round(start_s * RATE_HZ), round(end_s * RATE_HZ)
        energy = np.cumsum(np.square(samples[first:last], dtype=np.float64))
        if len(energy) <= frame:
            return (start_s + end_s) / 2
        return (first + int(np.argmin(energy[frame:] - energy[:-frame])) + frame / 2) / RATE_HZ

    return quietest


def spans_within(stretch: Stretch, spans: Sequence[SpeechSpan]) -> tuple[SpeechSpan, ...]:
    """The speech in a stretch, in seconds from the start of the stretch."""
    return tuple(
        SpeechSpan(max(0.0, span.start_s - stretch.start_s), min(stretch.end_s, span.end_s) - stretch.start_s)
        for span in spans
        if span.start_s < stretch.end_s and span.end_s > stretch.start_s
    )


def _where_to_cut(spans: Sequence[SpeechSpan], first: int, room_s: float, pauses: Pauses) -> int:
    """The index after the last span of the stretch that opens with `first`."""
    start_s = spans[first].start_s
    end_s = start_s + room_s
    after = first + 1
    while after < len(spans):
        lasted_s = spans[after - 1].end_s - start_s
        if _pause_before(spans, after) > _ending_pause_s(lasted_s, pauses):
            return after
        if spans[after].end_s > end_s:
            break
        after += 1
    if after == len(spans):
        return after
    cuts = range(first + 1, after + 1)
    late = [cut for cut in cuts if spans[cut - 1].end_s >= end_s - room_s / 2]
    return max(late or cuts, key=lambda cut: (_pause_before(spans, cut), cut))


def _ending_pause_s(lasted_s: float, pauses: Pauses) -> float:
    """A pause longer than this ends a stretch that has lasted so long."""
    return next((pause_s for least_s, pause_s in pauses if lasted_s >= least_s), MAX_PAUSE_S)


def _pause_before(spans: Sequence[SpeechSpan], index: int) -> float:
    return spans[index].start_s - spans[index - 1].end_s


def _padded(groups: Sequence[SpeechSpan], duration_s: float) -> tuple[Stretch, ...]:
    """Padding on both sides, as far as the pause between two stretches has room."""
    stretches: list[Stretch] = []
    free_s = 0.0
    for place, group in enumerate(groups):
        start_s = max(free_s, group.start_s - PAD_BEFORE_S)
        free_s = min(_ceiling_s(groups[place : place + 2], duration_s), group.end_s + PAD_AFTER_S)
        stretches.append(Stretch(start_s, free_s))
    return tuple(stretches)


def _ceiling_s(groups: Sequence[SpeechSpan], duration_s: float) -> float:
    """Where the padding after the first of these must end."""
    if len(groups) == 1:
        return duration_s
    return groups[1].start_s - min(MIN_BEFORE_S, _pause_before(groups, 1) / 2)
