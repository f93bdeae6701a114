"""Real microphones and loudspeakers under PortAudio: null sinks of a private PulseAudio."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.audio.conftest import Tone
from tests.present import present
from tests.sound_server import SoundServer
from voicesim.audio.files import read_audio
from voicesim.audio.wav import read_wav, write_wav

pytestmark = pytest.mark.sound

RECORD = """
import json, sys
from pathlib import Path
from voicesim.audio.device_microphone import DeviceMicrophone
from voicesim.audio.recorder import Recorder
path, device, max_s = Path(sys.argv[1]), sys.argv[2] or None, float(sys.argv[3])
recorder = Recorder(DeviceMicrophone(device), path, max_s=max_s)
recorder.start()
print("recording", flush=True)
recorder.wait(30)
recording = recorder.result()
print(json.dumps([recording.ended_by, recording.clip.overflows, recording.notices]))
"""

PLAY = """
import json, sys, time
from voicesim.audio.device_player import DevicePlayer
playback = DevicePlayer().play(sys.argv[1])
print("playing", flush=True)
began = time.monotonic()
stops_after_s = float(sys.argv[2])
if stops_after_s:
    playback.wait(stops_after_s)
    playback.stop()
done = playback.wait(20)
print(json.dumps([done, time.monotonic() - began, str(playback.error or "")]))
"""


def spectrum_peak_hz(samples: NDArray[np.float32], rate_hz: int = 16_000) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * rate_hz / len(samples))


def sounding(samples: NDArray[np.float32], rate_hz: int = 16_000) -> NDArray[np.float32]:
    """From the first loud sample to the last."""
    loud = np.flatnonzero(np.abs(samples) > 0.05)
    return samples[loud[0] : loud[-1] + 1] if len(loud) else samples[:0]


@pytest.mark.parametrize("device", ["", "DEFAULT"])
def test_what_is_spoken_is_recorded_with_its_pitch_and_its_length(
    sound_server: SoundServer, tmp_path: Path, tone: Tone, device: str
) -> None:
    write_wav(tmp_path / "spoken.wav", tone(1.5, 1000.0))
    path = tmp_path / "heard.wav"

    child = start_recording(sound_server, path, device, max_s=2.5)
    sound_server.speak(tmp_path / "spoken.wav")
    ended_by, overflows, notices = finish(child)

    heard = sounding(read_wav(path).samples)
    assert (ended_by, overflows, notices) == ("maximum", 0, [])
    assert spectrum_peak_hz(heard) == pytest.approx(1000.0, abs=2.0)
    assert len(heard) / 16_000 == pytest.approx(1.5, abs=0.1)
    assert np.max(np.abs(heard)) == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("fault", ["unplugged", "server killed"])
def test_a_microphone_that_goes_away_is_told_and_what_was_said_is_kept(
    sound_server: SoundServer, tmp_path: Path, tone: Tone, fault: str
) -> None:
    write_wav(tmp_path / "spoken.wav", tone(5.0, 500.0))
    path = tmp_path / "heard.wav"
    sound_server.speak(tmp_path / "spoken.wav")

    child = start_recording(sound_server, path, "", max_s=30.0)
    time.sleep(1.5)
    if fault == "unplugged":
        sound_server.unplug()
    else:
        sound_server.daemon.kill()
    gone_at = time.monotonic()
    ended_by, _, notices = finish(child)

    assert time.monotonic() - gone_at < 3.0
    assert ended_by == "lost"
    assert "stopped delivering" in notices[0]
    assert "what was said is kept" in notices[0]
    assert len(sounding(read_wav(path).samples)) / 16_000 > 0.8


def test_the_loudspeaker_plays_a_voice_at_its_own_rate_to_its_end(
    sound_server: SoundServer, tmp_path: Path, tone: Tone
) -> None:
    write_wav(tmp_path / "question.wav", tone(1.5, 3000.0, rate_hz=22_050))

    listener = sound_server.listen(tmp_path / "heard.wav")
    time.sleep(0.5)  # a sink that was idle takes up sound in steps of two seconds at first
    done, took_s, error = play(sound_server, tmp_path / "question.wav")
    sound_server.await_silence(tmp_path / "heard.wav")
    listener.send_signal(signal.SIGTERM)
    listener.wait(5)

    heard = sounding(read_audio(tmp_path / "heard.wav").samples)
    assert (done, error) == (True, "")
    assert 1.4 < took_s < 3.0
    assert spectrum_peak_hz(heard) == pytest.approx(3000.0, abs=2.0)
    assert len(heard) / 16_000 == pytest.approx(1.5, abs=0.01)


def test_a_question_can_be_cut_short(sound_server: SoundServer, tmp_path: Path, tone: Tone) -> None:
    write_wav(tmp_path / "question.wav", tone(10.0))

    done, took_s, error = play(sound_server, tmp_path / "question.wav", stops_after_s=0.5)

    assert (done, error) == (True, "")
    assert took_s < 2.0


def test_a_loudspeaker_that_goes_away_is_told(sound_server: SoundServer, tmp_path: Path, tone: Tone) -> None:
    write_wav(tmp_path / "question.wav", tone(20.0))
    child = sound_server.spawn_python(PLAY, tmp_path / "question.wav", 0)
    await_line(child, b"playing\n")
    time.sleep(0.7)

    sound_server.daemon.kill()
    done, took_s, error = finish(child)

    assert done
    assert took_s < 8.0
    assert "loudspeaker" in error
    assert "--output" in error


def test_the_devices_of_the_sound_server_are_listed_and_preferred(sound_server: SoundServer) -> None:
    script = """
import json
from voicesim.audio import devices
names = [device.name for device in devices.list_devices()]
print(json.dumps([names, devices.find_input().name, devices.find_output().name]))
"""
    names, microphone, speaker = finish(sound_server.spawn_python(script))

    assert {"pulse", "default"} <= set(names)
    assert (microphone, speaker) == ("pulse", "pulse")


def start_recording(server: SoundServer, path: Path, device: str, max_s: float) -> subprocess.Popen[bytes]:
    child = server.spawn_python(RECORD, path, device, max_s)
    await_line(child, b"recording\n")
    return child


def play(server: SoundServer, path: Path, stops_after_s: float = 0.0) -> list[Any]:
    child = server.spawn_python(PLAY, path, stops_after_s)
    await_line(child, b"playing\n")
    return finish(child)


def await_line(child: subprocess.Popen[bytes], line: bytes) -> None:
    if present(child.stdout).readline() != line:
        pytest.fail(child.communicate(timeout=40)[1].decode())


def finish(child: subprocess.Popen[bytes]) -> list[Any]:
    output, errors = child.communicate(timeout=40)
    assert child.returncode == 0, errors.decode()
    told: list[Any] = json.loads(output)
    return told


def test_complaints_of_alsa_do_not_reach_the_screen(sound_server: SoundServer) -> None:
    script = """
import ctypes
from voicesim.audio.devices import list_devices
list_devices()
alsa = ctypes.CDLL("libasound.so.2")
handle = ctypes.c_void_p()
alsa.snd_pcm_open(ctypes.byref(handle), b"no such device", 0, 0)  # makes ALSA complain
"""
    child = sound_server.spawn_python(script)
    _, errors = child.communicate(timeout=30)
    assert child.returncode == 0
    assert errors == b""
