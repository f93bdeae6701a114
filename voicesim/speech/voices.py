"""Which of this machine's voices is meant."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.errors import VoiceError


@dataclass(frozen=True, slots=True)
class EngineVoice:
    """A voice as its engine lists it: `id` selects it, `name` is for people, `languages` like "en-us"."""

    id: str
    name: str
    languages: tuple[str, ...] = ()

    @property
    def is_english(self) -> bool:
        return any(language.lower().startswith("en") for language in self.languages)


def find_voice(wanted: str, voices: Sequence[EngineVoice]) -> str:
    """The id of the voice that `wanted` names: an id, its last part, a language, a name or a piece of one.

    espeak-ng's variants ("en-us+f2") keep what follows the plus. Raises VoiceError with near matches, for
    an engine that does not know a voice goes on with another and says nothing.
    """
    base, plus, variant = wanted.strip().partition("+")
    key = base.lower().replace("_", "-")
    for matches in (_same_id, _same_tail, _same_language, _same_name):
        for voice in voices:
            if matches(key, voice):
                return voice.id + plus + variant
    named = [voice for voice in voices if len(key) > 2 and key in voice.name.lower()]
    if len(named) == 1:
        return named[0].id + plus + variant
    raise VoiceError(_unknown(wanted, key, named or voices))


def default_voice(current: str | None, voices: Sequence[EngineVoice]) -> str | None:
    """The engine's own choice if that speaks English, else the first one that does, else its own choice."""
    english = [voice.id for voice in voices if voice.is_english]
    return current if current in english or not english else english[0]


def _same_id(key: str, voice: EngineVoice) -> bool:
    return voice.id.lower().replace("_", "-") == key


def _same_tail(key: str, voice: EngineVoice) -> bool:
    return _tail(voice) == key


def _same_language(key: str, voice: EngineVoice) -> bool:
    return any(language.lower().replace("_", "-") == key for language in voice.languages)


def _same_name(key: str, voice: EngineVoice) -> bool:
    return voice.name.lower() == key


def _tail(voice: EngineVoice) -> str:
    return voice.id.lower().replace("\\", "/").rsplit("/", 1)[-1]


def _unknown(wanted: str, key: str, voices: Sequence[EngineVoice]) -> str:
    if not voices:
        return f"There is no voice {wanted!r}: this machine has no voices at all."
    by_word = {
        word: voice.id for voice in voices for word in (voice.name.lower(), _tail(voice), voice.id.lower())
    }
    near = dict.fromkeys(by_word[word] for word in difflib.get_close_matches(key, by_word, n=6, cutoff=0.6))
    offered = list(near)[:3] or [voice.id for voice in voices if voice.is_english][:3] or [voices[0].id]
    return f"There is no voice {wanted!r}. Near it: {', '.join(offered)}."
