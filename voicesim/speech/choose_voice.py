"""Who reads aloud: the best voice that is here, the one that was asked for, or what stands in for it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from voicesim.errors import VoiceError
from voicesim.speech.neural.known_voices import KNOWN_VOICES
from voicesim.speech.neural.speaker import NeuralSpeaker
from voicesim.speech.neural.voices import NeuralVoice, installed_voices, neural_voice
from voicesim.speech.speaker import Pyttsx3Speaker, Speaker

AUTO, SYSTEM = "auto", "system"

INSTEAD = "The system's own voice reads the questions."
"""Said before the reason, since that may end with a command to type."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A speaker, the one that reads on when it fails, and why it is not the one that was asked for."""

    speaker: Speaker
    fallback: Speaker | None = None
    missing: str = ""


def choose_voice(wanted: str | None, rate_wpm: int, cache_dir: Path) -> Chosen:
    """The voice of this name.

    `auto` and None are the best one: on Linux the first neural voice that is here, elsewhere, where systems
    have good voices of their own, the system's. `system` is always that. NAME+N is a neural voice with a
    speaker's number. What is not known as a neural voice is one of the system's.
    """
    system = Pyttsx3Speaker(cache_dir, rate_wpm=rate_wpm)
    if wanted in (None, AUTO, SYSTEM):
        here = installed_voices() if wanted != SYSTEM and sys.platform == "linux" else ()
        return Chosen(NeuralSpeaker(cache_dir, here[0], 0, rate_wpm), system) if here else Chosen(system)
    try:
        named = named_voice(str(wanted))
    except VoiceError as exc:
        return Chosen(system, missing=str(exc))
    if named is None:
        return Chosen(Pyttsx3Speaker(cache_dir, voice=wanted, rate_wpm=rate_wpm))
    voice, number = named
    return Chosen(NeuralSpeaker(cache_dir, voice, number, rate_wpm), system)


def named_voice(wanted: str) -> tuple[NeuralVoice, int] | None:
    """The neural voice and its speaker's number; None for what is none.

    Raises VoiceError for a known one that is not here, and for a directory that holds none.
    """
    name, _, number = wanted.partition("+")
    voice = neural_voice(name)
    if voice is None and name in KNOWN_VOICES:
        raise VoiceError(
            f"The voice {name} is not on this machine; get it once with: voicesim voices get {name}"
        )
    if voice is None:
        return None
    if number and not number.isdecimal():
        raise VoiceError(f"{wanted!r} names no speaker of the voice {name}: write {name}+3, for example.")
    return voice, int(number or 0)
