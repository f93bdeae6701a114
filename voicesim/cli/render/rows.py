"""Facts in rows: a table where it fits the terminal, and one fact a line where it does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from voicesim.cli.render.console import is_plain
from voicesim.cli.render.whole import Indented, whole

MIN_PROSE = 16
"""Columns below which nobody likes to read sentences."""

INDENT = 2
_GAP = 3


@dataclass(frozen=True, slots=True)
class Column:
    """`prose` may be wrapped, all else is whole; those that are `spare` are left out, the first of them
    first, before the table is given up.

    `title` is the head of the table where it is not the name.
    """

    name: str = ""
    title: str = ""
    style: str = ""
    right: bool = False
    prose: bool = False
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    cells: Sequence[Text]
    style: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """`lead` is the number of columns that stand together in the first line where there is one fact a line.

    What is piped is a table always, as wide as it has to be, since a program reads it by the line; on a plain
    console it is never one.
    """

    columns: Sequence[Column]
    rows: Sequence[Row]
    headed: bool = True
    lead: int = 1
    indent: int = 0

    def fits(self, console: Console, width: int | None = None) -> bool:
        """Whether it is shown as a table; `width` is the console's when left out."""
        if is_plain(console):
            return False
        return not console.is_terminal or self._fitting(width or console.width) is not None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not console.is_terminal and not is_plain(console):
            every = range(len(self.columns))
            width = max(options.max_width, self._width(every))
            yield from console.render(self._table(console, every), options.update(width=width))
        elif not is_plain(console) and (places := self._fitting(options.max_width)) is not None:
            yield self._table(console, places)
        else:
            for row in self.rows:
                yield from self._lines(row, options.max_width)

    def _fitting(self, width: int) -> Sequence[int] | None:
        """The places of the columns that fit, None when not even the necessary ones do."""
        places = list(range(len(self.columns)))
        spare = [place for place in places if self.columns[place].spare]
        while self._width(places) > width and spare:
            places.remove(spare.pop(0))
        return places if self._width(places) <= width else None

    def _width(self, places: Sequence[int]) -> int:
        return self.indent + sum(map(self._least, places)) + _GAP * (len(places) - 1)

    def _least(self, place: int) -> int:
        column = self.columns[place]
        texts = [row.cells[place].plain for row in self.rows]
        lines = [line for text in texts for line in text.splitlines()]
        longest = max(map(cell_len, lines), default=0)
        if column.prose:
            words = [word for line in lines for word in line.split()]
            longest = max(min(MIN_PROSE, longest), max(map(cell_len, words), default=0))
        head = (column.title or column.name) if self.headed else ""
        return max(longest, *map(cell_len, head.splitlines()), 0)

    def _table(self, console: Console, places: Sequence[int]) -> RenderableType:
        table = table_of(console) if self.headed else Table.grid(padding=(0, 2))
        for column in (self.columns[place] for place in places):
            table.add_column(
                column.title or column.name,
                style=column.style,
                justify="right" if column.right else "left",
                no_wrap=not column.prose,
                overflow="fold",
                ratio=1 if column.prose and not self.headed else None,
            )
        for row in self.rows:
            table.add_row(*(row.cells[place] for place in places), style=row.style)
        return Padding(table, (0, 0, 0, self.indent)) if self.indent else table

    def _lines(self, row: Row, width: int) -> Iterator[RenderableType]:
        leading = [self._styled(row, place) for place in range(self.lead) if row.cells[place]]
        line = Text("  ").join(leading)
        together = self.indent + cell_len(line.plain) <= width
        for text in [line] if together else leading:
            yield Indented(whole(text), self.indent)
        for place in range(self.lead, len(self.columns)):
            cell = row.cells[place]
            if cell:
                name = self.columns[place].name
                told = Text.assemble((f"{name} " if name else "", "quiet"), self._styled(row, place))
                told = told if self.columns[place].prose else whole(told)
                yield Indented(told, self.indent + INDENT)

    def _styled(self, row: Row, place: int) -> Text:
        cell = row.cells[place].copy()
        cell.stylize_before(row.style)
        cell.stylize_before(self.columns[place].style)
        return cell


def table_of(console: Console) -> Table:
    """A table with a line under its head, without any line when piped."""
    return Table(box=box.SIMPLE_HEAD if console.is_terminal else None, pad_edge=False, show_edge=False)
