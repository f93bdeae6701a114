"""Speech models in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from voicesim.speech.models import ModelEntry


def models_table(entries: Sequence[ModelEntry]) -> Table:
    """One line a model: what is here first, then what can be had."""
    table = Table.grid(padding=(0, 2))
    for entry in sorted(entries, key=lambda entry: entry.model is None):
        here = Text(entry.model.source, style="good") if entry.model else Text("not here", style="quiet")
        size = Text(f"{entry.size_bytes / 1e6:,.0f} MB", style="quiet", justify="right")
        table.add_row(Text(entry.name, style="heading"), here, size, Text(entry.about))
    return table
