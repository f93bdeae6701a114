"""Recordings of other programs, heard where the voice is."""

from __future__ import annotations

from pathlib import Path

from voicesim.audio.choice import LoadedSound
from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.files import read_recording
from voicesim.audio.resample import resample
from voicesim.speech.activity import speech_spans


def read_voice(path: Path | str) -> LoadedSound:
    """The sound of a file at 16 kHz; of several tracks, or channels that differ, the one with most voice.

    Raises InputError as `read_recording` does, and ModelError when voice activity cannot be told.
    """
    return read_recording(path, voice_s=voiced_s)


def voiced_s(clip: Clip) -> float:
    """How many seconds of voice there are in a sound."""
    return sum(span.duration_s for span in speech_spans(resample(clip, RATE_HZ).samples))


def describe_choice(name: str, taken: str | None) -> tuple[str, ...]:
    """A sentence about which track or channel of the file of this name is heard; none without a choice."""
    return () if taken is None else (f"Of {name} only {taken} is heard, the one with most voice.",)
