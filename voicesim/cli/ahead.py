"""What the plan comes to today, with the stories of the usual folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from voicesim.cli.shelf import open_shelf
from voicesim.practice.ahead import Looker
from voicesim.review.ahead import Ahead
from voicesim.review.days import Days
from voicesim.store.history import History
from voicesim.stories.story import Story


def usual_stories() -> Sequence[Story]:
    """Those that can be read; what is wrong with the others is told elsewhere."""
    return open_shelf(None, quiet=True).stories


def looker(history: History, days: Days) -> Callable[[], Ahead | None]:
    """What the plan comes to, for pages that ask often."""
    return Looker(history, days, usual_stories).look
