"""A real microphone."""

from __future__ import annotations

import contextlib
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

import numpy as np

from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.audio.devices import Device, find_input, quiet_libraries, sound_library
from voicesim.audio.microphone import Block
from voicesim.audio.resample import StreamResampler
from voicesim.errors import AudioError

BLOCK_S = 0.032
QUEUE_S = 30.0
"""How far a listener may fall behind before sound is dropped, and told as an overflow."""

START_PATIENCE_S = 5.0
"""Bluetooth and sleeping sound servers take up to about two seconds for their first block."""

PATIENCE_S = max(1.0, 4 * BLOCK_S)
"""PortAudio has no event for an unplugged device: on most systems the blocks just stop coming."""


class DeviceMicrophone:
    """The microphone of this name, part of a name or number; without one, the system's own.

    It is opened at 16 kHz with one channel. Where that is refused it runs at the rate and with the channels
    that it prefers, and its sound is resampled and averaged here.
    """

    def __init__(self, device: str | None = None) -> None:
        self._device = device

    @contextmanager
    def open(self) -> Iterator[Iterator[Block]]:
        """Returns when sound is really arriving; the iterator never ends, and its blocks are of about 32 ms.

        Raises InputError for an unknown name, AudioError when the device cannot be opened or delivers
        nothing, and AudioError out of the iterator when it stops delivering.
        """
        capture = _Capture(find_input(self._device))
        try:
            yield capture.blocks()
        finally:
            capture.close()


class _Capture:
    """A stream that runs, and the queue between its thread, which must never wait, and ours."""

    def __init__(self, device: Device) -> None:
        self._name = device.name
        self._queue: queue.Queue[tuple[Samples, bool] | None] = queue.Queue(int(QUEUE_S / BLOCK_S))
        self._lost = False
        with quiet_libraries():
            self._stream, self._rate_hz = self._opened(device)
        first = self._next(START_PATIENCE_S)
        if first is None:
            self.close()
            raise AudioError(
                f"The microphone {device.name!r} opens but delivers no sound; plug it in again or choose "
                "another with --input."
            )
        self._first = (first[0], False)  # nothing is lost before the beginning

    def close(self) -> None:
        self._stream.abort()
        self._stream.close()

    def blocks(self) -> Iterator[Block]:
        resampler = StreamResampler(self._rate_hz, RATE_HZ)
        overflowed = False
        for incoming, lost in chain((self._first,), iter(lambda: self._next(PATIENCE_S), None)):
            overflowed |= lost
            samples = resampler.feed(incoming)
            if len(samples):
                yield Block(samples, overflowed)
                overflowed = False
        rest = resampler.flush()
        if len(rest):
            yield Block(rest, overflowed)
        raise AudioError(
            f"The microphone {self._name!r} stopped delivering sound, as when it is unplugged; "
            "what was said is kept. Plug it in again or choose another with --input."
        )

    def _next(self, patience_s: float) -> tuple[Samples, bool] | None:
        """The next block and whether sound was lost before it; None when no more will come."""
        try:
            return self._queue.get(timeout=patience_s)
        except queue.Empty:
            return None

    def _opened(self, device: Device) -> tuple[Any, int]:
        library = sound_library()
        refusal: Exception | None = None
        for rate_hz, channels in _ways_to_open(device):
            stream = None
            try:
                stream = library.InputStream(
                    samplerate=rate_hz,
                    blocksize=round(rate_hz * BLOCK_S),
                    device=device.index,
                    channels=channels,
                    dtype="float32",
                    latency="high",
                    extra_settings=host_settings(library, device),
                    callback=self._hear,
                    finished_callback=self._ended,
                )
                stream.start()
            except library.PortAudioError as exc:
                refusal = exc
                if stream is not None:
                    stream.close()
            else:
                return stream, rate_hz
        raise AudioError(
            f"The microphone {device.name!r} cannot be opened ({refusal}); close other programs that use it "
            "or choose another with --input."
        ) from refusal

    # Called on PortAudio's own thread: nothing here may wait, and an exception would be lost.

    def _hear(self, incoming: Samples, frames: int, time: object, status: object) -> None:
        lost = self._lost or bool(status)
        try:
            self._queue.put_nowait((_mono(incoming), lost))
            self._lost = False
        except queue.Full:
            self._lost = True

    def _ended(self) -> None:
        with contextlib.suppress(queue.Full):  # then what is queued comes first, and the wait after it ends
            self._queue.put_nowait(None)


def host_settings(library: Any, device: Device) -> Any:
    """What a host API must be told: WASAPI converts sample rates only when asked to."""
    return library.WasapiSettings(auto_convert=True) if "WASAPI" in device.host_api else None


def _ways_to_open(device: Device) -> Iterator[tuple[int, int]]:
    """Rates in Hertz and numbers of channels, in the order in which they are tried."""
    for rate_hz in dict.fromkeys((RATE_HZ, device.default_rate_hz)):
        for channels in dict.fromkeys((1, min(2, device.inputs), device.inputs)):
            yield rate_hz, channels


def _mono(incoming: Samples) -> Samples:
    """A copy, shape (n,): PortAudio takes its buffer back."""
    mono: Samples = incoming.mean(axis=1, dtype=np.float32)
    return mono
