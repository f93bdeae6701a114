"""How the pace went up and down, and how the answer's time was shared out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.assess.assessment import Structure
from voicesim.assess.norms import Norms
from voicesim.assess.pace import pace_windows
from voicesim.assess.tokens import tokenize
from voicesim.report.phrases import clock
from voicesim.speech.words import Word

_LOWEST_WPM, _HIGHEST_WPM = 60.0, 240.0


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
    band_label: str
    rush_label: str
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
    """The words per minute over windows that slide over the answer; None when it is too short for three."""
    windows = pace_windows(tokenize(words), norms)
    if len(windows) < 3:
        return None
    first_s, last_s = windows[0].start_s, windows[-1].end_s
    half_s = norms.pace_window_s / 2
    points = [
        (100 * (window.start_s + half_s - first_s) / (last_s - first_s), _height(window.words_per_minute))
        for window in windows
    ]
    path = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
    rates = [window.words_per_minute for window in windows]
    fastest = max(windows, key=lambda window: window.words_per_minute)
    band_y = _height(norms.pace_comfortable_to_wpm)
    return PaceCurve(
        path=path,
        area=f"{path}L{points[-1][0]:.2f} 100L{points[0][0]:.2f} 100Z",
        band_y=band_y,
        band_height=round(_height(norms.pace_comfortable_from_wpm) - band_y, 2),
        rush_y=_height(norms.pace_rush_wpm),
        band_label=f"{norms.pace_comfortable_from_wpm:.0f}–{norms.pace_comfortable_to_wpm:.0f}",
        rush_label=f"{norms.pace_rush_wpm:.0f}",
        start=clock(first_s),
        end=clock(last_s),
        says=f"Between {min(rates):.0f} and {max(rates):.0f} words per minute; fastest from "
        f"{clock(fastest.start_s)} to {clock(fastest.end_s)}.",
    )


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


def _height(words_per_minute: float) -> float:
    """Percent from the top of the chart."""
    inside = min(_HIGHEST_WPM, max(_LOWEST_WPM, words_per_minute))
    return round(100 * (_HIGHEST_WPM - inside) / (_HIGHEST_WPM - _LOWEST_WPM), 2)
