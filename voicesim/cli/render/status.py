"""The lines that change in place below everything that is printed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from typing import IO, cast

from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderableType, RenderHook, RenderResult
from rich.control import Control
from rich.file_proxy import FileProxy
from rich.segment import ControlType, Segment
from rich.text import Text

# The second part of each is for the console of old Windows, which knows no escape sequences.
_ERASE = Segment("\r\x1b[J", None, [(ControlType.CARRIAGE_RETURN,), (ControlType.ERASE_IN_LINE, 2)])
_CUT = Segment("\x1b[?7l", None, [(ControlType.CARRIAGE_RETURN,)])
_RUN_ON = Segment("\x1b[?7h", None, [(ControlType.CARRIAGE_RETURN,)])


class Status(RenderHook):
    """Lines at the bottom that give way to what is printed; nothing at all where there is no terminal.

    The cursor rests at the start of the first of them. When the window becomes narrower most terminals run
    long lines on below, and take the cursor along with the text that it stands on; so all that has to go is
    always what comes after the cursor, and no line of a former width stays behind.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown: RenderableType = Text()

    def update(self, shown: RenderableType) -> None:
        """Show this from now on."""
        self._shown = shown
        self._console.print(Control())

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [_Sent(_ERASE), *renderables, _Lines(self._shown)]


@contextmanager
def open_status(console: Console) -> Iterator[Status]:
    """A status for the length of a `with`; what others write to the two streams comes above it."""
    status = Status(console)
    if not console.is_terminal:
        yield _Silent(console)
        return
    with ExitStack() as left:
        for stream, redirect in ((sys.stdout, redirect_stdout), (sys.stderr, redirect_stderr)):
            if stream is not None and stream.isatty() and not isinstance(stream, FileProxy):
                left.enter_context(redirect(cast("IO[str]", FileProxy(console, stream))))
        console.push_render_hook(status)
        console.show_cursor(False)
        try:
            yield status
        finally:
            status.update(Text())
            console.pop_render_hook()
            console.show_cursor(True)


class _Silent(Status):
    def update(self, shown: RenderableType) -> None:
        self._shown = shown


class _Sent(ConsoleRenderable):
    def __init__(self, *segments: Segment) -> None:
        self._segments = segments

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from self._segments


class _Lines(ConsoleRenderable):
    """At most one terminal line each, and no more of them than the window has; then back to their start."""

    def __init__(self, shown: RenderableType) -> None:
        self._shown = shown

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(1, options.max_width - 1)
        room = options.update(width=width, height=None, no_wrap=False, overflow="fold")
        lines = console.render_lines(self._shown, room, pad=False)[: max(1, console.height - 1)]
        yield _CUT
        for place, line in enumerate(lines):
            if place:
                yield Segment.line()
            yield from line
        yield _RUN_ON
        yield Control(ControlType.CARRIAGE_RETURN, *[(ControlType.CURSOR_UP, 1)] * (len(lines) - 1)).segment
