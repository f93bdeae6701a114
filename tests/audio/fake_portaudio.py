"""A sounddevice module whose streams the test drives by hand."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from voicesim.audio.clip import Samples


class PortAudioError(Exception):
    pass


class CallbackStop(Exception):
    pass


class Status:
    """Flags of a callback; true when any is set, as sounddevice's CallbackFlags are."""

    def __init__(self, *, input_overflow: bool = False) -> None:
        self.input_overflow = input_overflow

    def __bool__(self) -> bool:
        return self.input_overflow


class Stream:
    def __init__(self, library: FakePortAudio, **options: Any) -> None:
        self.options = options
        self._library = library
        self.state = "new"
        library.attempts.append((options["samplerate"], options["channels"]))
        if not library.accepts(options["samplerate"], options["channels"]):
            raise PortAudioError("Error opening stream: Invalid sample rate [PaErrorCode -9997]")

    def start(self) -> None:
        self.state = "running"
        self._library.streams.append(self)
        for block, status in self._library.at_start:
            self.hear(block, status)

    def hear(self, block: ArrayLike, status: Status | None = None) -> None:
        """Deliver a block of shape (frames, channels) as PortAudio does: in a buffer that it uses again."""
        buffer = np.array(block, np.float32)
        self.options["callback"](buffer, len(buffer), None, status or Status())
        buffer[:] = 99.0

    def ask(self, frames: int) -> tuple[Samples, bool]:
        """Ask for so many frames to play; the frames, and whether the stream goes on."""
        buffer = np.full((frames, self.options["channels"]), 99.0, np.float32)
        try:
            self.options["callback"](buffer, frames, None, Status())
        except CallbackStop:
            return buffer, False
        return buffer, True

    def end(self) -> None:
        self.options["finished_callback"]()

    def abort(self) -> None:
        self.state = "aborted"

    def close(self) -> None:
        self.state = "closed"


class FakePortAudio(types.ModuleType):
    """One device, `Headset`. `accepts` decides which rates and channels it takes."""

    PortAudioError = PortAudioError
    CallbackStop = CallbackStop

    def __init__(
        self,
        *,
        channels: int = 2,
        rate_hz: int = 48_000,
        host_api: str = "ALSA",
        accepts: Callable[[int, int], bool] | None = None,
    ) -> None:
        super().__init__("sounddevice")
        self.accepts = accepts or (lambda rate_hz, channels: True)
        self.attempts: list[tuple[int, int]] = []
        self.streams: list[Stream] = []
        self.at_start: list[tuple[np.ndarray, Status]] = []
        self.default = types.SimpleNamespace(device=(0, 0))
        self._device = {
            "name": "Headset",
            "hostapi": 0,
            "max_input_channels": channels,
            "max_output_channels": channels,
            "default_samplerate": float(rate_hz),
        }
        self._host_api = host_api

    def query_devices(self) -> list[dict[str, object]]:
        return [self._device]

    def query_hostapis(self) -> tuple[dict[str, str]]:
        return ({"name": self._host_api},)

    def WasapiSettings(self, *, auto_convert: bool) -> tuple[str, bool]:
        return ("wasapi", auto_convert)

    def InputStream(self, **options: Any) -> Stream:
        return Stream(self, **options)

    def OutputStream(self, **options: Any) -> Stream:
        return Stream(self, **options)
