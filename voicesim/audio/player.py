"""Playing sound, where there is something to play it on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from voicesim.audio.clip import Clip
from voicesim.audio.files import read_audio
from voicesim.errors import AudioError


class Playback(Protocol):
    """A sound that is being played."""

    @property
    def done(self) -> bool:
        """True when it was heard to its end, was stopped, or failed."""
        ...

    @property
    def error(self) -> AudioError | None:
        """Why it failed on its way; None while it plays and after a good end."""
        ...

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait so long, or to the end; True when it is done."""
        ...

    def stop(self) -> None:
        """Fall silent at once; does nothing once it is done."""
        ...


class Player(Protocol):
    """Something that sound can be played on."""

    def play(self, sound: Clip | Path | str) -> Playback:
        """Begin to play a clip or a sound file and return.

        Raises AudioError when there is nothing to play on, InputError when the file cannot be read.
        """
        ...


def play_through(player: Player, sound: Clip | Path | str) -> None:
    """Returns when it was heard to its end; an interruption makes it fall silent.

    Raises as `play` does, and AudioError when the loudspeaker fails on its way.
    """
    playback = player.play(sound)
    try:
        playback.wait()
    finally:
        playback.stop()
    if playback.error is not None:
        raise playback.error


def load(sound: Clip | Path | str) -> Clip:
    """The clip itself, or the sound file at its own rate: a voice at 22 kHz should stay as clear as it is."""
    return sound if isinstance(sound, Clip) else read_audio(sound, rate_hz=None)


class SilentPlayer:
    """For machines without a loudspeaker: takes as long as the sound when `paced`, no time otherwise."""

    def __init__(self, *, paced: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._paced = paced
        self._clock = clock

    def play(self, sound: Clip | Path | str) -> Playback:
        duration_s = load(sound).duration_s
        return _SilentPlayback(duration_s if self._paced else 0.0, self._clock)


class _SilentPlayback:
    def __init__(self, duration_s: float, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._ends_at = clock() + duration_s
        self._stopped = threading.Event()

    @property
    def done(self) -> bool:
        return self._stopped.is_set() or self._clock() >= self._ends_at

    @property
    def error(self) -> AudioError | None:
        return None

    def wait(self, timeout_s: float | None = None) -> bool:
        gives_up_at = float("inf") if timeout_s is None else self._clock() + timeout_s
        while not self.done and (remaining_s := gives_up_at - self._clock()) > 0:
            self._stopped.wait(min(0.1, remaining_s, max(0.0, self._ends_at - self._clock())))
        return self.done

    def stop(self) -> None:
        self._stopped.set()
