"""voicesim doctor on a machine with sound: it is really heard, and it really hears."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tests.programs import VOICESIM
from tests.sound_server import SoundServer
from voicesim import checkup
from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.files import read_audio
from voicesim.audio.wav import write_wav

pytestmark = pytest.mark.sound


def test_it_hears_a_microphone_plays_a_tone_and_tries_the_model(
    sound_server: SoundServer, home: Path, tmp_path: Path
) -> None:
    home.mkdir(mode=0o700)
    (home / "settings.toml").write_text('model = "demo"\n')
    at_s = np.arange(60 * RATE_HZ) / RATE_HZ
    write_wav(
        tmp_path / "spoken.wav", Clip((0.1 * np.sin(2 * np.pi * 250 * at_s)).astype(np.float32), RATE_HZ)
    )
    sound_server.speak(tmp_path / "spoken.wav")
    listener = sound_server.listen(tmp_path / "heard.wav")
    doctor = sound_server.spawn(
        *VOICESIM,
        *("doctor", "--json"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    out, err = doctor.communicate(timeout=120)
    listener.send_signal(signal.SIGTERM)
    listener.wait(10)
    assert (doctor.returncode, err) == (0, b"")
    checks = {check["name"]: check for check in json.loads(out)}
    assert checks["microphone"]["measured"]["level_dbfs"] == pytest.approx(-23.0, abs=2.0)
    assert checks["loudspeaker"]["status"] == checks["voice"]["status"] == "ok"
    assert checks["model"]["detail"].startswith("demo: loaded in ")
    assert spectrum_peak_hz(tmp_path / "heard.wav") == pytest.approx(checkup.TONE_HZ, abs=5.0)


def spectrum_peak_hz(path: Path) -> float:
    """The pitch of all that is not silent in it."""
    samples = read_audio(path).samples
    loud = np.flatnonzero(np.abs(samples) > checkup.TONE_AMPLITUDE / 4)
    sound = samples[loud[0] : loud[-1] + 1]
    return float(np.argmax(np.abs(np.fft.rfft(sound * np.hanning(len(sound))))) * RATE_HZ / len(sound))
