"""What all pages are made from: the history, the recordings, and what day it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from voicesim.errors import InputError
from voicesim.review.days import Days
from voicesim.store.history import History
from voicesim.store.records import Attempt, Session
from voicesim.store.stamps import Clock, utc_now


@dataclass(frozen=True, slots=True)
class Stored:
    history: History
    recordings_dir: Path
    days: Days
    clock: Clock = utc_now

    @property
    def today(self) -> date:
        return self.days.at(self.clock())

    def session(self, name: str) -> Session:
        """The session with just this id: an address means one thing. Raises InputError."""
        found = self.history.session(name)
        if found.id != name:
            raise InputError(f"There is no session {name}.")
        return found

    def attempt(self, name: str) -> Attempt:
        """The answer or reply with just this id. Raises InputError."""
        found = self.history.attempt(name)
        if found.id != name:
            raise InputError(f"There is no answer {name}.")
        return found
