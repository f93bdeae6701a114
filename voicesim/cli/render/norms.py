"""The norms in a terminal: each threshold with what it does and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from voicesim.assess.norms import Norm


def norms_list(norms: Sequence[Norm]) -> RenderableType:
    """Two or three lines a norm; those that the user has changed say so."""
    return Group(*(line for norm in norms for line in _lines(norm)))


def _lines(norm: Norm) -> list[RenderableType]:
    value = Text.assemble((norm.name, "heading"), f" = {norm.value:g} {norm.unit}")
    if norm.changed:
        value.append(f" (yours; {norm.published:g} is published)", style="watch")
    lines: list[RenderableType] = [value, Padding(norm.says, (0, 0, 0, 2))]
    lines.append(Padding(Text(norm.source, style="quiet"), (0, 0, 0, 2)))
    if norm.link:
        lines.append(Padding(Text(norm.link, style="quiet", overflow="fold"), (0, 0, 0, 2)))
    return lines
