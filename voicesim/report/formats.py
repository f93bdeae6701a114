"""The forms in which a session can leave voicesim."""

from __future__ import annotations

from enum import StrEnum


class ExportFormat(StrEnum):
    """The value is also the end of a file's name, but for labels, which are JSON Lines."""

    HTML = "html"
    MD = "md"
    JSON = "json"
    SRT = "srt"
    VTT = "vtt"
    CSV = "csv"
    LABELS = "labels"

    @property
    def ending(self) -> str:
        return "labels.jsonl" if self is ExportFormat.LABELS else str(self)
