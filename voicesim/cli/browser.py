"""Showing a page that was just written."""

from __future__ import annotations

import webbrowser
from pathlib import Path

from voicesim.cli.output import say, tell
from voicesim.cli.private import usual_rights


def show_page(page: Path) -> None:
    """Open it in the browser and print where it is, also where there is no browser."""
    with usual_rights():
        shown = webbrowser.open(page.resolve().as_uri())
    if not shown:
        say("No browser could be started; open this file in one:")
    tell(page)
