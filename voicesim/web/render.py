"""Templates to pages: those of this room, those of the report and of progress, which they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from voicesim.report.page.page import page_asset, page_environment
from voicesim.review.page import progress_asset

CSS, SCRIPT = "text/css", "text/javascript"
STATIC = {
    "style.css": CSS,
    "script.js": SCRIPT,
    "progress.css": CSS,
    "progress.js": SCRIPT,
    "uPlot.min.css": CSS,
    "uPlot.iife.min.js": SCRIPT,
    "desk.css": CSS,
    "pair.js": SCRIPT,
    "remarks.js": SCRIPT,
    "practice.css": CSS,
    "practice.js": SCRIPT,
    "microphone.js": SCRIPT,
}
"""The files that pages ask for, by name: nothing else is given away."""

FIRST = ("desk.html.jinja", "sessions.html.jinja")


def render(template: str, desk: str, values: Mapping[str, object]) -> str:
    """A page as text; all that is put into it is escaped. `desk` is what its addresses begin with."""
    return page_environment(asset).get_template(template).render(values, desk=desk)


def prepare() -> None:
    """Compile what the first page is made of, so that it need not wait for that."""
    for name in FIRST:
        page_environment(asset).get_template(name)


@cache
def asset(name: str) -> str:
    """A template, style sheet or script by its name, wherever it comes from. Raises FileNotFoundError."""
    here = resources.files("voicesim.web").joinpath("templates", name)
    if here.is_file():
        return here.read_text(encoding="utf-8")
    try:
        return page_asset(name)
    except FileNotFoundError:
        return progress_asset(name)
