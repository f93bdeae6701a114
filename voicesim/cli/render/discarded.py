"""What can be brought back, in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from rich.console import Console
from rich.table import Table
from rich.text import Text

from voicesim.cli.render.review import plain_table
from voicesim.store.discarded import KEPT_DAYS
from voicesim.store.records import Attempt
from voicesim.wording import clock


def discarded_table(takes: Sequence[Attempt], console: Console) -> Table:
    """One line a take, and the day until which it is kept."""
    table = plain_table(console)
    for name in ("take", "when", "question", "length", "kept until"):
        table.add_column(name, justify="right" if name == "length" else "left", no_wrap=name != "question")
    for take in takes:
        when = datetime.fromisoformat(take.created_at).astimezone()
        until = when + timedelta(days=KEPT_DAYS)
        table.add_row(
            Text(take.id, style="key"),
            f"{when:%Y-%m-%d %H:%M}",
            Text(take.question.id),
            clock(take.recorded_s),
            f"{until:%Y-%m-%d}",
        )
    return table
