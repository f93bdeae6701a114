"""Speech from espeak-ng through its library, with the times of its phonemes and words.

The library is the one of the `espeakng_loader` wheel, which the product's own demo voice speaks with too.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import espeakng_loader
import numpy as np
import soxr

SAMPLE_RATE_HZ = 16_000
_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS in espeak-ng/speak_lib.h
_PHONEME_EVENTS = 1  # espeakINITIALIZE_PHONEME_EVENTS
_RATE, _VOLUME, _PITCH, _RANGE = 1, 2, 3, 4  # espeak_PARAMETER
_EVENT_END, _EVENT_WORD, _EVENT_PHONEME = 0, 1, 7  # espeak_EVENT_TYPE
_POSITION_IS_CHARACTER, _UTF8 = 1, 1


class _EventId(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    ]


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """Where one word starts: in the text (character, length) and in the sound (seconds)."""

    character: int
    length: int
    start_s: float


@dataclass(frozen=True, slots=True)
class Speech:
    """One spoken text: mono float32 samples at 16 kHz, (start_s, phoneme) pairs and words, in time order."""

    samples: np.ndarray
    phonemes: tuple[tuple[float, str], ...]
    words: tuple[SpokenWord, ...]

    @property
    def duration_s(self) -> float:
        return len(self.samples) / SAMPLE_RATE_HZ


class Espeak:
    """The espeak-ng library, initialised once in a process (it keeps global state)."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data_path = espeakng_loader.get_data_path().encode()
        self._rate_hz = self._library.espeak_Initialize(_SYNCHRONOUS, 0, data_path, _PHONEME_EVENTS)
        if self._rate_hz <= 0:
            raise RuntimeError("espeak-ng did not start: reinstall the espeakng_loader package")
        self._blocks: list[np.ndarray] = []
        self._phonemes: list[tuple[int, str]] = []
        self._words: list[tuple[int, int, int]] = []
        self._callback = _Callback(self._receive)
        self._library.espeak_SetSynthCallback(self._callback)

    def _receive(self, samples: Any, count: int, events: Any) -> int:
        index = 0
        while events[index].type != _EVENT_END:
            event = events[index]
            if event.type == _EVENT_PHONEME:
                self._phonemes.append((event.sample, event.id.string.decode("utf-8", "ignore")))
            elif event.type == _EVENT_WORD:
                self._words.append((event.sample, event.text_position - 1, event.length))
            index += 1
        if count > 0:
            self._blocks.append(np.ctypeslib.as_array(samples, (count,)).copy())
        return 0

    def say(self, text: str, voice: str = "en-us", rate: int = 160, pitch: int = 50) -> Speech:
        """Speak `text` at `rate` words a minute; raises ValueError where espeak-ng has no such voice."""
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"espeak-ng has no voice named {voice}")
        self._library.espeak_SetParameter(_RATE, rate, 0)
        self._library.espeak_SetParameter(_PITCH, pitch, 0)
        self._blocks.clear()
        self._phonemes.clear()
        self._words.clear()
        data = text.encode()
        self._library.espeak_Synth(data, len(data) + 1, 0, _POSITION_IS_CHARACTER, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        raw = np.concatenate(self._blocks) if self._blocks else np.zeros(1, np.int16)
        samples = soxr.resample(raw.astype(np.float32) / 32768, self._rate_hz, SAMPLE_RATE_HZ, "HQ")
        return Speech(
            samples,
            tuple((sample / self._rate_hz, name) for sample, name in self._phonemes),
            tuple(SpokenWord(char, length, sample / self._rate_hz) for sample, char, length in self._words),
        )
