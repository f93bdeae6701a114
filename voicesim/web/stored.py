"""What all pages are made from: the history, the recordings, what day it is, and the interview ahead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from voicesim.errors import InputError
from voicesim.kept import Kept
from voicesim.review.ahead import Ahead
from voicesim.review.days import Days
from voicesim.store.history import History
from voicesim.store.records import Attempt, Session
from voicesim.store.stamps import Clock, utc_now
from voicesim.stories.story import Story
from voicesim.stories.telling import EarlierTelling, Telling
from voicesim.stories.told import all_tellings, tellings_of
from voicesim.web.overview import Overview

Found = TypeVar("Found", Session, Attempt)


@dataclass(frozen=True, slots=True)
class Stored:
    history: History
    recordings_dir: Path
    days: Days
    clock: Clock = utc_now
    ahead: Callable[[], Ahead | None] = lambda: None
    stories: Callable[[], tuple[Story, ...]] = tuple
    """The stories that people wrote, as they are now."""

    _overview: Kept[object, Overview] = field(default_factory=Kept, repr=False)
    _tellings: Kept[object, Mapping[str, tuple[EarlierTelling, ...]]] = field(
        default_factory=Kept, repr=False
    )

    @property
    def today(self) -> date:
        return self.days.at(self.clock())

    @property
    def until(self) -> date | None:
        """The interview that is planned for: nothing is due later."""
        return self.history.interview_on(self.today)

    @property
    def overview(self) -> Overview:
        """The same one until something in the history changes, or the day does."""
        today, until = self.today, self.until
        state = (self.history.version(), today, until)
        return self._overview.get(state, lambda: Overview(self.history.measured(), today, self.days, until))

    def tellings(self, stories: tuple[Story, ...]) -> Mapping[str, tuple[EarlierTelling, ...]]:
        """Every telling of each story, oldest first, by their names; found anew when answers or stories have
        changed."""
        state = (self.history.version(), stories)
        return self._tellings.get(state, lambda: all_tellings(self.history, stories))

    def told(self, session: Session, attempts: Sequence[Attempt]) -> Mapping[str, Telling]:
        """The stories that the answers of a session tell, by their ids."""
        return tellings_of(self.history, session, attempts, self.stories())

    def session(self, name: str) -> Session:
        """The session with just this id: an address means one thing. Raises InputError."""
        return _just(name, self.history.session, "session")

    def attempt(self, name: str) -> Attempt:
        """The answer or reply with just this id. Raises InputError."""
        return _just(name, self.history.attempt, "answer")


def _just(name: str, find: Callable[[str], Found], what: str) -> Found:
    """What `find` gives for the whole id, and not for the beginning of one, or for "last"."""
    found: Found | None = None
    with suppress(InputError):
        found = find(name)
    if found is None or found.id != name:
        raise InputError(f"There is no {what} {name} in the history.")
    return found
