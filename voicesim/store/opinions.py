"""What people say of their own answers: what they thought before the feedback, and what they make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from voicesim.store.own import save_own
from voicesim.store.ratings import save_rating
from voicesim.store.reader import HistoryReader
from voicesim.store.records import Attempt
from voicesim.store.stamps import Clock, stamp


class OpinionKeeper(HistoryReader):
    """The part of the history that keeps it, beside every verdict."""

    _clock: Clock

    def save_own(self, attempt_id: str, ticks: Mapping[str, bool | None], reason: str = "") -> Attempt:
        """What the speakers themselves say of points: made, not made, or None to take that back; and why.
        Raises InputError when the question has no such point."""
        with self._database.writing():
            save_own(self._database, self.attempt(attempt_id), ticks, stamp(self._clock()), reason)
        return self.attempt(attempt_id)

    def save_rating(self, attempt_id: str, went: int | None, made: Sequence[str] | None) -> Attempt:
        """How the speakers thought that an answer went, from 1 to 5, and which points they thought they made;
        None where they did not say. Raises InputError for what cannot be."""
        with self._database.writing():
            save_rating(self._database, self.attempt(attempt_id), went, made, stamp(self._clock()))
        return self.attempt(attempt_id)
