"""The norms in a terminal: each threshold with what it does and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from voicesim.assess.norms import Norm
from voicesim.cli.render.whole import Indented, prose


def norms_list(norms: Sequence[Norm]) -> RenderableType:
    """Two or three lines a norm; those that the user has changed say so."""
    return Group(*(line for norm in norms for line in _lines(norm)))


def _lines(norm: Norm) -> list[RenderableType]:
    value = Text.assemble((norm.name, "heading"), f" = {norm.value:g} {norm.unit}")
    if norm.changed:
        value.append(f" (yours; {norm.published:g} is published)", style="watch")
    lines: list[RenderableType] = [prose(value), Indented(Text(norm.says))]
    lines.append(Indented(Text(norm.source, style="quiet")))
    if norm.link:
        lines.append(Indented(Text(norm.link, style="quiet")))
    return lines
