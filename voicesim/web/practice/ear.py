"""One take as a page delivers it: blocks of sound in a queue between the server and the recorder."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator

import numpy as np

from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.audio.microphone import Block
from voicesim.audio.resample import StreamResampler
from voicesim.errors import AudioError

MAX_WAITING = 2000
"""Blocks that the recorder may be behind, about a minute, before sound is dropped and told as lost."""

STEP_S = 0.1
START_PATIENCE_S, PATIENCE_S = 30.0, 90.0
"""Longer than a page takes to be loaded anew and to be allowed the microphone again."""

NOTHING = np.zeros(0, np.float32)
Heard = tuple[int, Samples, bool]
"""The rate in Hertz, samples of shape (n,), and whether sound was lost before them."""


class PageMicrophoneFeed:
    """`hear` and `end` are called by the server, `wait` and `blocks` by the recorder's thread; `gone` tells
    that there is no page any more, `begun` that sound has arrived."""

    def __init__(
        self, take: int, gone: Callable[[], bool], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.take = take
        self._gone = gone
        self._clock = clock
        self._queue: queue.Queue[Heard] = queue.Queue(MAX_WAITING)
        self._lost = False
        self._ended = ""
        self.begun = False

    def hear(self, rate_hz: int, samples: Samples) -> None:
        """The next block, shape (n,), as the page recorded it; never waits."""
        try:
            self._queue.put_nowait((rate_hz, samples, self._lost))
            self._lost = False
        except queue.Full:
            self._lost = True

    def end(self, sentence: str) -> None:
        """No more will come, for this reason."""
        self._ended = sentence

    def wait(self) -> None:
        """Until sound arrives. Raises AudioError when none does."""
        deadline_s = self._clock() + START_PATIENCE_S
        while self._queue.empty():
            if self._ended or self._gone() or self._clock() > deadline_s:
                raise AudioError(self._ended or "The page sends no sound; allow it to use the microphone.")
            time.sleep(STEP_S / 10)
        self.begun = True

    def blocks(self) -> Iterator[Block]:
        """What is heard, at 16 kHz. In a silence of the page, as while it is loaded anew, the blocks are
        empty, so that a recorder can stop; it ends with AudioError when that lasts too long."""
        rate_hz, resampler, heard_at = RATE_HZ, StreamResampler(RATE_HZ, RATE_HZ), self._clock()
        while True:
            heard = self._next()
            if heard is None:
                self._look_for_the_end(heard_at)
                yield Block(NOTHING)
                continue
            heard_at = self._clock()
            if heard[0] != rate_hz:
                yield Block(resampler.flush())
                rate_hz, resampler = heard[0], StreamResampler(heard[0], RATE_HZ)
            yield Block(resampler.feed(heard[1]), heard[2])

    def _next(self) -> Heard | None:
        try:
            return self._queue.get(timeout=STEP_S)
        except queue.Empty:
            return None

    def _look_for_the_end(self, heard_at: float) -> None:
        if self._ended:
            raise AudioError(f"{self._ended} What was said is kept.")
        if self._clock() - heard_at > PATIENCE_S:
            raise AudioError("The page sent no more sound; what was said is kept.")
