"""Speech models in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.speech.models import ModelEntry

_COLUMNS = (Column(style="heading"), Column(), Column(style="quiet", right=True), Column(prose=True))


def models_table(entries: Sequence[ModelEntry]) -> Rows:
    """One line a model: what is here first, then what can be had."""
    rows = []
    for entry in sorted(entries, key=lambda entry: entry.model is None):
        here = Text(entry.model.source, style="good") if entry.model else Text("not here", style="quiet")
        size = Text(f"{entry.size_bytes / 1e6:,.0f} MB")
        rows.append(Row((Text(entry.name), here, size, Text(entry.about))))
    return Rows(_COLUMNS, rows, headed=False)
