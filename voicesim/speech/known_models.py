"""The speech models that can be had by name, as faster-whisper knows them."""

from __future__ import annotations

from dataclasses import dataclass

DEMO = "demo"
"""The small model inside this package; only ever used by its name."""

DEFAULT = "base.en"
"""What is downloaded when nothing is here: the best that keeps up with speech on two cores."""


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model on the Hugging Face Hub; `size_bytes` is roughly what is downloaded."""

    name: str
    repository: str
    size_bytes: int
    about: str


KNOWN = {
    model.name: model
    for model in (
        KnownModel("tiny.en", "Systran/faster-whisper-tiny.en", 78_000_000, "fastest, many mistakes"),
        KnownModel(
            "base.en", "Systran/faster-whisper-base.en", 148_000_000, "the default: fast and good enough"
        ),
        KnownModel("small.en", "Systran/faster-whisper-small.en", 486_000_000, "better, three times slower"),
        KnownModel(
            "distil-small.en", "Systran/faster-distil-whisper-small.en", 335_000_000, "near small.en, faster"
        ),
        KnownModel(
            "medium.en", "Systran/faster-whisper-medium.en", 1_530_000_000, "for machines with many cores"
        ),
        KnownModel(
            "distil-medium.en",
            "Systran/faster-distil-whisper-medium.en",
            791_000_000,
            "near medium.en, faster",
        ),
        KnownModel(
            "distil-large-v3",
            "Systran/faster-distil-whisper-large-v3",
            1_516_000_000,
            "near large-v3, faster",
        ),
        KnownModel(
            "large-v3-turbo",
            "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
            1_622_000_000,
            "near large-v3, much faster; all languages",
        ),
        KnownModel(
            "large-v3", "Systran/faster-whisper-large-v3", 3_091_000_000, "best and slowest; all languages"
        ),
        KnownModel("tiny", "Systran/faster-whisper-tiny", 78_000_000, "tiny for all languages"),
        KnownModel("base", "Systran/faster-whisper-base", 148_000_000, "base for all languages"),
        KnownModel("small", "Systran/faster-whisper-small", 486_000_000, "small for all languages"),
        KnownModel("medium", "Systran/faster-whisper-medium", 1_531_000_000, "medium for all languages"),
    )
}

BEST_FIRST = (
    "large-v3",
    "large-v3-turbo",
    "distil-large-v3",
    "medium.en",
    "medium",
    "distil-medium.en",
    "small.en",
    "distil-small.en",
    "small",
    "base.en",
    "base",
    "tiny.en",
    "tiny",
)
"""By their word error rates in English as their makers publish them."""

LIGHT = ("small.en", "distil-small.en", "small", "base.en", "base", "tiny.en", "tiny")
"""Those that keep up with speech on two usual cores, for machines where nothing was measured."""
