"""A value that takes long to make, kept while what it comes from stays the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

State = TypeVar("State")
Value = TypeVar("Value")


class Kept(Generic[State, Value]):
    """The last value, and the state that it was made in. One that could not be made is not kept."""

    def __init__(self) -> None:
        self._last: tuple[State, Value] | None = None

    def get(self, state: State, make: Callable[[], Value]) -> Value:
        """The value of this state, made anew only where the last one was of another."""
        last = self._last
        if last is None or last[0] != state:
            last = self._last = (state, make())
        return last[1]
