"""Progress bars for long work, on standard error, and only where there is a terminal."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from rich.console import Group
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from voicesim.cli.render.console import make_console
from voicesim.cli.render.status import Status, open_status

PERIOD_S = 0.1

T = TypeVar("T")


def progress_over(items: Iterable[T], what: str, total: int | None) -> Iterator[T]:
    """The items, with a bar that counts them; `total` None when their number is not known."""
    with _bar(what, MofNCompleteColumn(), TimeRemainingColumn()) as bar:
        for done, item in enumerate(items):
            bar.update(done, total)
            yield item


class Bar:
    """How far long work has come; its name has a line of its own, so that a narrow terminal cuts nothing."""

    def __init__(self, status: Status, what: str, bar: Progress) -> None:
        self._status = status
        self._what = what
        self._bar = bar
        self._task = bar.add_task(what, total=None)
        self._shown_s = -math.inf

    def update(self, done: int, total: int | None) -> None:
        """Shown at once or, soon after the last time, with one of the next."""
        self._bar.update(self._task, completed=done, total=total)
        if (now_s := time.monotonic()) - self._shown_s >= PERIOD_S:
            self._shown_s = now_s
            self._status.update(Group(self._what, self._bar.get_renderable()))


def download_bar(what: str) -> AbstractContextManager[Bar]:
    """A bar with size, speed and time left of one download, for the length of a `with`."""
    return _bar(what, DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())


@contextmanager
def _bar(what: str, *columns: ProgressColumn) -> Iterator[Bar]:
    console = make_console(stderr=True)
    with open_status(console) as status:
        # The progress only counts: the status draws it, and knows what to do when the window changes.
        yield Bar(status, what, Progress(BarColumn(), *columns, console=console, auto_refresh=False))
