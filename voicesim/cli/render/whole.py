"""What people copy from a terminal (ids, commands, names of models) stays in one piece, however narrow it is.

Rich cuts what does not fit, or breaks it with an end of line that would be copied too. What is whole here is
left to the terminal, which runs it on below and copies it as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.rule import Rule
from rich.text import Text

from voicesim.cli.render.console import is_plain


def whole(text: str | Text, style: str = "") -> Text:
    """A text that is neither cut nor broken."""
    line = text.copy() if isinstance(text, Text) else Text(text, style=style)
    line.no_wrap, line.overflow = True, "ignore"
    return line


def prose(text: str | Text, style: str = "") -> Indented:
    """A text that is broken between its words only, also where one of them is longer than the line."""
    return Indented(text if isinstance(text, Text) else Text(text, style=style), 0)


@dataclass(frozen=True, slots=True)
class Indented:
    """A text some columns to the right, of which no word is cut or broken."""

    text: Text
    columns: int = 2

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        room = max(1, options.max_width - self.columns)
        for line in [self.text] if self.text.no_wrap else _wrapped(self.text, room):
            yield whole(Text.assemble(" " * self.columns, line))


def _wrapped(text: Text, width: int) -> Iterator[Text]:
    """Rich's own wrapping breaks a word that is longer than the line."""
    for line in text.split(allow_blank=True):
        breaks, used = [], 0
        for word in re.finditer(r"\S+\s*|\s+", line.plain):
            if used and used + cell_len(word[0].rstrip()) > width:
                breaks.append(word.start())
                used = 0
            used += cell_len(word[0])
        for part in line.divide(breaks):
            part.rstrip()
            yield part


@dataclass(frozen=True, slots=True)
class ToCopy:
    """What to copy behind the words that introduce it, or below them where both do not fit in one line."""

    says: Text
    copied: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        line = Text.assemble(self.says, self.copied)
        if cell_len(line.plain) <= options.max_width:
            yield line
        else:
            said = self.says.copy()
            said.rstrip()
            yield prose(said)
            copied = self.copied.copy()
            yield whole(copied[len(copied.plain) - len(copied.plain.lstrip()) :])


def titled(title: Text, console: Console) -> RenderableType:
    """A title in a rule, or by itself where the rule would cut it or be read aloud."""
    if is_plain(console) or cell_len(title.plain) + 4 > console.width:
        return whole(title)
    return Rule(title, align="left", style="quiet")
