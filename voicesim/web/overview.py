"""What all answers come to on one day, each part counted when a page first asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from voicesim.review.days import Days
from voicesim.review.due import Repetition, repetitions
from voicesim.review.progress import Progress, WeakPoint, measure_progress, practised, weak_points
from voicesim.store.records import Measured


class Overview:
    """Of `answers`, oldest first; `today` is one of `days`, and nothing is due later than before `until`."""

    def __init__(self, answers: Sequence[Measured], today: date, days: Days, until: date | None) -> None:
        self.answers = answers
        self.today = today
        self._days = days
        self._until = until

    @cached_property
    def practised(self) -> tuple[Measured, ...]:
        return practised(self.answers)

    @cached_property
    def repetitions(self) -> tuple[Repetition, ...]:
        return repetitions(self.practised, self.today, self._days, self._until)

    @cached_property
    def progress(self) -> Progress:
        return measure_progress(self.practised, self.today, self._days)

    @cached_property
    def weak_points(self) -> tuple[WeakPoint, ...]:
        return weak_points(self.practised)
