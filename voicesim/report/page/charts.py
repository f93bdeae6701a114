"""How the pace went up and down, and how the answer's time was shared out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from voicesim.assess.assessment import PaceStretch, Structure
from voicesim.assess.norms import Norms, is_off
from voicesim.assess.pace import pace_windows
from voicesim.assess.tokens import tokenize
from voicesim.speech.words import Word
from voicesim.wording import clock

_MARGIN_WPM = 15.0


@dataclass(frozen=True, slots=True)
class PaceCurve:
    """A path in a box of 100 by 100 whose x is the answer's time; heights are percent from the top.

    `band_y` and `band_height` are the comfortable pace, `rush_y` the pace from which a stretch is rushed.
    `says` tells the same in a sentence.
    """

    path: str
    area: str
    band_y: float
    band_height: float
    rush_y: float
    comfortable_from: str
    comfortable_to: str
    rush: str
    start: str
    end: str
    says: str


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a story: percent of it, where that begins, and what is usual; seconds as people read them."""

    name: str
    x: float
    percent: float
    time: str
    usual: float
    usual_x: float


def pace_curve(words: Sequence[Word], norms: Norms) -> PaceCurve | None:
    """The words per minute over windows that slide over the answer; None when it is too short for three, and
    where a norm of the pace is switched off."""
    windows = pace_windows(tokenize(words), norms)
    paces = (norms.pace_slow_wpm, norms.pace_comfortable_from_wpm, norms.pace_fast_wpm, norms.pace_rush_wpm)
    if len(windows) < 3 or any(map(is_off, paces)):
        return None
    rates = [window.words_per_minute for window in windows]
    height = _scale([*rates, norms.pace_comfortable_from_wpm, norms.pace_rush_wpm])
    path = _path(windows, norms.pace_window_s, height)
    fastest = max(windows, key=lambda window: window.words_per_minute)
    band_y = height(norms.pace_comfortable_to_wpm)
    return PaceCurve(
        path=path,
        area=f"{path}V100H0Z",
        band_y=band_y,
        band_height=round(height(norms.pace_comfortable_from_wpm) - band_y, 2),
        rush_y=height(norms.pace_rush_wpm),
        comfortable_from=f"{norms.pace_comfortable_from_wpm:.0f}",
        comfortable_to=f"{norms.pace_comfortable_to_wpm:.0f}",
        rush=f"{norms.pace_rush_wpm:.0f}",
        start=clock(windows[0].start_s),
        end=clock(windows[-1].end_s),
        says=f"Between {min(rates):.0f} and {max(rates):.0f} words per minute; fastest from "
        f"{clock(fastest.start_s)} to {clock(fastest.end_s)}.",
    )


def _path(windows: Sequence[PaceStretch], width_s: float, height: Callable[[float], float]) -> str:
    """Each window's pace at its middle; the first and the last hold to the ends of the answer."""
    first_s, last_s = windows[0].start_s, windows[-1].end_s
    points = [
        (100 * (window.start_s + width_s / 2 - first_s) / (last_s - first_s), height(window.words_per_minute))
        for window in windows
    ]
    ends = [(0.0, points[0][1]), *points, (100.0, points[-1][1])]
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in ends)


def _scale(rates: Sequence[float]) -> Callable[[float], float]:
    """From a pace to percent from the top of a chart that shows all of `rates`."""
    lowest, highest = min(rates) - _MARGIN_WPM, max(rates) + _MARGIN_WPM
    return lambda rate: round(100 * (highest - rate) / (highest - lowest), 2)


def story_shares(structure: Structure | None, norms: Norms) -> tuple[Share, ...]:
    """What part of the story each of its four parts took; nothing when it could not be timed."""
    if structure is None:
        return ()
    seconds = {
        "situation": structure.situation_s,
        "task": structure.task_s,
        "action": structure.action_s,
        "result": structure.result_s,
    }
    total_s = sum(value or 0.0 for value in seconds.values())
    if not total_s:
        return ()
    shares = []
    x = usual_x = 0.0
    for name, value in seconds.items():
        percent = 100 * (value or 0.0) / total_s
        usual = 100 * float(getattr(norms, f"{name}_share"))
        shares.append(
            Share(name, round(x, 2), round(percent, 2), clock(value or 0.0), round(usual), round(usual_x, 2))
        )
        x += percent
        usual_x += usual
    return tuple(shares)
