"""The results of `voicesim doctor` in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from voicesim.checkup import Check, Trial
from voicesim.cli.render.whole import Indented, whole

TABLE_COLUMNS = 72
STATUS_STYLE = {"ok": "good", "warning": "watch", "problem": "bad"}


def doing_line(trial: Trial) -> Text:
    """What is being tried at the moment."""
    return Text.assemble((trial.name, "heading"), f": {trial.doing}")


def check_line(check: Check, console: Console) -> RenderableType:
    """One check: its status, what was seen, and what to do; below each other in a narrow terminal."""
    status = Text(check.status, style=STATUS_STYLE[check.status])
    name, remedy = Text(check.name, style="heading"), Text(check.remedy or "", style="key")
    if console.width < TABLE_COLUMNS:
        lines: list[RenderableType] = [Text("  ").join([status, name]), Indented(Text(check.detail))]
        return Group(*lines, Indented(whole(remedy))) if remedy else Group(*lines)
    table = Table.grid(padding=(0, 2))
    table.add_column(width=8, no_wrap=True)
    table.add_column(width=13, no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_row(status, name, Text("\n").join(filter(None, [Text(check.detail), remedy])))
    return table


def verdict_line(checks: Sequence[Check]) -> Text:
    """What all of it comes to."""
    problems, warnings = (
        sum(check.status == status for check in checks) for status in ("problem", "warning")
    )
    if problems:
        return Text(f"\nNot ready for an interview: see {_named(checks, 'problem')}.", style="bad")
    if warnings:
        return Text(f"\nReady for an interview; see also {_named(checks, 'warning')}.", style="watch")
    return Text("\nReady for an interview.", style="good")


def _named(checks: Sequence[Check], status: str) -> str:
    return " and ".join(check.name for check in checks if check.status == status)
