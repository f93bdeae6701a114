"""voicesim models: the speech models on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    pass

app = typer.Typer(help="Speech models: what is here, what can be had.", no_args_is_help=True)
