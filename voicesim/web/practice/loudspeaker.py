"""The page as a loudspeaker: it fetches a question as a WAV file, plays it, and says when it was heard."""

from __future__ import annotations

import threading
from collections.abc import Callable

from voicesim.errors import AudioError

PATIENCE_S = 20.0
"""How much longer than the sound a page may take: to fetch it, and to be allowed to play it."""

UNPLAYED = "The browser did not play the question."


class PagePlayback:
    """A sound that a page was asked to play; `silence` takes that back."""

    def __init__(
        self,
        number: int,
        wav: bytes,
        duration_s: float,
        silence: Callable[[], None],
        clock: Callable[[], float],
    ) -> None:
        self.number = number
        self.wav = wav
        self._silence = silence
        self._clock = clock
        self._longest_s = duration_s + PATIENCE_S
        self._over = threading.Event()
        self._failed = False
        self.begin_again()

    def begin_again(self) -> None:
        """Another page plays it from its start."""
        self._deadline_s = self._clock() + self._longest_s

    def end(self, *, well: bool) -> None:
        self._failed = not well
        self._over.set()

    @property
    def done(self) -> bool:
        if not self._over.is_set() and self._clock() > self._deadline_s:
            self.end(well=False)
        return self._over.is_set()

    @property
    def error(self) -> AudioError | None:
        return AudioError(UNPLAYED) if self._failed else None

    def wait(self, timeout_s: float | None = None) -> bool:
        deadline_s = None if timeout_s is None else self._clock() + timeout_s
        while not self.done and (deadline_s is None or self._clock() < deadline_s):
            self._over.wait(0.1)
        return self.done

    def stop(self) -> None:
        self._over.set()
        self._silence()
