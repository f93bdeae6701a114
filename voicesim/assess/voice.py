"""How the voice moved: its pitch in semitones, window by window, and its level at the ends of sentences.

Semitones make high and low voices alike. Only sound where voice activity heard speech counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from voicesim.assess.assessment import FadedEnd, Gap, PitchWindow, Voice
from voicesim.assess.norms import Norms
from voicesim.assess.timing import merge_spans
from voicesim.assess.tokens import sentences, tokenize
from voicesim.speech.pitch import HOP_S, PitchTrack
from voicesim.speech.words import SpeechSpan, Word

_MIN_VOICED_S = 2.0
"""A window with less pitch than this says nothing about how it moves."""

_END_S = 0.5
"""The last stressed syllable of a sentence and what comes after it."""

_MIN_SENTENCE_S = 1.5
_QUOTED_WORDS = 4
_EDGES = (5, 95)
"""Percentiles: a cough or a wrong octave does not widen the range."""

Semitones = NDArray[np.float64]
Marked = NDArray[np.bool_]


def measure_voice(
    track: PitchTrack, spans: Sequence[SpeechSpan], words: Sequence[Word], norms: Norms
) -> Voice | None:
    """None where there was too little voice to tell. The same sound always gives the same measures."""
    spoken = _frames_of(spans, len(track.hertz))
    pitch = np.where(spoken, 12 * np.log2(track.hertz), np.nan)
    windows = tuple(_windows(pitch, norms.pitch_window_s))
    if not windows:
        return None
    low, high = np.nanpercentile(pitch, _EDGES)
    drops = tuple(_drops(track, spoken, words))
    return Voice(
        pitch_hz=round(float(2 ** (np.nanmedian(pitch) / 12)), 1),
        spread_st=round(float(np.mean([window.spread_st for window in windows])), 2),
        range_st=round(float(high - low), 2),
        windows=windows,
        flat=_joined([window for window in windows if window.spread_st < norms.pitch_flat_st]),
        ends=len(drops),
        end_drop_db=round(float(np.median([end.drop_db for end in drops])), 1) if drops else None,
        faded=tuple(end for end in drops if end.drop_db >= norms.level_end_drop_db),
    )


def _frames_of(spans: Sequence[SpeechSpan], count: int) -> Marked:
    """Which of the frames lie in a span, shape (count,)."""
    spoken = np.zeros(count, bool)
    for span in merge_spans(spans):
        spoken[round(span.start_s / HOP_S) : round(span.end_s / HOP_S)] = True
    return spoken


def _windows(pitch: Semitones, width_s: float) -> Iterator[PitchWindow]:
    """One behind the other from the first pitch to the last; the last one may be shorter."""
    heard = np.flatnonzero(~np.isnan(pitch))
    if not len(heard):
        return
    end, width = int(heard[-1]) + 1, round(width_s / HOP_S)
    for first in range(int(heard[0]), end, width):
        last = min(end, first + width)
        inside = pitch[first:last][~np.isnan(pitch[first:last])]
        if len(inside) * HOP_S >= _MIN_VOICED_S:
            low, high = np.percentile(inside, _EDGES)
            yield PitchWindow(
                round(first * HOP_S, 3),
                round(last * HOP_S, 3),
                round(float(np.std(inside)), 2),
                round(float(high - low), 2),
            )


def _joined(windows: Sequence[PitchWindow]) -> tuple[Gap, ...]:
    """Windows that follow one another as one stretch."""
    found: list[Gap] = []
    for window in windows:
        start_s = found.pop().start_s if found and found[-1].end_s == window.start_s else window.start_s
        found.append(Gap(start_s, window.end_s))
    return tuple(found)


def _drops(track: PitchTrack, spoken: Marked, words: Sequence[Word]) -> Iterator[FadedEnd]:
    """How far each sentence that is long enough falls off: its mean level before its end, less that of its
    end. Mean power is that of the vowels, so it matters little where a word was said to end."""
    for said in sentences(tokenize(words)):
        start_s, end_s = said[0].start_s, said[-1].end_s
        if start_s is None or end_s is None or not said[-1].stop:
            continue
        first, last = round(start_s / HOP_S), round(end_s / HOP_S)
        heard = track.dbfs[first:last][spoken[first:last]]
        if len(heard) * HOP_S < _MIN_SENTENCE_S:
            continue
        end = round(_END_S / HOP_S)
        after = " ".join(token.raw for token in said[-_QUOTED_WORDS:]).rstrip(",;:.!?…—–-")
        yield FadedEnd(round(end_s, 3), round(_mean_db(heard[:-end]) - _mean_db(heard[-end:]), 1), after)


def _mean_db(dbfs: NDArray[np.float64]) -> float:
    return 10 * float(np.log10(np.mean(10 ** (dbfs / 10))))
