"""How long an answer took against its target, from the marks of voice activity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from voicesim.assess.assessment import Figure, Gap, PointHit, Timing
from voicesim.assess.norms import Norms, judge_length
from voicesim.speech.words import SpeechSpan, Word
from voicesim.wording import clock

MISSED_SURE = 0.5
"""A word that the model is less sure of does not count as voice."""

MISSED_LEAST_S, MISSED_MOST_S = 0.05, 1.0
"""Nor does one without a length of its own, or one that Whisper has stretched."""


def measure_timing(
    target_s: float, recorded_s: float | None, spans: Sequence[SpeechSpan] | None, norms: Norms
) -> Timing:
    """Seconds from the first sound of speech to the last, and the silences in between, to the millisecond.

    `speaking_s` leaves out every silence between two spans, however short; `pauses` lists only those of
    `pause_long_s` and more, and `longest_pause_s` is the longest of these. A recording without speech has
    an answer of 0 s, which is short; an answer given as text (`spans` None) has no times at all.
    """
    if spans is None:
        return Timing(target_s, recorded_s)
    voiced = merge_spans(spans)
    if not voiced:
        return Timing(target_s, recorded_s, None, 0.0, 0.0, -target_s, "short")
    answer_s = round(voiced[-1].end_s - voiced[0].start_s, 3)
    pauses = tuple(gap for gap in silences(voiced) if length_s(gap) >= norms.pause_long_s)
    return Timing(
        target_s=target_s,
        recorded_s=recorded_s,
        to_first_word_s=round(voiced[0].start_s, 3),
        answer_s=answer_s,
        speaking_s=round(sum(span.duration_s for span in voiced), 3),
        over_s=round(answer_s - target_s, 3),
        verdict=judge_length(answer_s, target_s, norms),
        pauses=pauses,
        longest_pause_s=max(map(length_s, pauses), default=None),
    )


def silences(voiced: Sequence[SpeechSpan]) -> tuple[Gap, ...]:
    """The silences between spans that are in order and do not overlap."""
    return tuple(Gap(a.end_s, b.start_s) for a, b in pairwise(voiced))


def length_s(gap: Gap) -> float:
    """The length of a stretch, in seconds to the millisecond: marks are no finer than that."""
    return round(gap.end_s - gap.start_s, 3)


def with_missed_voice(spans: Sequence[SpeechSpan], words: Iterable[Word]) -> tuple[SpeechSpan, ...]:
    """Voice activity and, between its first and last span, the words that were surely heard outside of it.

    It loses a hoarse or creaking voice for half a second and more, in which the speech model still hears
    words: in the 11 recordings of people where that can be told, somebody spoke in all of these places.
    """
    voiced = merge_spans(spans)
    if not voiced:
        return ()
    since_s, until_s = voiced[0].end_s, voiced[-1].start_s
    missed = (
        SpeechSpan(word.start_s, word.end_s)
        for word in words
        if word.start_s is not None and word.end_s is not None and word.probability >= MISSED_SURE
        if since_s < word.start_s and word.end_s < until_s
        if MISSED_LEAST_S <= word.end_s - word.start_s <= MISSED_MOST_S
    )
    return merge_spans([*voiced, *missed])


def merge_spans(spans: Iterable[SpeechSpan]) -> tuple[SpeechSpan, ...]:
    """The same voiced time in order, without overlaps and without empty spans."""
    merged: list[SpeechSpan] = []
    for span in sorted(spans, key=lambda span: (span.start_s, span.end_s)):
        if span.end_s <= span.start_s:
            continue
        if merged and span.start_s <= merged[-1].end_s:
            last = merged.pop()
            span = SpeechSpan(last.start_s, max(last.end_s, span.end_s))
        merged.append(span)
    return tuple(merged)


def spans_from_words(words: Iterable[Word], norms: Norms) -> tuple[SpeechSpan, ...] | None:
    """Voiced stretches guessed from word times, for a transcript without sound; None without any time.

    Word times are rougher than voice activity: Whisper often stretches a word over the silence before it.
    """
    timed = [
        SpeechSpan(word.start_s, word.end_s)
        for word in words
        if word.start_s is not None and word.end_s is not None
    ]
    joined: list[SpeechSpan] = []
    for span in merge_spans(timed):
        if joined and span.start_s - joined[-1].end_s < norms.filler_gap_s:
            span = SpeechSpan(joined.pop().start_s, span.end_s)
        joined.append(span)
    return tuple(joined) or None


def late_point_notes(
    points: Sequence[PointHit], figures: Sequence[Figure], timing: Timing
) -> tuple[str, ...]:
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
