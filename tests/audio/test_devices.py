from __future__ import annotations

import os
import shutil
import subprocess
import sys
import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Never

import pytest

from voicesim.audio import devices
from voicesim.audio.devices import find_input, find_output, list_devices
from voicesim.errors import AudioError, InputError


class PortAudioError(Exception):
    pass


def entry(
    name: str, inputs: int = 0, outputs: int = 0, host_api: int = 0, rate_hz: float = 44_100.0
) -> dict[str, object]:
    return {
        "name": name,
        "hostapi": host_api,
        "max_input_channels": inputs,
        "max_output_channels": outputs,
        "default_samplerate": rate_hz,
    }


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Callable[..., types.ModuleType]:
    """Pretends that PortAudio sees these devices: `machine(entries, default=(in, out), host_apis=...)`."""

    def pretend(
        *entries: dict[str, object],
        default: tuple[int, int] = (-1, -1),
        host_apis: Sequence[str] = ("ALSA",),
        system: str = "linux",
    ) -> types.ModuleType:
        library = types.ModuleType("sounddevice")
        vars(library).update(
            PortAudioError=PortAudioError,
            query_devices=lambda: list(entries),
            query_hostapis=lambda: tuple({"name": name} for name in host_apis),
            default=types.SimpleNamespace(device=default),
        )
        monkeypatch.setitem(sys.modules, "sounddevice", library)
        monkeypatch.setattr(sys, "platform", system)
        return library

    return pretend


def test_devices_are_listed_with_all_that_a_person_chooses_by(
    machine: Callable[..., types.ModuleType],
) -> None:
    machine(entry("Mic", inputs=2, rate_hz=48_000.0), entry("Horn", outputs=6), default=(0, 1))
    microphone, speaker = list_devices()

    assert (microphone.index, microphone.name, microphone.host_api) == (0, "Mic", "ALSA")
    assert (microphone.inputs, microphone.outputs, microphone.default_rate_hz) == (2, 0, 48_000)
    assert (microphone.is_default_input, microphone.is_default_output) == (True, False)
    assert (speaker.outputs, speaker.is_default_output) == (6, True)


@pytest.mark.parametrize(
    ("names", "meant"),
    [
        (("HDMI", "default", "pulse"), "pulse"),
        (("HDMI", "default", "pipewire"), "pipewire"),
        (("HDMI", "default"), "default"),
        (("HDMI", "USB"), "HDMI"),
    ],
)
def test_on_linux_the_sound_server_comes_before_the_hdmi_socket(
    machine: Callable[..., types.ModuleType], names: tuple[str, ...], meant: str
) -> None:
    machine(*(entry(name, 2, 2) for name in names), default=(0, 0))
    assert find_input().name == meant
    assert find_output().name == meant


def test_elsewhere_the_systems_own_choice_is_taken(machine: Callable[..., types.ModuleType]) -> None:
    machine(entry("default", 1, 2), entry("Built-in", 1, 2), default=(1, 0), system="darwin")
    assert find_input().name == "Built-in"
    assert find_output().name == "default"


def test_without_a_default_the_first_that_can_is_taken(machine: Callable[..., types.ModuleType]) -> None:
    machine(entry("Horn", outputs=2), entry("Mic", inputs=1), system="darwin")
    assert (find_input().name, find_output().name) == ("Mic", "Horn")


@pytest.mark.parametrize("name", ["2", " 2 ", "usb mic pro", "USB Mic Pro", "pro"])
def test_a_device_is_found_by_number_name_or_part_of_it(
    machine: Callable[..., types.ModuleType], name: str
) -> None:
    machine(entry("Built-in", 1), entry("USB Mic", 1), entry("USB Mic Pro", 1))
    assert find_input(name).index == 2


def test_the_whole_name_comes_before_a_part_of_another(machine: Callable[..., types.ModuleType]) -> None:
    machine(entry("USB Mic Pro", 1), entry("USB Mic", 1))
    assert find_input("usb mic").index == 1


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("usb", "Several microphones are called 'usb'"),
        ("yeti", "No microphone is called 'yeti'"),
        ("7", "No microphone is called '7'"),
        ("1", "No microphone is called '1'"),
        ("", "No microphone is called ''"),
    ],
)
def test_a_name_that_means_none_or_several_lists_the_choices(
    machine: Callable[..., types.ModuleType], name: str, fault: str
) -> None:
    machine(entry("USB Mic A", 1), entry("Horn", outputs=2), entry("USB Mic B", 1))
    with pytest.raises(InputError) as told:
        find_input(name)
    assert str(told.value).startswith(fault)
    assert "--input" in str(told.value)
    assert "0 = USB Mic A (ALSA); 2 = USB Mic B (ALSA)" in str(told.value)
    assert "Horn" not in str(told.value)


def test_a_windows_microphone_that_every_host_api_offers_is_one(
    machine: Callable[..., types.ModuleType],
) -> None:
    host_apis = ("MME", "Windows DirectSound", "Windows WASAPI", "Windows WDM-KS")
    machine(
        entry("Microphone (Yeti Stereo Microph", 2, host_api=0),
        entry("Microphone (Yeti Stereo Microphone)", 2, host_api=1),
        entry("Microphone (Yeti Stereo Microphone)", 2, host_api=2),
        entry("Microphone (Yeti Stereo Microphone)", 2, host_api=3),
        host_apis=host_apis,
        system="win32",
    )
    assert find_input("yeti").host_api == "Windows WASAPI"


def test_a_machine_without_devices_says_what_else_can_be_done(
    machine: Callable[..., types.ModuleType],
) -> None:
    machine()
    with pytest.raises(AudioError, match=r"no microphone.*--answers"):
        find_input()
    with pytest.raises(AudioError, match=r"no loudspeaker.*--no-voice"):
        find_output("anything")


def test_a_loudspeaker_is_no_microphone(machine: Callable[..., types.ModuleType]) -> None:
    machine(entry("Horn", outputs=2))
    assert find_output().name == "Horn"
    with pytest.raises(AudioError, match="no microphone"):
        find_input()


def test_a_portaudio_that_fails_is_translated(machine: Callable[..., types.ModuleType]) -> None:
    library = machine(entry("Mic", 1))

    def fail() -> Never:
        raise PortAudioError("Unanticipated host error [PaErrorCode -9999]")

    vars(library).update(query_devices=fail)
    with pytest.raises(AudioError, match="cannot list the sound devices"):
        list_devices()


@pytest.mark.parametrize(
    ("tool", "command"),
    [
        ("apt-get", "sudo apt-get install libportaudio2"),
        ("dnf", "sudo dnf install portaudio"),
        ("pacman", "sudo pacman -S portaudio"),
        ("brew", "brew install portaudio"),
        (None, "package manager"),
    ],
)
def test_without_portaudio_the_one_command_for_this_system_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tool: str | None, command: str
) -> None:
    broken = tmp_path / "sounddevice.py"
    broken.write_text("raise OSError('PortAudio library not found')")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: name if name == tool else None)

    with pytest.raises(AudioError) as told:
        list_devices()
    assert "PortAudio library not found" in str(told.value)
    assert command in str(told.value)


def test_a_portaudio_that_does_not_start_is_not_taken_for_a_missing_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "sounddevice.py").write_text(
        "class PortAudioError(Exception): pass\nraise PortAudioError('-9999')"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    with pytest.raises(AudioError, match=r"PortAudio cannot start \(-9999\)"):
        list_devices()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ALSA is the sound system of Linux")
@pytest.mark.parametrize(
    ("config", "told"),
    [
        (None, "ALSA's settings name no sound device"),
        ("", "ALSA's settings name no sound device"),
        ("pcm.other { type null }\n", "ALSA's settings name no sound device"),
        ("pcm.!default { type null }\n", "default"),
    ],
)
def test_settings_of_alsa_that_would_abort_the_process_are_told(
    tmp_path: Path, config: str | None, told: str
) -> None:
    file = tmp_path / "alsa.conf"
    if config is not None:
        file.write_text(config)
    script = (
        "from voicesim.audio.devices import list_devices\nfrom voicesim.errors import AudioError\n"
        "try: print(*(device.name for device in list_devices()))\n"
        "except AudioError as exc: print(exc)"
    )
    env = {**os.environ, "ALSA_CONFIG_PATH": str(file)}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=env, check=False
    )
    if done.stdout.startswith("Sound needs the PortAudio library"):
        pytest.skip("needs PortAudio")
    assert done.returncode == 0
    assert done.stdout.startswith(told)
    assert "ALSA lib" not in done.stderr


def test_the_chatter_of_c_libraries_is_kept_off_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    with devices.quiet_libraries():
        os.write(2, b"ALSA lib pcm.c: Unknown PCM\n")
    os.write(2, b"told\n")
    assert capfd.readouterr().err == "told\n"


def test_importing_the_audio_room_starts_no_sound_library() -> None:
    script = (
        "import sys, voicesim.audio.devices, voicesim.audio.device_microphone, voicesim.audio.device_player, "
        "voicesim.audio.recorder; "
        "print([name for name in ('sounddevice', 'soundfile', 'av') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
