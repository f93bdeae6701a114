"""What the plan comes to today, with the stories of the usual folder."""

from __future__ import annotations

from collections.abc import Callable

from voicesim.cli.shelf import usual_stories
from voicesim.practice.ahead import Looker
from voicesim.review.ahead import Ahead
from voicesim.review.days import Days
from voicesim.store.history import History


def looker(history: History, days: Days) -> Callable[[], Ahead | None]:
    """What the plan comes to, for pages that ask often."""
    return Looker(history, days, usual_stories).look
