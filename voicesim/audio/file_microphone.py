"""A recording in place of a microphone: it comes at the pace of a voice, or as fast as it can be heard."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.files import read_audio
from voicesim.audio.microphone import Block
from voicesim.audio.resample import resample

BLOCK_SAMPLES = 512
"""32 ms at 16 kHz: what the voice activity model takes at a time."""


class FileMicrophone:
    """Listens to a sound file or a clip and ends where it ends.

    `paced` delivers each block when it would have been spoken; its times are counted from the opening, so
    that a long answer does not drift. `read` reads the file; `clock` (seconds) and `sleep` stand in for time
    in tests.
    """

    def __init__(
        self,
        source: Clip | Path | str,
        *,
        paced: bool,
        read: Callable[[Path | str], Clip] = read_audio,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._source = source
        self._paced = paced
        self._read = read
        self._clock = clock
        self._sleep = sleep

    @property
    def file_name(self) -> str | None:
        """The name of the file that is listened to; None for a clip."""
        return None if isinstance(self._source, Clip) else Path(self._source).name

    @contextmanager
    def open(self) -> Iterator[Iterator[Block]]:
        """Raises InputError when the file cannot be read."""
        source = self._source
        clip = resample(source, RATE_HZ) if isinstance(source, Clip) else self._read(source)
        yield self._blocks(clip)

    def _blocks(self, clip: Clip) -> Iterator[Block]:
        opened_at = self._clock()
        for start in range(0, len(clip.samples), BLOCK_SAMPLES):
            samples = clip.samples[start : start + BLOCK_SAMPLES]
            if self._paced:
                self._wait_until(opened_at + (start + len(samples)) / RATE_HZ)
            yield Block(samples)

    def _wait_until(self, due: float) -> None:
        remaining_s = due - self._clock()
        if remaining_s > 0:
            self._sleep(remaining_s)
