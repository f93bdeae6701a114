"""The forms of files that questions are read from."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    MARKDOWN = "markdown"
    CSV = "csv"
    ANKI = "anki"
