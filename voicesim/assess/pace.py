"""Where in the answer the pace rose: words per minute over a window that slides from word to word."""

from __future__ import annotations

from collections.abc import Sequence

from voicesim.assess.assessment import PaceStretch
from voicesim.assess.norms import Norms
from voicesim.assess.tokens import Token


def pace_windows(tokens: Sequence[Token], norms: Norms) -> tuple[PaceStretch, ...]:
    """Words per minute in each window of `pace_window_s` that begins with a word and ends before the last.

    A word counts where it begins: its end is what speech models get wrong most. Answers shorter than the
    window, and words without times, have none.
    """
    starts = [token.start_s for token in tokens if token.start_s is not None]
    end_s = max((token.end_s for token in tokens if token.end_s is not None), default=0.0)
    width_s = norms.pace_window_s
    windows = []
    after = 0
    for place, start_s in enumerate(starts):
        if start_s + width_s > end_s:
            break
        while after < len(starts) and starts[after] < start_s + width_s:
            after += 1
        windows.append(PaceStretch(start_s, start_s + width_s, round(60 * (after - place) / width_s, 1)))
    return tuple(windows)


def fastest(windows: Sequence[PaceStretch]) -> PaceStretch | None:
    """The first of the windows with the most words per minute."""
    return max(windows, key=lambda window: window.words_per_minute, default=None)


def rushed(windows: Sequence[PaceStretch], norms: Norms) -> tuple[PaceStretch, ...]:
    """Windows above `pace_rush_wpm`, those that overlap as one, with the highest pace among them."""
    found: list[PaceStretch] = []
    for window in windows:
        if window.words_per_minute <= norms.pace_rush_wpm:
            continue
        if found and window.start_s <= found[-1].end_s:
            last = found.pop()
            top = max(last.words_per_minute, window.words_per_minute)
            window = PaceStretch(last.start_s, window.end_s, top)
        found.append(window)
    return tuple(found)
