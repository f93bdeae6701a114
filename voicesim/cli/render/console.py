"""The console and the few marks and words that every view shares."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from functools import cache
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.markup import escape
from rich.segment import Segment
from rich.text import Text
from rich.theme import Theme

from voicesim import paths
from voicesim.bank.hints import DRIVES_A_TERMINAL
from voicesim.config import load_settings
from voicesim.errors import VoicesimError

THEME = Theme(
    {
        "good": "green",
        "watch": "yellow",
        "bad": "red",
        "quiet": "grey50",
        "key": "bold cyan",
        "heading": "bold",
        "quote": "italic",
        "covered": "green",
        "check": "yellow",
        "missed": "red",
        "shown.covered": "underline green",
        "shown.check": "underline yellow",
    }
)
PIPED_WIDTH = 100


class SafeConsole(Console):
    """A console on which no text can act: whatever a view forgets to clean is left out here.

    Nor does it cut what a view has made longer than the line, so that it can be copied. A `plain` one is for
    somebody who has it read aloud: nothing moves, no bars, rules or tables.
    """

    plain = False

    def print(self, *objects: Any, **options: Any) -> None:
        # Rich joins texts into a new one, which forgets how they want to be wrapped.
        kept = [Group(each) if isinstance(each, Text) and each.overflow else each for each in objects]
        super().print(*kept, **{"crop": False, **options})

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            if segment.control or not DRIVES_A_TERMINAL.search(segment.text):
                yield segment
            else:
                yield Segment(DRIVES_A_TERMINAL.sub("", segment.text), segment.style)


def make_console(*, stderr: bool = False) -> Console:
    """A console on standard output or standard error: plain text of a fixed width when piped, and lines that
    are only added to where the person, the settings or the terminal want that."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPED_WIDTH
    plain = stream.isatty() and _wants_plain()
    console = SafeConsole(
        stderr=stderr,
        theme=THEME,
        width=width,
        highlight=False,
        emoji=False,
        force_terminal=False if plain else None,
    )
    console.plain = plain
    return console


def is_plain(console: Console) -> bool:
    return isinstance(console, SafeConsole) and console.plain


def be_plain(wanted: bool) -> None:
    """What the command line says, for every console from now on."""
    global _asked_for
    _asked_for = wanted


_asked_for = False


def _wants_plain() -> bool:
    if _asked_for or os.environ.get("TERM", "").lower() in ("dumb", "unknown"):
        return True
    try:
        return load_settings(paths.config_file()).plain
    except VoicesimError:  # told by the verb that needs them
        return False


@cache
def marks(encoding: str) -> dict[str, str]:
    """The signs for a verdict and the like, in characters that this encoding has."""
    fancy = {"covered": "✓", "check": "?", "missed": "✗", "rec": "●", "arrow": "→", "dot": "·"}
    plain = {"covered": "+", "check": "?", "missed": "-", "rec": "*", "arrow": "->", "dot": "-"}
    try:
        "".join(fancy.values()).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return plain
    return fancy


def safe(text: str) -> str:
    """Text from outside, with rich markup made harmless and control characters taken out."""
    return escape("".join(c if c.isprintable() or c == "\n" else " " for c in text))
