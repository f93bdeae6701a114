"""A voice that needs no engine: a tone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from voicesim.errors import VoiceError
from voicesim.speech.voice_cache import cache_key


class FakeSpeaker:
    """A tone of 0.1 s for each word."""

    RATE_HZ = 16_000

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def render(self, text: str) -> Path:
        """See Speaker. Raises VoiceError for a text without any words."""
        words = len(text.split())
        if not words:
            raise VoiceError("There is no text to read aloud.")
        at_s = np.arange(int(words * 0.1 * self.RATE_HZ)) / self.RATE_HZ
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{cache_key(text, 'tone', 600, 'fake')}.wav"
        soundfile.write(path, 0.3 * np.sin(2 * np.pi * 220 * at_s), self.RATE_HZ, subtype="PCM_16")
        return path
