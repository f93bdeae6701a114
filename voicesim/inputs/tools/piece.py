"""Text with times as speech recognisers write it: a word or a segment, in any of their spellings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from voicesim.inputs.text import clean

MAX_S = 360_000
"""A hundred hours; no time in an answer is later."""

_EARLY_S = 1.0
"""Aligners place a first word a little before the sound begins, never more than this."""

_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)[,.](\d{1,3})")
_TEXTS = ("punctuated_word", "word", "text", "content", "transcript")
_CERTAINTIES = ("probability", "confidence", "conf", "p")
_SPEAKERS = ("speaker", "speaker_label", "speaker_id", "speaker_name")
_ENDLESS = 10**12
_MS_BELOW = 0.1
"""Letters for each unit of time: speech has some 15 a second, so about 0.015 a millisecond."""


@dataclass(frozen=True, slots=True)
class TimedText:
    """Some text and its times in seconds and who said it, where they are known.

    A space before the text is kept: some recognisers mark so where a word begins.
    """

    text: str
    start_s: float | None = None
    end_s: float | None = None
    probability: float = 1.0
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """What a recogniser wrote in one go; `words` is empty where it timed only the whole."""

    whole: TimedText
    words: tuple[TimedText, ...] = ()


def text_of(item: dict[str, Any]) -> str | None:
    """The text of a word or a segment."""
    return next((item[key] for key in _TEXTS if isinstance(item.get(key), str)), None)


def is_timed(item: object) -> bool:
    """Whether this is text with its times beside it, or with the places for times that were not found."""
    if not isinstance(item, dict) or text_of(item) is None:
        return False
    if isinstance(item.get("timestamp"), list) or any(
        isinstance(item.get(key), dict) for key in ("timestamps", "offsets")
    ):
        return True
    places = [item[key] for key in ("start", "end") if key in item]
    return bool(places) and all(place is None or _is_number(place) for place in places)


def piece_of(item: dict[str, Any], per_s: float = 1.0) -> TimedText:
    """The piece that a recogniser wrote as this object, its plain times counted in `per_s` to the second.

    Raises ValueError, saying what is wrong, for times that are none.
    """
    start_s, end_s = _times(item, per_s)
    if start_s is not None and end_s is not None and end_s < start_s:
        raise ValueError(f"it ends at {end_s:g} s, before it starts at {start_s:g} s; correct its times")
    certain: Any = next((item[key] for key in _CERTAINTIES if key in item), None)
    known = _is_number(certain) and 0 <= certain <= 1
    return TimedText(text_of(item) or "", start_s, end_s, float(certain) if known else 1.0, _speaker(item))


def _speaker(item: dict[str, Any]) -> str | None:
    """Who said it: the name or label that is written, or a number as a name."""
    value: Any = next((item[key] for key in _SPEAKERS if item.get(key) is not None), None)
    if isinstance(value, dict):
        value = value.get("name") or value.get("label") or value.get("id")
    if _is_number(value):
        return f"Speaker {value:g}"
    label = " ".join(clean(value).split()) if isinstance(value, str) else ""
    if not any(map(str.isalnum, label)):
        return None
    return f"Speaker {label}" if label.isdigit() else label


def per_second(items: Sequence[dict[str, Any]]) -> float:
    """1000 when the plain times of these are milliseconds, else 1: whole numbers that pass faster than anyone
    speaks."""
    plain = [(item.get("start"), item.get("end"), text_of(item) or "") for item in items]
    counted = [(start, end, text) for start, end, text in plain if _is_whole(start) and _is_whole(end)]
    if not counted or len(counted) < sum(start is not None for start, _, _ in plain):
        return 1.0
    taken = sum(max(0, end - start) for start, end, _ in counted)
    return 1000.0 if sum(len(text) for _, _, text in counted) < _MS_BELOW * taken else 1.0


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: object) -> TypeGuard[int | float]:
    return _is_number(value) and abs(value) < _ENDLESS and float(value).is_integer()


def _times(item: dict[str, Any], per_s: float) -> tuple[float | None, float | None]:
    if isinstance(pair := item.get("offsets"), dict):
        return _seconds(pair.get("from"), 1000.0), _seconds(pair.get("to"), 1000.0)
    if isinstance(pair := item.get("timestamps"), dict):
        return _clock(pair.get("from")), _clock(pair.get("to"))
    if isinstance(pair := item.get("timestamp"), list) and len(pair) == 2:
        return _seconds(pair[0], 1.0), _seconds(pair[1], 1.0)
    return _seconds(item.get("start"), per_s), _seconds(item.get("end"), per_s)


def _seconds(value: Any, per_s: float) -> float | None:
    if value is None:
        return None
    if not _is_number(value) or not -_EARLY_S * per_s <= value <= MAX_S * per_s:
        raise ValueError(f"its times must be numbers from 0 to {MAX_S} seconds, not {value!r:.40}")
    return round(max(0.0, float(value) / per_s), 3)


def _clock(value: object) -> float:
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"its times must be like 00:00:01,500, not {value!r:.40}")
    hours, minutes, seconds, fraction = found.groups()
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000
