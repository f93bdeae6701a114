"""Tables as the documents hold them."""

from __future__ import annotations

from collections.abc import Sequence


def row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def head(names: Sequence[str]) -> str:
    """The names of the columns and the line below them."""
    return f"{row(names)}\n{'|---' * len(names)}|"
