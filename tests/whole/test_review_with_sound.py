"""voicesim review --play: heard from the loudspeaker, ended by any key."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.practised import practised
from tests.programs import VOICESIM
from tests.sound_server import SoundServer
from voicesim.audio.files import read_audio

pytestmark = pytest.mark.sound


def recorded(home: Path, seconds: float) -> str:
    """An answer whose recording is silent but for a tone in its last second; returns its id."""
    session = practised(home, ("quality", "We agreed on acceptance criteria."))
    path = home / "recordings" / session / "1.wav"
    path.parent.mkdir(parents=True)
    tone = np.zeros(round(16_000 * seconds))
    tone[-16_000:] = 0.3 * np.sin(2 * np.pi * 440 * np.arange(16_000) / 16_000)
    soundfile.write(path, tone, 16_000)
    return f"{session}-1"


def test_it_is_heard_from_the_second_that_was_named(
    sound_server: SoundServer, home: Path, tmp_path: Path
) -> None:
    attempt = recorded(home, 30.0)
    ear = sound_server.listen(tmp_path / "heard.wav")
    started = time.monotonic()
    played = sound_server.spawn(
        *VOICESIM, "review", "--play", f"{attempt}@0:28", stdin=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    _, errors = played.communicate(timeout=60)
    assert played.returncode == 0, errors.decode()
    assert time.monotonic() - started < 25
    ear.terminate()
    ear.wait(10)
    heard = read_audio(tmp_path / "heard.wav").samples
    loud = np.abs(heard) > 0.1
    assert 0.5 * 16_000 < loud.sum() < 16_000  # a sine is above a third of its height for most of a second


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX pseudo-terminal")
def test_any_key_stops_it(sound_server: SoundServer, home: Path) -> None:
    pexpect = pytest.importorskip("pexpect")
    attempt = recorded(home, 120.0)
    program = pexpect.spawn(
        VOICESIM[0], [*VOICESIM[1:], "review", "--play", attempt], env=sound_server.env, timeout=40
    )
    program.expect("0:02.* of 2:00.*any key stops")
    program.send("x")
    program.expect(pexpect.EOF)
    program.close()
    assert program.exitstatus == 0
