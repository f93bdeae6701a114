"""Showing a page that was just written."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import typer

from voicesim.cli.output import say


def show_page(page: Path) -> None:
    """Open it in the browser and print where it is, also where there is no browser."""
    if not webbrowser.open(page.resolve().as_uri()):
        say("No browser could be started; open this file in one:")
    typer.echo(page)
