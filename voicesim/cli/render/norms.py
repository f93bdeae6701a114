"""The norms in a terminal: each threshold with what it does and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from voicesim.assess.norms import OFF, Norm
from voicesim.cli.render.whole import Indented, prose


def norms_list(norms: Sequence[Norm]) -> RenderableType:
    """Two or three lines a norm; those that the user has changed say so."""
    return Group(*(line for norm in norms for line in _lines(norm)))


def _lines(norm: Norm) -> list[RenderableType]:
    in_force = OFF if norm.is_off else f"{norm.value:g} {norm.unit}"
    value = Text.assemble((norm.name, "heading"), f" = {in_force}")
    if norm.changed:
        value.append(f" (yours; {norm.published:g} is published)", style="watch")
    lines: list[RenderableType] = [prose(value), Indented(Text(norm.says))]
    lines.append(Indented(Text(norm.source, style="quiet")))
    if norm.link:
        lines.append(Indented(Text(norm.link, style="quiet")))
    lines.append(Indented(Text(f"Off: {norm.off}", style="quiet")))
    return lines


def profiles_told(current: str, known: Sequence[str]) -> str:
    """Which profile is in force, and how to change to another or change one norm."""
    others = " or ".join(f'profile = "{name}"' for name in known if name != current)
    return f"The profile is {current}; change it with {others}, or one norm with pause_long_s = 1.5."
