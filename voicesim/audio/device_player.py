"""A real loudspeaker."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from voicesim.audio.clip import Clip, Samples
from voicesim.audio.device_microphone import host_settings
from voicesim.audio.devices import Device, find_output, quiet_libraries, sound_library
from voicesim.audio.player import Playback, load
from voicesim.audio.resample import resample
from voicesim.errors import AudioError

PATIENCE_S = 5.0
"""A loudspeaker that has asked for no sound for so long is gone; sleeping ones take up to two seconds."""

QUIET_AROUND_S = 0.1
"""Silence is played for so long before and after the sound: through ALSA's plugin for PulseAudio up to 0.06 s
were swallowed at either end, so that a question lost its first consonant."""


class DevicePlayer:
    """The loudspeaker of this name, part of a name or number; without one, the system's own.

    It is opened at the rate of the sound; where that is refused the sound is resampled to the rate that the
    device prefers.
    """

    def __init__(self, device: str | None = None) -> None:
        self._device = device

    def play(self, sound: Clip | Path | str) -> Playback:
        """Raises InputError for an unknown name or a bad file, AudioError when it cannot be opened."""
        return _DevicePlayback(load(sound), find_output(self._device))


class _DevicePlayback:
    def __init__(self, clip: Clip, device: Device) -> None:
        self._name = device.name
        self._library = sound_library()
        self._samples = clip.samples
        self._position = 0
        self._asked_at = time.monotonic()
        self._stopped = False
        self._error: AudioError | None = None
        self._ended = threading.Event()
        self._closing = threading.Lock()
        with quiet_libraries():
            self._stream = self._opened(clip, device)

    @property
    def done(self) -> bool:
        stalled = time.monotonic() - self._asked_at > PATIENCE_S
        if not self._ended.is_set() and not stalled:
            return False
        if self._error is None and not self._stopped and self._position < len(self._samples):
            self._error = AudioError(
                f"The loudspeaker {self._name!r} stopped playing, as when it is unplugged; plug it in again "
                "or choose another with --output."
            )
        self._close()
        return True

    @property
    def error(self) -> AudioError | None:
        return self._error

    def wait(self, timeout_s: float | None = None) -> bool:
        gives_up_at = float("inf") if timeout_s is None else time.monotonic() + timeout_s
        while not self.done and (remaining_s := gives_up_at - time.monotonic()) > 0:
            self._ended.wait(min(0.1, remaining_s))
        return self.done

    def stop(self) -> None:
        if not self.done:
            self._stopped = True
            self._close()
            self._ended.set()

    def _close(self) -> None:
        with self._closing:
            if self._stream is not None:
                self._stream.abort()
                self._stream.close()
                self._stream = None

    def _opened(self, clip: Clip, device: Device) -> Any:
        refusal: Exception | None = None
        for rate_hz, channels in _ways_to_open(clip, device):
            self._samples = np.pad(resample(clip, rate_hz).samples, round(QUIET_AROUND_S * rate_hz))
            stream = None
            try:
                stream = self._library.OutputStream(
                    samplerate=rate_hz,
                    device=device.index,
                    channels=channels,
                    dtype="float32",
                    latency="high",
                    extra_settings=host_settings(self._library, device),
                    callback=self._fill,
                    finished_callback=self._ended.set,
                )
                stream.start()
            except self._library.PortAudioError as exc:
                refusal = exc
                if stream is not None:
                    stream.close()
                self._ended.clear()
            else:
                return stream
        raise AudioError(
            f"The loudspeaker {device.name!r} cannot be opened ({refusal}); close other programs that use it "
            "or choose another with --output."
        ) from refusal

    def _fill(self, outgoing: Samples, frames: int, time_info: object, status: object) -> None:
        """On PortAudio's own thread: give it the next samples, the same to each channel, then silence."""
        samples = self._samples[self._position : self._position + frames]
        outgoing[: len(samples)] = samples[:, None]
        outgoing[len(samples) :] = 0.0
        self._position += len(samples)
        self._asked_at = time.monotonic()
        if len(samples) < frames:
            raise self._library.CallbackStop


def _ways_to_open(clip: Clip, device: Device) -> Iterator[tuple[int, int]]:
    """Rates in Hertz and numbers of channels, in the order in which they are tried."""
    for rate_hz in dict.fromkeys((clip.rate_hz, device.default_rate_hz)):
        for channels in dict.fromkeys((1, min(2, device.outputs))):
            yield rate_hz, channels
