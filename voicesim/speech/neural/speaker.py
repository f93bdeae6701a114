"""A speaker with a neural voice."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from voicesim.errors import VoiceError
from voicesim.speech.espeak import engine_version
from voicesim.speech.neural.voices import NeuralVoice
from voicesim.speech.speaker import ChildSpeaker

TIME_LIMIT_S = 40.0
"""A busy pair of cores was seen to take ten seconds to load a voice, and longer to speak than to listen."""


class NeuralSpeaker(ChildSpeaker):
    """Reads aloud with a voice of the Piper kind; `speaker` is the number of one of its people."""

    seconds_per_character = 0.15

    def __init__(
        self,
        cache_dir: Path,
        voice: NeuralVoice,
        speaker: int = 0,
        rate_wpm: int = 165,
        time_limit_s: float = TIME_LIMIT_S,
        python: str = sys.executable,
    ) -> None:
        super().__init__(cache_dir, rate_wpm, time_limit_s, python)
        self._voice = voice
        self._speaker = speaker

    def request(self) -> dict[str, Any]:
        return {
            "do": "speak",
            "network": str(self._voice.network.absolute()),
            "speaker": self._speaker,
            "remedy": self._voice.remedy,
        }

    def identity(self) -> tuple[str, str]:
        """Of a voice that was replaced by another of its name, nothing is taken from the cache."""
        try:
            file = self._voice.network.stat()
        except OSError as exc:
            raise VoiceError(f"The voice {self._voice.name} is gone; {self._voice.remedy}") from exc
        stamp = f"{self._voice.network.name} {file.st_size} {file.st_mtime_ns}"
        return f"{self._voice.name}+{self._speaker}", f"{engine_version('onnxruntime')}, {stamp}"
