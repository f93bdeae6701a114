"""Recording an answer to disk while others listen to it."""

from __future__ import annotations

import errno
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np

from voicesim.audio.clip import RATE_HZ, Clip, Samples
from voicesim.audio.faults import describe_faults, describe_file_faults, describe_overflows
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.level import LevelMeter
from voicesim.audio.microphone import Block, Microphone
from voicesim.audio.wav import WavWriter, read_wav
from voicesim.errors import VoicesimError

LOG = logging.getLogger(__name__)

Ending = Literal["stopped", "silence", "maximum", "input", "lost", "interrupted", "interviewer"]
"""Why a recording ended: by the person, by their silence, at the longest allowed, at the end of a file that
stands in for a microphone, because the microphone or the disk failed, because the program had to go, or by
the interviewer, since it ran long."""

Listener = Callable[[Samples], None]


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """An answer as it was kept. `notices` are sentences for the person about what may be wrong with it;
    `errors` are the exceptions that listeners raised."""

    path: Path
    clip: Clip
    ended_by: Ending
    notices: tuple[str, ...] = ()
    errors: tuple[Exception, ...] = ()

    @property
    def duration_s(self) -> float:
        return self.clip.duration_s


class Recorder:
    """Appends a microphone to a WAV file on a thread of its own, until it is stopped or has `max_s` seconds.

    Each listener gets every recorded block, shape (n,), in order and on that thread; it may call `stop`.
    One that raises is not called again, and the recording goes on. All methods may be called at any time
    from any thread.
    """

    def __init__(
        self, microphone: Microphone, path: Path, *, max_s: float, listeners: Sequence[Listener] = ()
    ) -> None:
        self._microphone = microphone
        self._path = Path(path)
        self._max_samples = round(max_s * RATE_HZ)
        self._listeners = list(listeners)
        self._meter = LevelMeter()
        self._samples = 0
        self._overflows_at_s: list[float] = []
        self._notices: list[str] = []
        self._errors: list[Exception] = []
        self._ending: Ending | None = None
        self._ending_lock = threading.Lock()
        self._paused = threading.Event()
        self._opened = threading.Event()
        self._finished = threading.Event()
        self._refusal: VoicesimError | None = None
        self._recording: Recording | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Open the microphone and record; returns when sound is arriving.

        Raises AudioError or InputError when the microphone cannot be opened, and AudioError when the file
        cannot be created.
        """
        self._thread = threading.Thread(target=self._run, name="voicesim-recorder", daemon=True)
        self._thread.start()
        _wait(self._opened)
        if self._refusal is not None:
            raise self._refusal

    def pause(self) -> None:
        """Leave out what is said from now on."""
        self._paused.set()

    def resume(self) -> None:
        self._paused.clear()

    def stop(self, reason: Ending = "stopped") -> None:
        """End the recording; the first reason that is given counts."""
        with self._ending_lock:
            if self._ending is None:
                self._ending = reason

    def wait(self, timeout_s: float) -> bool:
        """Wait so long for the end; True when the recording is finished."""
        return self._finished.wait(timeout_s)

    def result(self) -> Recording:
        """The finished recording. Waits for its end, so call `stop` first unless it ends by itself.

        Of a recorder that was never started, or could not be, the recording is empty.
        """
        if self._thread is not None:
            _wait(self._finished)
        if self._recording is None:
            self._recording = self._collected()
        return self._recording

    @property
    def elapsed_s(self) -> float:
        """How much is recorded, in seconds, pauses left out."""
        return self._samples / RATE_HZ

    @property
    def level_dbfs(self) -> float:
        return self._meter.dbfs

    @property
    def paused(self) -> bool:
        return self._paused.is_set()

    @property
    def finished(self) -> bool:
        return self._finished.is_set()

    def _run(self) -> None:
        try:
            with self._microphone.open() as blocks, WavWriter(self._path) as writer:
                self._opened.set()
                self._record(blocks, writer)
        except VoicesimError as exc:
            self._fail(exc, str(exc))
        except OSError as exc:
            self._fail(exc, _unwritable(self._path, exc))
        except Exception as exc:  # a thread's exception would otherwise vanish, and the recording with it
            self._fail(exc, f"The recording broke off ({type(exc).__name__}: {exc}); what was said is kept.")
        finally:
            self._opened.set()
            self._finished.set()

    def _fail(self, error: Exception, sentence: str) -> None:
        LOG.warning("the recording broke off", exc_info=error)
        if not self._opened.is_set():
            self._refusal = error if isinstance(error, VoicesimError) else VoicesimError(sentence)
        self._notices.append(sentence)
        self.stop("lost")

    def _record(self, blocks: Iterator[Block], writer: WavWriter) -> None:
        while self._ending is None:
            block = next(blocks, None)
            if block is None:
                self.stop("input")
            elif not self._paused.is_set():
                self._keep(block, writer)

    def _keep(self, block: Block, writer: WavWriter) -> None:
        if block.overflowed:
            self._overflows_at_s.append(self.elapsed_s)
        samples = block.samples[: self._max_samples - self._samples]
        writer.append(samples)
        self._samples += len(samples)
        self._meter.update(samples)
        if self._samples >= self._max_samples:
            self.stop("maximum")
        for listener in tuple(self._listeners):
            self._tell(listener, samples)

    def _tell(self, listener: Listener, samples: Samples) -> None:
        try:
            listener(samples)
        except Exception as exc:  # whatever a listener does, the answer must not be lost
            self._listeners.remove(listener)
            self._errors.append(exc)
            LOG.error("what listens to the recording failed", exc_info=exc)

    def _collected(self) -> Recording:
        """Read back from disk: only there the whole of a long answer lies, and so it is the same as later."""
        clip = read_wav(self._path) if self._samples else Clip(np.zeros(0, np.float32))
        clip = replace(clip, overflows=len(self._overflows_at_s))
        notices = [*self._notices, *describe_overflows(tuple(self._overflows_at_s))]
        if self._samples or not notices:
            file = self._microphone.file_name if isinstance(self._microphone, FileMicrophone) else None
            notices += describe_file_faults(clip, file) if file and self._samples else describe_faults(clip)
        return Recording(self._path, clip, self._ending or "stopped", tuple(notices), tuple(self._errors))


def _unwritable(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full, so {path} ends here; what was said before is kept. Make room and go on."
    why = error.strerror or error
    return (
        f"{path} could not be written any more ({why}); what was said before is kept. Check the disk and its "
        "free space."
    )


def _wait(event: threading.Event) -> None:
    """Wait in short steps, so that Ctrl-C is heard on every system."""
    while not event.wait(0.2):
        pass
