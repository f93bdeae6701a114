"""What can be brought back, in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from rich.text import Text

from voicesim.bank.hints import printable
from voicesim.cli.render.review import moment
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.store.discarded import KEPT_DAYS
from voicesim.store.records import Attempt
from voicesim.wording import clock

_COLUMNS = (
    Column("take", style="key"),
    Column("when"),
    Column("question"),
    Column("length", right=True),
    Column("kept until"),
)


def discarded_table(takes: Sequence[Attempt]) -> Rows:
    """One line a take, and the day until which it is kept."""
    return Rows(_COLUMNS, [Row(tuple(map(Text, _cells(take)))) for take in takes])


def _cells(take: Attempt) -> tuple[str, ...]:
    until = datetime.fromisoformat(take.created_at).astimezone() + timedelta(days=KEPT_DAYS)
    question = printable(take.question.id)
    return take.id, moment(take.created_at), question, clock(take.recorded_s), f"{until:%Y-%m-%d}"
