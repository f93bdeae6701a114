"""The forms in which a session can leave voicesim."""

from __future__ import annotations

from enum import StrEnum


class ExportFormat(StrEnum):
    """The value is also the end of a file's name, but for labels, which are JSON Lines, and a bundle, which
    is the page with room for somebody else's remarks."""

    HTML = "html"
    MD = "md"
    JSON = "json"
    SRT = "srt"
    VTT = "vtt"
    CSV = "csv"
    LABELS = "labels"
    BUNDLE = "bundle"

    @property
    def ending(self) -> str:
        return {ExportFormat.LABELS: "labels.jsonl", ExportFormat.BUNDLE: "bundle.html"}.get(self, str(self))
