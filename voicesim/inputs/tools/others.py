"""Recognisers whose JSON is known by sight and not read, and times that nobody knows how to read."""

from __future__ import annotations

from typing import Any

_DEEPEST = 5
_TIMES = frozenset(
    (
        *("start", "startTime", "start_time", "startOffset", "start_offset", "startMs", "start_ms", "begin"),
        *("end", "endTime", "end_time", "endOffset", "end_offset", "endMs", "end_ms", "ts", "end_ts"),
        *("timestamp", "timestamps", "offset", "offsets", "Offset", "offsetInTicks", "tStartMs"),
    )
)


def name_of_other(document: object) -> str | None:
    """The recogniser that wrote this, if it is one of those that are not read."""
    if isinstance(document, list) and document and all(_is_row(item) for item in document):
        return "faster-whisper with its segments as bare lists"
    if not isinstance(document, dict):
        return None
    results = document.get("results")
    if isinstance(results, dict) and isinstance(results.get("items"), list):
        return "Amazon Transcribe"
    if "recognizedPhrases" in document or "NBest" in document or "combinedPhrases" in document:
        return "Azure Speech"
    if _holds(document.get("monologues"), "elements"):
        return "Rev.ai"
    if _holds(document.get("events"), "segs"):
        return "YouTube (json3)"
    if _holds(results, "alternatives"):
        return "Speechmatics" if "format" in document else "Google Speech-to-Text or IBM Watson"
    return None


def hides_times(document: object, depth: int = 0) -> bool:
    """Whether somewhere in this there is a list of things that have a time."""
    if depth > _DEEPEST:
        return False
    if isinstance(document, dict):
        return any(hides_times(value, depth + 1) for value in document.values())
    if isinstance(document, list):
        return any(_has_time(item) or hides_times(item, depth + 1) for item in document)
    return False


def _has_time(item: object) -> bool:
    return isinstance(item, dict) and any(item.get(key) is not None for key in _TIMES & item.keys())


def _is_row(item: object) -> bool:
    return isinstance(item, list) and len(item) > 4 and any(isinstance(value, str) for value in item)


def _holds(items: Any, key: str) -> bool:
    return isinstance(items, list) and any(isinstance(item, dict) and key in item for item in items)
