"""The measures of two takes as people read them: one table, for the terminal and for the browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from voicesim.review.compare import Comparison, MeasureChange
from voicesim.wording import clock

_MEASURES: dict[str, tuple[str, Callable[[float], str]]] = {
    "answer_s": ("time", clock),
    "target_s": ("target", clock),
    "to_first_word_s": ("first word after", lambda value: f"{value:.1f} s"),
    "longest_pause_s": ("longest pause", lambda value: f"{value:.1f} s"),
    "words": ("words", lambda value: f"{value:.0f}"),
    "words_per_minute": ("words per minute", lambda value: f"{value:.0f}"),
    "fillers_per_minute": ("fillers per minute", lambda value: f"{value:.1f}"),
    "pitch_spread_st": ("pitch moved by, semitones", lambda value: f"{value:.1f}"),
    "points_covered": ("points made", lambda value: f"{value:.0f}"),
}
_LESS_IS_BETTER = ("to_first_word_s", "longest_pause_s", "fillers_per_minute")


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure in both takes, in words. `change` is empty where one take lacks it, and `better` says whether
    the second take is clearly better or worse; None where it is the same, or depends."""

    label: str
    before: str
    after: str
    change: str
    better: bool | None


def measure_rows(comparison: Comparison) -> tuple[MeasureRow, ...]:
    """Without those that neither take has."""
    changes = {each.name: each for each in comparison.measures}
    return tuple(
        _row(changes[name], label, written, changes["target_s"])
        for name, (label, written) in _MEASURES.items()
        if changes[name].before is not None or changes[name].after is not None
    )


def _row(
    measure: MeasureChange, label: str, written: Callable[[float], str], target: MeasureChange
) -> MeasureRow:
    before, after = ("–" if v is None else written(v) for v in (measure.before, measure.after))
    difference = measure.difference
    if difference is None:
        return MeasureRow(label, before, after, "", None)
    amount = written(abs(difference))
    if amount == written(0.0):
        return MeasureRow(label, before, after, "same", None)
    change = f"{'+' if difference > 0 else '-'}{amount}"
    return MeasureRow(label, before, after, change, _better(measure, difference, target))


def _better(measure: MeasureChange, difference: float, target: MeasureChange) -> bool | None:
    if measure.name == "points_covered":
        return difference > 0
    if measure.name in _LESS_IS_BETTER:
        return difference < 0
    if measure.name != "answer_s" or target.before is None or target.after is None:
        return None
    assert measure.before is not None
    assert measure.after is not None
    before_off, after_off = abs(measure.before - target.before), abs(measure.after - target.after)
    return None if before_off == after_off else after_off < before_off
