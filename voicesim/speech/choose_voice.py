"""Who reads aloud: the best voice that is here, the one that was asked for, or what stands in for it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from voicesim.errors import VoiceError
from voicesim.speech.neural.known_voices import KNOWN_VOICES
from voicesim.speech.neural.settings import read_settings, settings_file
from voicesim.speech.neural.speaker import NeuralSpeaker
from voicesim.speech.neural.voices import NeuralVoice, installed_voices, neural_voice
from voicesim.speech.speaker import Pyttsx3Speaker, Speaker

AUTO, SYSTEM = "auto", "system"

PEOPLE_OF_ESPEAK = ("en-us", "en-gb+f3", "en-gb-scotland+m3")
"""Voices of the system on Linux that nobody takes for one another: an American, a woman, a Scot."""

INSTEAD = "The system's own voice reads the questions."
"""Said before the reason, since that may end with a command to type."""


@dataclass(frozen=True, slots=True)
class ChosenVoice:
    """A speaker, the one that reads on when it fails, and why it is not the one that was asked for."""

    speaker: Speaker
    fallback: Speaker | None = None
    missing: str = ""


def choose_voice(wanted: str | None, rate_wpm: int, cache_dir: Path) -> ChosenVoice:
    """The voice of this name.

    `auto` and None are the best one: on Linux the first neural voice that is here, elsewhere, where systems
    have good voices of their own, the system's. `system` is always that. NAME+N is a neural voice with a
    speaker's number. What is not known as a neural voice is one of the system's.
    """
    system = Pyttsx3Speaker(cache_dir, rate_wpm=rate_wpm)
    try:
        taken = _taken(wanted)
    except VoiceError as exc:
        return ChosenVoice(system, missing=str(exc))
    if taken is not None:
        return ChosenVoice(NeuralSpeaker(cache_dir, *taken, rate_wpm), system)
    usual = wanted in (None, AUTO, SYSTEM)
    return ChosenVoice(system if usual else Pyttsx3Speaker(cache_dir, voice=wanted, rate_wpm=rate_wpm))


def other_voices(wanted: str | None, rate_wpm: int, cache_dir: Path, most: int) -> tuple[Speaker, ...]:
    """Voices that sound otherwise than the one that `choose_voice` takes, as many as are here and wanted.

    Each neural voice once, then more of the people in each; where that is nobody, on Linux those of the
    system, of which only one sits beside a neural voice.
    """
    try:
        taken = _taken(wanted)
    except VoiceError:  # the system's voice reads instead
        taken = None
    own = taken[0] if taken else None
    people = [(voice, at) for voice in installed_voices() for at in range(min(_people(voice), most + 1))]
    others = sorted((each for each in people if each != taken), key=lambda each: each[1] + (each[0] == own))
    if others or sys.platform != "linux":
        return tuple(NeuralSpeaker(cache_dir, voice, number, rate_wpm) for voice, number in others[:most])
    reads = wanted if wanted in PEOPLE_OF_ESPEAK else PEOPLE_OF_ESPEAK[0]
    names = [name for name in PEOPLE_OF_ESPEAK if name != reads][: 1 if taken else most]
    return tuple(Pyttsx3Speaker(cache_dir, voice=name, rate_wpm=rate_wpm) for name in names)


def _taken(wanted: str | None) -> tuple[NeuralVoice, int] | None:
    """The neural voice, and its speaker's number, that this is a name for; None for the system's."""
    if wanted in (None, AUTO, SYSTEM):
        here = installed_voices() if wanted != SYSTEM and sys.platform == "linux" else ()
        return (here[0], 0) if here else None
    return named_voice(str(wanted))


def _people(voice: NeuralVoice) -> int:
    """How many people speak in a voice; nobody in one whose settings are damaged."""
    try:
        return read_settings(settings_file(voice.network), voice.remedy).speakers
    except VoiceError:
        return 0


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
