"""The second reader beside an interview: on a thread of its own, which nobody waits for."""

from __future__ import annotations

import logging
import threading
from collections import deque
from types import TracebackType
from typing import Self

from voicesim.errors import VoicesimError
from voicesim.second.reader import SecondReader, SecondReading
from voicesim.store.history import History
from voicesim.store.records import Attempt

LOG = logging.getLogger(__name__)

END_S = 2.0
"""How long the thread may take to end once its request is broken off."""


class Background:
    """Reads what is submitted, one answer after the other, and keeps what comes of it in the history.

    Leaving a `with` breaks off whatever is left. `problem` is the last sentence about what went wrong.
    """

    def __init__(self, reader: SecondReader, history: History) -> None:
        self.problem = ""
        self._reader = reader
        self._history = history
        self._waiting: deque[Attempt] = deque()
        self._busy = self._ended = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="second reader", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._ended = True
            self._waiting.clear()
            self._changed.notify_all()
        self._reader.close()
        self._thread.join(END_S)

    def submit(self, answer: Attempt) -> None:
        """Read an answer and the replies to the follow-ups on it, where something is to check in them."""
        with self._changed:
            self._waiting += [each for each in (answer, *answer.replies) if each.to_check]
            self._changed.notify_all()

    @property
    def left(self) -> int:
        """How many answers and replies are not read to their end yet."""
        with self._changed:
            return len(self._waiting) + self._busy

    def wait(self, timeout_s: float) -> bool:
        """Whether all is read, at once or within so many seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting and not self._busy, timeout_s)

    def _run(self) -> None:
        while (attempt := self._next()) is not None:
            try:
                reading = read_attempt(self._reader, attempt)
                if reading.verdicts and not self._ended:
                    self._history.save_second(attempt, reading.verdicts)
                self.problem = reading.problem or self.problem
            except VoicesimError as exc:
                LOG.warning("the second reader's verdicts are not kept", exc_info=exc)
                self.problem = str(exc)

    def _next(self) -> Attempt | None:
        with self._changed:
            self._busy = False
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._waiting or self._ended)
            if self._ended:
                return None
            self._busy = True
            return self._waiting.popleft()


def read_attempt(reader: SecondReader, attempt: Attempt) -> SecondReading:
    """What the second reader says of a stored attempt: of the points that it has not told of yet, or that
    another model has."""
    if attempt.judgement is None or attempt.transcript is None:
        return SecondReading()
    hits = attempt.to_check
    if hits and attempt.second:
        model = reader.model()
        told = {each.point_id for each in attempt.second if each.model == model}
        hits = tuple(hit for hit in hits if hit.point_id not in told)
    return reader.read(attempt.judgement.question, attempt.transcript, hits)
