"""Progress bars for long work, on standard error, and only where there is a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from voicesim.cli.render.console import make_console

T = TypeVar("T")


def progress_over(items: Iterable[T], what: str, total: int | None) -> Iterator[T]:
    """The items, with a bar that counts them; `total` None when their number is not known."""
    with _bar(make_console(stderr=True), MofNCompleteColumn(), TimeRemainingColumn()) as bar:
        yield from bar.track(items, total=total, description=what)


class DownloadBar:
    """Size, speed and time left of a download."""

    def __init__(self, bar: Progress, what: str) -> None:
        self._bar = bar
        self._task = bar.add_task(what, total=None)

    def update(self, done_bytes: int, total_bytes: int) -> None:
        self._bar.update(self._task, completed=done_bytes, total=total_bytes)


@contextmanager
def download_bar(what: str) -> Iterator[DownloadBar]:
    """A bar for one download, for the length of a `with`."""
    columns = (DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with _bar(make_console(stderr=True), *columns) as bar:
        yield DownloadBar(bar, what)


def _bar(console: Console, *columns: object) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        *columns,  # type: ignore[arg-type]
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
