"""Which neural voices are on this machine."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from voicesim.errors import InputError, VoiceError
from voicesim.paths import voices_dir
from voicesim.speech.neural.known_voices import KNOWN_VOICES, KnownVoice
from voicesim.speech.neural.settings import settings_file

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")


@dataclass(frozen=True, slots=True)
class NeuralVoice:
    """A voice that is here; `name` is the path for one given as a directory."""

    name: str
    network: Path

    @property
    def size_bytes(self) -> int:
        return sum(file.stat().st_size for file in (self.network, settings_file(self.network)))

    @property
    def remedy(self) -> str:
        if self.name in KNOWN_VOICES:
            return f"get it again with: voicesim voices remove {self.name} && voicesim voices get {self.name}"
        return "copy its two files again, NAME.onnx and NAME.onnx.json."


@dataclass(frozen=True, slots=True)
class VoiceEntry:
    """A line in the list of voices; `known` is None for one's own, `voice` for one that is not here."""

    name: str
    known: KnownVoice | None
    voice: NeuralVoice | None

    @property
    def size_bytes(self) -> int:
        if self.voice:
            return self.voice.size_bytes
        return self.known.size_bytes if self.known else 0


def neural_voice(name: str) -> NeuralVoice | None:
    """The voice of this name or in this directory; None when it is not here.

    Raises VoiceError for a directory that holds none, or several.
    """
    if NAME.fullmatch(name):
        return _installed(name)
    directory = Path(os.path.expanduser(name))
    if os.sep not in name or not os.path.isdir(directory):
        return None
    return NeuralVoice(name, network_in(directory))


def installed_voices() -> tuple[NeuralVoice, ...]:
    """One's own voices, then the known ones in the catalogue's order."""
    folders = sorted(folder.name for folder in voices_dir().glob("[!.]*") if folder.name not in KNOWN_VOICES)
    return tuple(voice for name in (*folders, *KNOWN_VOICES) if (voice := _installed(name)))


def list_voices() -> tuple[VoiceEntry, ...]:
    """What is here, then what else can be had."""
    here = {voice.name: voice for voice in installed_voices()}
    others = [name for name in KNOWN_VOICES if name not in here]
    return tuple(VoiceEntry(name, KNOWN_VOICES.get(name), here.get(name)) for name in (*here, *others))


def network_in(directory: Path, file: str | None = None) -> Path:
    """The network of the only voice in a directory, or the one of this file name.

    Raises VoiceError when there is none, or which one is not clear.
    """
    found = [each for each in sorted(directory.glob("*.onnx")) if settings_file(each).is_file()]
    named = [each for each in found if each.name == file] or found
    if not named:
        raise VoiceError(f"{directory} holds no voice: two files NAME.onnx and NAME.onnx.json.")
    if len(named) > 1:
        raise VoiceError(
            f"{directory} holds several voices ({', '.join(each.stem for each in named)}); "
            "give a directory with one."
        )
    return named[0]


def remove_voice(name: str) -> int:
    """Delete a voice and what interrupted downloads of it left; returns the bytes freed.

    Raises InputError for what is no name of a voice, VoiceError when it is not here.
    """
    if not NAME.fullmatch(name):
        raise InputError(f'"{name}" is no name of a voice; voicesim voices list shows those that are here.')
    folders = [*voices_dir().glob(f".{name}-*.partial"), voices_dir() / name]
    folders = [folder for folder in folders if folder.is_dir()]
    if not folders:
        raise VoiceError(f"The voice {name} is not on this machine.")
    freed_bytes = sum(file.stat().st_size for folder in folders for file in folder.iterdir())
    for folder in folders:
        try:
            shutil.rmtree(folder)
        except OSError as exc:
            raise VoiceError(f"{folder} cannot be deleted ({exc}); check its permissions.") from exc
    return freed_bytes


def _installed(name: str) -> NeuralVoice | None:
    try:
        return NeuralVoice(name, network_in(voices_dir() / name))
    except VoiceError:
        return None
