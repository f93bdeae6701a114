"""How fast a speech model is on this machine: measured once, then remembered."""

from __future__ import annotations

import contextlib
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from voicesim.audio.clip import RATE_HZ
from voicesim.paths import cache_dir
from voicesim.speech.context import CONTEXT_WORDS
from voicesim.speech.engine import MIN_WINDOW_S
from voicesim.speech.stretches import ENOUGH_S
from voicesim.speech.transcriber import WhisperTranscriber
from voicesim.speech.words import Word

TOKENS_PER_S = 3.5
"""150 words a minute with 1.3 tokens each, and the marks of time between sentences."""

KEEPS_UP = 0.7
"""Seconds of work for a second of speech, above which a model would fall behind or crowd out all else."""

BEFORE = (Word("before", None, None, 1.0),) * CONTEXT_WORDS
"""All stretches but the first are written down with so many words as context."""

RUNS = 2


@dataclass(frozen=True, slots=True)
class ModelSpeed:
    """Seconds of work for each second of speech, when it is done in the stretches of a live answer."""

    work_per_s: float

    @property
    def keeps_up(self) -> bool:
        """Whether an answer can be written down while it is spoken."""
        return self.work_per_s <= KEEPS_UP


def known_speed(name: str, size_bytes: int) -> ModelSpeed | None:
    """What was measured here for the model of this name and size; None when nothing was, or long ago on
    other hardware or with other windows."""
    entry = _stored().get(name)
    if isinstance(entry, dict) and entry.items() >= _circumstances(size_bytes).items():
        work_per_s = entry.get("work_per_s")
        if isinstance(work_per_s, float) and work_per_s > 0:
            return ModelSpeed(work_per_s)
    return None


def measure_speed(name: str, directory: Path, size_bytes: int) -> ModelSpeed:
    """Try the model for some seconds and remember the result.

    Raises ModelError when it cannot be loaded or run.
    """
    transcriber = WhisperTranscriber(directory, name)
    stretch_s = min(ENOUGH_S, transcriber.stretch_s)
    noise = np.random.default_rng(0).normal(0, 0.01, round(stretch_s * RATE_HZ)).astype(np.float32)
    tokens = round(stretch_s * TOKENS_PER_S)
    transcriber.rehearse(noise, 1, BEFORE)  # the first call is slower
    took_s = min(_seconds(transcriber, noise, tokens) for _ in range(RUNS))
    speed = ModelSpeed(round(took_s / stretch_s, 4))
    _store(name, _circumstances(size_bytes) | {"work_per_s": speed.work_per_s})
    return speed


def _seconds(transcriber: WhisperTranscriber, sound: Any, tokens: int) -> float:
    start_s = time.perf_counter()
    transcriber.rehearse(sound, tokens, BEFORE)
    return time.perf_counter() - start_s


def _circumstances(size_bytes: int) -> dict[str, float]:
    """What a measured speed depends on."""
    return {"size_bytes": size_bytes, "cores": _cores(), "window_s": MIN_WINDOW_S, "context": CONTEXT_WORDS}


def _cores() -> int:
    return os.cpu_count() or 1


def _file() -> Path:
    return cache_dir() / "model-speeds.json"


def _stored() -> dict[str, Any]:
    try:
        content = json.loads(_file().read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _store(name: str, entry: dict[str, Any]) -> None:
    file = _file()
    with contextlib.suppress(OSError):  # a machine that cannot remember measures again
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(_stored() | {name: entry}, indent=1) + "\n", encoding="utf-8")
        part.replace(file)
