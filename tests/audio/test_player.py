from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.audio.conftest import Tone
from tests.audio.fake_portaudio import FakePortAudio
from voicesim.audio import device_player
from voicesim.audio.clip import Clip
from voicesim.audio.device_player import QUIET_AROUND_S, DevicePlayer
from voicesim.audio.player import SilentPlayer
from voicesim.audio.resample import resample
from voicesim.audio.wav import write_wav
from voicesim.errors import AudioError, InputError


def test_silent_playing_takes_as_long_as_the_sound(tone: Tone) -> None:
    now = [5.0]
    playback = SilentPlayer(paced=True, clock=lambda: now[0]).play(tone(2.0, rate_hz=22_050))
    now[0] += 1.99
    early = playback.done
    assert not early
    now[0] += 0.02
    assert playback.done
    assert playback.wait(0)
    assert playback.error is None


def test_silent_playing_takes_no_time_when_it_is_not_paced(tmp_path: Path, tone: Tone) -> None:
    write_wav(tmp_path / "a.wav", tone(60.0))
    assert SilentPlayer(paced=False).play(tmp_path / "a.wav").done


def test_silent_playing_really_waits(tone: Tone) -> None:
    began = time.monotonic()
    playback = SilentPlayer(paced=True).play(tone(0.3))
    assert not playback.wait(0.05)
    assert playback.wait()
    assert 0.29 < time.monotonic() - began < 1.0


def test_silent_playing_can_be_cut_short_from_another_thread(tone: Tone) -> None:
    playback = SilentPlayer(paced=True).play(tone(30.0))
    threading.Timer(0.1, playback.stop).start()
    began = time.monotonic()
    assert playback.wait(10)
    assert time.monotonic() - began < 2.0


def test_a_missing_file_is_told_before_anything_plays(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        SilentPlayer(paced=False).play(tmp_path / "no.wav")


@pytest.fixture
def plug(monkeypatch: pytest.MonkeyPatch) -> Callable[..., FakePortAudio]:
    def plugged(**options: Any) -> FakePortAudio:
        library = FakePortAudio(**options)
        monkeypatch.setitem(sys.modules, "sounddevice", library)
        return library

    return plugged


def test_every_sample_is_handed_over_once_with_silence_around(plug: Callable[..., FakePortAudio]) -> None:
    library = plug()
    clip = Clip(np.linspace(-0.5, 0.5, 1000, dtype=np.float32), 20_000)
    quiet = round(QUIET_AROUND_S * 20_000)
    playback = DevicePlayer().play(clip)
    stream = library.streams[0]

    first, goes_on = stream.ask(quiet + 700)
    last, goes_on_after = stream.ask(quiet + 700)
    assert (goes_on, goes_on_after) == (True, False)
    assert not first[:quiet].any()
    assert np.array_equal(np.concatenate([first, last])[quiet : quiet + 1000, 0], clip.samples)
    assert not last[300:].any()
    early = playback.done
    assert not early

    stream.end()
    assert playback.done
    assert playback.error is None
    assert stream.state == "closed"


def test_a_file_is_played_at_its_own_rate(
    plug: Callable[..., FakePortAudio], tmp_path: Path, tone: Tone
) -> None:
    library = plug()
    write_wav(tmp_path / "a.wav", tone(0.1, rate_hz=22_050))
    DevicePlayer().play(tmp_path / "a.wav").stop()
    assert library.attempts == [(22_050, 1)]


def test_a_loudspeaker_that_refuses_the_rate_gets_its_own(
    plug: Callable[..., FakePortAudio], tone: Tone
) -> None:
    library = plug(accepts=lambda rate_hz, channels: (rate_hz, channels) == (48_000, 2))
    clip = tone(0.5)
    playback = DevicePlayer().play(clip)

    quiet = round(QUIET_AROUND_S * 48_000)
    played, _ = library.streams[0].ask(24_000 + quiet)
    np.testing.assert_allclose(played[quiet:, 0], resample(clip, 48_000).samples, atol=1e-6)
    assert np.array_equal(played[:, 0], played[:, 1])
    assert library.attempts == [(16_000, 1), (16_000, 2), (48_000, 1), (48_000, 2)]
    playback.stop()


def test_a_loudspeaker_that_refuses_everything_is_told(
    plug: Callable[..., FakePortAudio], tone: Tone
) -> None:
    plug(accepts=lambda rate_hz, channels: False)
    with pytest.raises(AudioError, match=r"'Headset' cannot be opened \(.*--output"):
        DevicePlayer().play(tone())


def test_a_stream_that_ends_too_early_is_a_loudspeaker_that_is_gone(
    plug: Callable[..., FakePortAudio], tone: Tone
) -> None:
    library = plug()
    playback = DevicePlayer().play(tone(1.0))
    library.streams[0].ask(1000)
    library.streams[0].end()

    assert playback.wait(1)
    assert "stopped playing" in str(playback.error)
    assert isinstance(playback.error, AudioError)


def test_a_loudspeaker_that_asks_for_nothing_is_not_waited_for_for_ever(
    plug: Callable[..., FakePortAudio], tone: Tone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device_player, "PATIENCE_S", 0.5)
    plug()
    playback = DevicePlayer().play(tone(1.0))
    assert not playback.done
    assert playback.wait(5)
    assert "--output" in str(playback.error)


def test_stopping_is_no_error(plug: Callable[..., FakePortAudio], tone: Tone) -> None:
    library = plug()
    playback = DevicePlayer().play(tone(1.0))
    library.streams[0].ask(1000)
    playback.stop()
    playback.stop()

    assert playback.done
    assert playback.error is None
    assert library.streams[0].state == "closed"
