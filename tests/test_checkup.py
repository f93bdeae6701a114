"""What `doctor` says of each thing that it tries, and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.faulty_microphone import FaultyMicrophone
from tests.practised import Call, practised
from tests.practised import call as call
from voicesim import checkup, paths
from voicesim.audio import device_microphone, device_player, devices
from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.devices import Device
from voicesim.audio.player import Playback, SilentPlayer
from voicesim.config import Settings
from voicesim.errors import AudioError, VoiceError

DEVICE = Device(0, "Headset", "ALSA", 1, 2, RATE_HZ, True, True)

Hears = Callable[[float], None]


@pytest.fixture
def hears(monkeypatch: pytest.MonkeyPatch) -> Hears:
    """A microphone that delivers a tone of this amplitude."""

    def pretend(amplitude: float) -> None:
        at_s = np.arange(2 * RATE_HZ) / RATE_HZ
        tone = np.clip(amplitude * np.sin(2 * np.pi * 250 * at_s), -1, 1).astype(np.float32)
        microphone = FaultyMicrophone(Clip(tone, RATE_HZ))
        monkeypatch.setattr(devices, "find_input", lambda name: DEVICE)
        monkeypatch.setattr(device_microphone, "DeviceMicrophone", lambda name: microphone)

    return pretend


@pytest.fixture
def no_sound_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "list_devices", lambda: ())


@pytest.mark.parametrize(
    ("amplitude", "status", "said"),
    [
        (0.1, "ok", "at most -23 dB of full scale (peaks -20 dB)"),
        (0.0001, "warning", "Speak while this runs"),
        (0.0, "warning", "It is muted, or this program has no permission"),
        (1.5, "warning", "turn its level down"),
    ],
)
def test_the_microphone_is_heard_for_a_second_and_its_level_told(
    hears: Hears, amplitude: float, status: str, said: str
) -> None:
    hears(amplitude)
    check = checkup._microphone(Settings())
    assert check.status == status
    assert said in f"{check.detail} {check.remedy}"
    assert check.measured["heard_s"] == pytest.approx(1.0, abs=0.1)


def test_a_tone_is_played_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[Clip] = []

    class Player(SilentPlayer):
        def play(self, sound: Clip | Path | str) -> Playback:
            assert isinstance(sound, Clip)
            played.append(sound)
            return super().play(sound)

    monkeypatch.setattr(devices, "find_output", lambda name: DEVICE)
    monkeypatch.setattr(device_player, "DevicePlayer", lambda name: Player(paced=False))
    assert checkup._loudspeaker(Settings()).status == "ok"
    (tone,) = played
    assert tone.duration_s == pytest.approx(checkup.TONE_S)
    assert abs(tone.samples[0]) < 0.001
    assert abs(tone.samples[-1]) < 0.001
    assert 0.05 < np.max(np.abs(tone.samples)) <= checkup.TONE_AMPLITUDE


def test_a_loudspeaker_that_never_ends_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "find_output", lambda name: DEVICE)
    monkeypatch.setattr(
        device_player, "DevicePlayer", lambda name: SilentPlayer(paced=True, clock=lambda: 0.0)
    )
    monkeypatch.setattr(checkup, "PLAY_LIMIT_S", 0.0)
    with pytest.raises(AudioError, match=r"'Headset' did not finish a tone .* --output"):
        checkup._loudspeaker(Settings())


def test_the_voice_is_measured() -> None:
    check = checkup._voice(Settings())
    assert check.status == "ok"
    assert 2 < check.measured["sound_s"] < 10
    assert -45 < check.measured["level_dbfs"] < -5
    assert check.measured["real_time_factor"] == pytest.approx(
        check.measured["took_s"] / check.measured["sound_s"], rel=0.1
    )


def test_a_voice_that_is_asked_for_and_not_here_is_told() -> None:
    with pytest.raises(VoiceError, match="voicesim voices get joe"):
        checkup._voice(Settings(voice="joe"))


def test_a_machine_without_a_sound_card_is_told_and_all_else_is_tried(
    no_sound_card: None, call: Call, home: Path
) -> None:
    home.mkdir(mode=0o700)
    done = call("doctor", "--json")
    assert done.code == 1
    checks = {check["name"]: check for check in json.loads(done.out)}
    assert {name: check["status"] for name, check in checks.items()} == {
        "microphone": "problem",
        "loudspeaker": "warning",
        "voice": "ok",
        "model": "warning",
        "disk": "ok",
        "history": "ok",
        "privacy": "ok",
        "log": "ok",
    }
    assert "answer from files with --answers" in checks["microphone"]["detail"]
    assert "--no-voice" in checks["loudspeaker"]["detail"]
    assert checks["disk"]["measured"]["free_bytes"] > 0
    assert set(checks["log"]) == {"name", "status", "detail", "remedy", "measured"}


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let `doctor` try only these."""

    def choose(*checks: checkup.Check) -> None:
        def few(settings: Settings) -> Iterator[checkup.Trial]:
            for check in checks:
                yield checkup._trial(check.name, "trying", lambda check=check: check)  # type: ignore[misc]

        monkeypatch.setattr("voicesim.cli.doctor.trials", few)

    return choose


@pytest.mark.parametrize(
    ("statuses", "code", "verdict"),
    [
        (("ok", "ok"), 0, "Ready for an interview."),
        (("ok", "warning"), 0, "Ready for an interview; see also thing1."),
        (("problem", "warning", "problem"), 1, "Not ready for an interview: see thing0 and thing2."),
    ],
)
def test_the_last_line_says_what_it_comes_to(
    call: Call, only: Callable[..., None], statuses: tuple[checkup.Status, ...], code: int, verdict: str
) -> None:
    only(*(checkup.Check(f"thing{number}", status, "seen") for number, status in enumerate(statuses)))
    done = call("doctor")
    assert done.code == code
    assert done.out.rstrip().splitlines()[-1] == verdict
    assert done.err == ""


def test_what_the_system_refuses_is_a_problem_and_no_traceback() -> None:
    def refused() -> checkup.Check:
        raise PermissionError(13, "Permission denied", "/somewhere")

    check = checkup._trial("disk", "", refused).run()
    assert (check.status, check.detail) == ("problem", "/somewhere: Permission denied")
    assert "VOICESIM_HOME" in check.remedy


@pytest.mark.parametrize(
    ("free_bytes", "status"), [(5_000_000_000, "ok"), (500_000_000, "warning"), (100_000_000, "problem")]
)
def test_the_free_space_is_told(monkeypatch: pytest.MonkeyPatch, free_bytes: int, status: str) -> None:
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(free_bytes))
    check = checkup._disk()
    assert (check.status, check.measured["free_bytes"]) == (status, free_bytes)
    assert f"{free_bytes / 1e9:.1f} GB free" in check.detail


def test_a_directory_that_cannot_be_written_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert (checkup._disk().status, checkup._log(Settings()).status) == ("problem", "warning")


def test_the_history_is_counted_and_what_waits_has_its_remedy(home: Path) -> None:
    assert "none yet" in checkup._history().detail
    practised(home, ("quality", "We measured defects per release."))
    assert checkup._history().detail == f"1 session in {paths.history_file()}"


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")
def test_a_directory_that_others_can_open_is_told_with_the_command_that_closes_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir(mode=0o700)
    assert checkup._privacy(Settings()).detail.endswith(f"{home}, closed to other users (0700)")
    home.chmod(0o755)
    check = checkup._privacy(Settings())
    assert check.status == "warning"
    assert str(home) in check.detail
    assert os.system(check.remedy.partition(": ")[2]) == 0
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert checkup._privacy(Settings()).status == "ok"


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")
def test_a_cache_elsewhere_is_looked_at_too(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "a cache"
    cache.mkdir()
    cache.chmod(0o755)
    monkeypatch.setattr(paths, "cache_dir", lambda: cache)
    assert checkup._privacy(Settings()).remedy == f"Close it with: chmod -R go= '{cache}'"


def test_the_log_is_told_with_its_size(home: Path) -> None:
    assert checkup._log(Settings()).measured["size_bytes"] == 0
    paths.log_file().parent.mkdir(parents=True)
    for name in ("voicesim.log", "voicesim.log.1"):
        (paths.log_file().parent / name).write_bytes(b"x" * 1500)
    check = checkup._log(Settings())
    assert check.detail.startswith(f"3 kB in {paths.log_file()};")
    assert checkup._log(Settings(log="off")).detail == "none: switched off in the settings"
