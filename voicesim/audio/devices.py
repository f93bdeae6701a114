"""The microphones and loudspeakers of this machine, through PortAudio."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from voicesim.audio.alsa import require_devices, silence_alsa
from voicesim.errors import AudioError, InputError

_SOUND_SERVERS = ("pulse", "pipewire", "default")
"""The ALSA names behind which a Linux sound server stands. PortAudio's own default may be an HDMI socket
with nothing in it (python-sounddevice issue 572)."""

_HOST_APIS = ("Windows WASAPI", "Core Audio", "ALSA", "PulseAudio", "JACK Audio Connection Kit")
"""Where a device is offered several times, the first of these is meant; others come after in their order."""

_INSTALL = {
    "apt-get": "sudo apt-get install libportaudio2",
    "dnf": "sudo dnf install portaudio",
    "pacman": "sudo pacman -S portaudio",
    "brew": "brew install portaudio",
}


@dataclass(frozen=True, slots=True)
class Device:
    """`inputs` and `outputs` count channels; the default rate is in Hertz, as the device prefers it."""

    index: int
    name: str
    host_api: str
    inputs: int
    outputs: int
    default_rate_hz: int
    is_default_input: bool
    is_default_output: bool


def sound_library() -> Any:
    """The sounddevice module, which starts PortAudio when it is first imported.

    Raises AudioError with the command that installs PortAudio when it is missing, and when it would end the
    process (see `require_devices`).
    """
    if "sounddevice" not in sys.modules:
        silence_alsa()
        require_devices()
    try:
        import sounddevice
    except (ImportError, OSError) as exc:
        raise AudioError(f"Sound needs the PortAudio library ({exc}); {_install_command()}") from exc
    except Exception as exc:  # a PortAudioError, whose class is in the module that could not be imported
        raise AudioError(
            f"PortAudio cannot start ({exc}); check this system's sound settings, on Linux also ~/.asoundrc."
        ) from exc
    return sounddevice


def _install_command() -> str:
    for tool, command in _INSTALL.items():
        if shutil.which(tool):
            return f"install it with `{command}`."
    return "install it with your package manager (it is named libportaudio2 or portaudio)."


def list_devices() -> tuple[Device, ...]:
    """Every device, as PortAudio saw them when it started.

    Raises AudioError when PortAudio is missing or fails.
    """
    library = sound_library()
    try:
        host_apis = [api["name"] for api in library.query_hostapis()]
        default_input, default_output = library.default.device
        return tuple(
            Device(
                index=index,
                name=entry["name"],
                host_api=host_apis[entry["hostapi"]],
                inputs=entry["max_input_channels"],
                outputs=entry["max_output_channels"],
                default_rate_hz=round(entry["default_samplerate"]),
                is_default_input=index == default_input,
                is_default_output=index == default_output,
            )
            for index, entry in enumerate(library.query_devices())
        )
    except library.PortAudioError as exc:
        raise AudioError(
            f"PortAudio cannot list the sound devices ({exc}); try again after a restart."
        ) from exc


def find_input(name: str | None = None) -> Device:
    """The microphone of this name, part of a name or number; without one, the system's own.

    Raises InputError with the choices when no device or several are meant, AudioError when there is none.
    """
    found = tuple(device for device in list_devices() if device.inputs)
    usual = [device for device in found if device.is_default_input]
    return _chosen(name, found, usual, "microphone", "--input", "answer from files with --answers")


def find_output(name: str | None = None) -> Device:
    """The loudspeaker of this name, part of a name or number; without one, the system's own.

    Raises as `find_input` does.
    """
    found = tuple(device for device in list_devices() if device.outputs)
    usual = [device for device in found if device.is_default_output]
    return _chosen(name, found, usual, "loudspeaker", "--output", "read the questions with --no-voice")


def _chosen(
    name: str | None, found: tuple[Device, ...], usual: list[Device], kind: str, option: str, instead: str
) -> Device:
    if not found:
        raise AudioError(f"This machine has no {kind} that PortAudio can see; plug one in, or {instead}.")
    return _usual(found, usual) if name is None else _named(name, found, kind, option)


def _usual(devices: tuple[Device, ...], default: list[Device]) -> Device:
    if sys.platform.startswith("linux"):
        for name in _SOUND_SERVERS:
            for device in devices:
                if device.name == name:
                    return device
    return default[0] if default else devices[0]


def _named(name: str, devices: tuple[Device, ...], kind: str, option: str) -> Device:
    wanted = name.strip().casefold()
    if wanted.isdecimal():
        matches = [device for device in devices if device.index == int(wanted)]
    else:
        matches = [device for device in devices if device.name.casefold() == wanted]
        matches = matches or [device for device in devices if wanted and wanted in device.name.casefold()]
    matches = _of_one_host_api(matches)
    if len(matches) == 1:
        return matches[0]
    fault = f"Several {kind}s are called {name!r}" if matches else f"No {kind} is called {name!r}"
    choices = "; ".join(
        f"{device.index} = {device.name} ({device.host_api})" for device in matches or devices
    )
    raise InputError(f"{fault}; give {option} one of these numbers or names: {choices}.")


def _of_one_host_api(devices: list[Device]) -> list[Device]:
    """The same microphone appears under every Windows host API, cut to 31 letters in some."""
    offered = [device.host_api for device in devices]
    for host_api in (*_HOST_APIS, *offered):
        if host_api in offered:
            return [device for device in devices if device.host_api == host_api]
    return devices


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Keep ALSA's and PortAudio's own chatter, which they write past Python, off the screen for a moment.

    Their errors also come back as exceptions, and those are told.
    """
    try:
        kept = os.dup(2)
    except OSError:  # a program without a standard error stream
        yield
        return
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
