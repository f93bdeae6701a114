"""The results of `voicesim doctor` in a terminal."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from voicesim.checkup import Check

STATUS_STYLE = {"ok": "good", "warning": "watch", "problem": "bad"}


def check_line(check: Check) -> Table:
    """One check: its status, what was seen, and what to do."""
    table = Table.grid(padding=(0, 2))
    table.add_column(width=8, no_wrap=True)
    table.add_column(width=12, no_wrap=True)
    table.add_column(ratio=1)
    detail = Text(check.detail)
    if check.remedy:
        detail.append(f"\n{check.remedy}", style="key")
    status = Text(check.status, style=STATUS_STYLE[check.status])
    table.add_row(status, Text(check.name, style="heading"), detail)
    return table
