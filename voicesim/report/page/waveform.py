"""The drawing of a recording: bars of loudness, with what was noticed on the same axis of seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from voicesim.assess.assessment import Assessment
from voicesim.inputs.text import clean
from voicesim.report.sound import Sound
from voicesim.speech.words import SpeechSpan
from voicesim.wording import clock

HEIGHT = 100
_MIN_BAR = 1.5
_WIDEST = 2.5
"""The axis reaches to the target, but not beyond this many times the recording: it would be a line."""


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the axis in percent of it; `label` is shown, `point` is a key point's number.

    Bands that overlap lie in different lanes, counted from 0.
    """

    x: float
    width: float
    label: str
    point: int = 0
    lane: int = 0


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """SVG paths in a box of `bars` by HEIGHT units that fills the axis; bands and ticks in percent of it.

    `target` is where a good answer would end, None without one; `target_beyond` says that this is further
    than the axis goes.
    """

    axis_s: float
    duration_s: float
    bars: float
    speech_path: str
    silence_path: str
    pauses: tuple[Band, ...]
    flat: tuple[Band, ...]
    fillers: tuple[Tick, ...]
    evidence: tuple[Band, ...]
    lanes: int
    seconds: tuple[Tick, ...]
    target: Tick | None
    target_beyond: bool


def draw(
    sound: Sound, spans: Sequence[SpeechSpan], assessment: Assessment | None, *, aim: bool = True
) -> Drawing:
    """The recording with its pauses, fillers, evidence and, with `aim`, its target."""
    onset_s = assessment.timing.to_first_word_s if assessment else None
    length_s = assessment.timing.target_s if assessment else 0.0
    target_s = (onset_s or 0.0) + length_s if assessment and aim else None
    axis_s = max(sound.duration_s, min(target_s or 0.0, _WIDEST * sound.duration_s), 0.1)
    speech, silence = _paths(sound, spans)
    return Drawing(
        axis_s=round(axis_s, 3),
        duration_s=round(sound.duration_s, 3),
        bars=round(len(sound.peaks) * axis_s / max(sound.duration_s, 0.1), 2),
        speech_path=speech,
        silence_path=silence,
        pauses=_pauses(assessment, axis_s),
        flat=_flat(assessment, axis_s),
        fillers=_fillers(assessment, axis_s),
        evidence=(evidence := _evidence(assessment, axis_s)),
        lanes=max((band.lane for band in evidence), default=0) + 1,
        seconds=_seconds(axis_s),
        target=None if target_s is None else Tick(_percent(target_s, axis_s), f"target {clock(length_s)}"),
        target_beyond=target_s is not None and target_s > axis_s,
    )


def _paths(sound: Sound, spans: Sequence[SpeechSpan]) -> tuple[str, str]:
    """The bars where there was a voice, and the others; without any spans all of them count as voice."""
    step_s = sound.duration_s / max(len(sound.peaks), 1)
    drawn: dict[bool, list[str]] = {True: [], False: []}
    for index, peak in enumerate(sound.peaks):
        middle_s = (index + 0.5) * step_s
        voiced = not spans or any(span.start_s <= middle_s <= span.end_s for span in spans)
        half = max(_MIN_BAR, peak * HEIGHT / 2)
        drawn[voiced].append(f"M{index + 0.5:g} {HEIGHT / 2 - half:.1f}V{HEIGHT / 2 + half:.1f}")
    return "".join(drawn[True]), "".join(drawn[False])


def _percent(second: float, axis_s: float) -> float:
    return round(min(100.0, max(0.0, 100 * second / axis_s)), 2)


def _band(start_s: float, end_s: float, axis_s: float, label: str, point: int = 0) -> Band:
    start = _percent(start_s, axis_s)
    return Band(start, round(max(0.2, _percent(end_s, axis_s) - start), 2), label, point)


def _pauses(assessment: Assessment | None, axis_s: float) -> tuple[Band, ...]:
    if assessment is None:
        return ()
    return tuple(
        _band(gap.start_s, gap.end_s, axis_s, f"{gap.end_s - gap.start_s:.1f} s")
        for gap in assessment.timing.pauses
    )


def _flat(assessment: Assessment | None, axis_s: float) -> tuple[Band, ...]:
    if assessment is None or assessment.voice is None:
        return ()
    return tuple(_band(gap.start_s, gap.end_s, axis_s, "flat") for gap in assessment.voice.flat)


def _fillers(assessment: Assessment | None, axis_s: float) -> tuple[Tick, ...]:
    if assessment is None:
        return ()
    return tuple(
        Tick(_percent(filler.at_s, axis_s), clean(filler.text))
        for filler in assessment.delivery.fillers
        if filler.at_s is not None
    )


def _evidence(assessment: Assessment | None, axis_s: float) -> tuple[Band, ...]:
    """The bands of the points, each in the first lane in which it is free of the others."""
    if assessment is None:
        return ()
    placed: list[Band] = []
    for number, hit in enumerate(assessment.points, 1):
        if hit.start_s is None or hit.end_s is None:
            continue
        band = _band(hit.start_s, hit.end_s, axis_s, "", number)
        taken = {one.lane for one in placed if one.x < band.x + band.width and band.x < one.x + one.width}
        placed.append(replace(band, lane=next(lane for lane in count() if lane not in taken)))
    return tuple(placed)


def _seconds(axis_s: float) -> tuple[Tick, ...]:
    """Between two and seven labels, at seconds that people count in."""
    for step in (5, 10, 15, 30, 60, 120, 300, 600, 1800):
        if axis_s / step <= 7:
            break
    marks = range(0, int(axis_s) + 1, step)
    return tuple(
        Tick(_percent(second, axis_s), f"{second // 60}:{second % 60:02d}")
        for second in marks
        if second < 0.96 * axis_s
    )
