"""From a text to the sound of it being read aloud."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Protocol

from voicesim.errors import VoiceError
from voicesim.speech.espeak import engine_version
from voicesim.speech.speakable import speakable
from voicesim.speech.voice_cache import VoiceCache, cache_key
from voicesim.speech.voice_process import ask_child

TIME_LIMIT_S = 20.0
SECONDS_PER_CHARACTER = 0.01
"""Added to the limit: pyttsx3's espeak driver takes 6 s for 10,000 characters on a slow pair of cores."""

RATES_WPM = range(80, 451)
"""What espeak-ng can do (speak_lib.h, espeakRATE); outside it engines clip without a word."""

FASTEST = 0.25
"""A render that takes less than this share of what the words need at their rate has lost some of them."""


class Speaker(Protocol):
    """Something that can read a text aloud."""

    def render(self, text: str) -> Path:
        """The path of a finished mono PCM16 WAV of the text. Raises VoiceError with the remedy."""
        ...


class ChildSpeaker:
    """Reads each text aloud in a process of its own, killed after `time_limit_s` seconds and another
    `seconds_per_character`; what was rendered is kept in `cache_dir`.
    """

    seconds_per_character = SECONDS_PER_CHARACTER

    def __init__(self, cache_dir: Path, rate_wpm: int, time_limit_s: float, python: str) -> None:
        self._cache = VoiceCache(cache_dir)
        self._rate_wpm = rate_wpm
        self._time_limit_s = time_limit_s
        self._python = python

    def request(self) -> dict[str, Any]:
        """What the process is asked, beside the text, the rate and the file."""
        raise NotImplementedError

    def identity(self) -> tuple[str | None, str]:
        """The voice, and the versions of all that its sound depends on."""
        raise NotImplementedError

    def render(self, text: str) -> Path:
        """See Speaker. Safe to call from several threads and processes at once."""
        spoken = speakable(text)
        if not spoken:
            raise VoiceError("There is no text to read aloud.")
        if self._rate_wpm not in RATES_WPM:
            raise VoiceError(
                f"A voice cannot speak {self._rate_wpm} words a minute: "
                f"choose a whole number from {RATES_WPM[0]} to {RATES_WPM[-1]}."
            )
        voice, engine = self.identity()
        key = cache_key(spoken, voice, self._rate_wpm, engine)
        at_least_s = FASTEST * 60 * _count_different_words(spoken) / self._rate_wpm
        return self._cache.find(key, at_least_s=at_least_s) or self._speak(spoken, key, at_least_s)

    def _speak(self, text: str, key: str, at_least_s: float) -> Path:
        with self._cache.job() as folder:
            rendered = folder / "speech.wav"
            asked = {"text": text, "rate_wpm": self._rate_wpm, "file": str(rendered)}
            limit_s = self._time_limit_s + self.seconds_per_character * len(text)
            ask_child(self.request() | asked, folder, limit_s=limit_s, python=self._python)
            return self._cache.keep(rendered, key, at_least_s=at_least_s)


class Pyttsx3Speaker(ChildSpeaker):
    """Reads aloud with the voice of the operating system, or on Linux with espeak-ng from its wheel.

    Each text has a process of its own because a pyttsx3 engine may hang, crash, or lose its second text.
    `voice` is any name that `find_voice` understands; None means an English one.
    """

    def __init__(
        self,
        cache_dir: Path,
        voice: str | None = None,
        rate_wpm: int = 165,
        time_limit_s: float = TIME_LIMIT_S,
        python: str = sys.executable,
    ) -> None:
        super().__init__(cache_dir, rate_wpm, time_limit_s, python)
        self._voice = voice

    def request(self) -> dict[str, Any]:
        return {"do": "render", "voice": self._voice}

    def identity(self) -> tuple[str | None, str]:
        return self._voice, engine_version()


class Prefetch:
    """A speaker that can be told what it will have to say next."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._coming: dict[str, Future[Path]] = {}

    def ahead(self, text: str) -> None:
        """Start to render in the background and return at once; what goes wrong is told by `render`."""
        if text in self._coming:
            return
        future: Future[Path] = Future()
        self._coming[text] = future
        # A daemon thread, not an executor: Python waits for an executor's threads before it ends.
        threading.Thread(target=self._fill, args=(future, text), daemon=True, name="voice-ahead").start()

    def render(self, text: str) -> Path:
        """See Speaker: what is being rendered ahead is waited for, anything else is rendered now."""
        future = self._coming.pop(text, None)
        return self._speaker.render(text) if future is None else future.result()

    def _fill(self, future: Future[Path], text: str) -> None:
        try:
            future.set_result(self._speaker.render(text))
        except BaseException as exc:
            future.set_exception(exc)


def _count_different_words(text: str) -> int:
    """espeak-ng runs one letter said many times together, so that repetition promises no length."""
    return len({word for word in text.split() if any(character.isalnum() for character in word)})
