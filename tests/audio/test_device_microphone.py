"""Known pitfalls of PortAudio that hardware in reach does not show; the rest is in test_real_sound.py."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.audio.conftest import Tone
from tests.audio.fake_portaudio import FakePortAudio, Status
from voicesim.audio import device_microphone
from voicesim.audio.clip import Clip
from voicesim.audio.device_microphone import DeviceMicrophone
from voicesim.audio.microphone import Block
from voicesim.audio.recorder import Recorder
from voicesim.audio.resample import resample
from voicesim.errors import AudioError, InputError

SILENCE = np.zeros((512, 1), np.float32)


@pytest.fixture
def plug(monkeypatch: pytest.MonkeyPatch) -> Callable[..., FakePortAudio]:
    """Plugs in a device that delivers these blocks at once: `plug(blocks, channels=..., accepts=...)`."""

    def plugged(
        *blocks: NDArray[Any], statuses: Sequence[Status] | None = None, **options: Any
    ) -> FakePortAudio:
        library = FakePortAudio(**options)
        library.at_start = list(zip(blocks, statuses or [Status()] * len(blocks), strict=True))
        monkeypatch.setitem(sys.modules, "sounddevice", library)
        return library

    monkeypatch.setattr(device_microphone, "PATIENCE_S", 0.05)
    monkeypatch.setattr(device_microphone, "START_PATIENCE_S", 0.05)
    return plugged


def drain(blocks: Iterable[Block]) -> tuple[list[Block], str]:
    """Every block until the microphone is lost, and the sentence about that."""
    kept: list[Block] = []
    with pytest.raises(AudioError) as told:
        kept.extend(blocks)
    return kept, str(told.value)


def test_it_opens_at_16_khz_with_one_channel_in_blocks_of_32_ms(plug: Callable[..., FakePortAudio]) -> None:
    library = plug(SILENCE)
    with DeviceMicrophone().open():
        (stream,) = library.streams
        assert library.attempts == [(16_000, 1)]
        assert stream.options["blocksize"] == 512
        assert stream.state == "running"
    assert stream.state == "closed"


def test_what_is_heard_is_copied_out_of_portaudios_buffer(plug: Callable[..., FakePortAudio]) -> None:
    library = plug(np.full((512, 1), 0.25))
    with DeviceMicrophone().open() as blocks:
        library.streams[0].hear(np.full((512, 1), 0.5))
        assert np.all(next(blocks).samples == 0.25)
        block = next(blocks)
        assert np.all(block.samples == 0.5)
        assert block.samples.shape == (512,)


def test_a_device_that_refuses_16_khz_runs_at_its_own_rate_without_clicks(
    plug: Callable[..., FakePortAudio], tone: Tone
) -> None:
    spoken = tone(1.0, 440.0, rate_hz=48_000)
    blocks = spoken.samples.reshape(-1, 1500, 1)
    library = plug(*blocks, accepts=lambda rate_hz, channels: rate_hz == 48_000)

    with DeviceMicrophone().open() as heard:
        kept, _ = drain(heard)

    assert library.attempts == [(16_000, 1), (16_000, 2), (48_000, 1)]
    assert library.streams[0].options["blocksize"] == 1536
    samples = np.concatenate([block.samples for block in kept])
    np.testing.assert_allclose(samples, resample(spoken, 16_000).samples, atol=1e-6)


def test_a_device_that_has_only_stereo_is_averaged(plug: Callable[..., FakePortAudio]) -> None:
    library = plug(np.tile([0.5, 0.25], (512, 1)), accepts=lambda rate_hz, channels: channels == 2)
    with DeviceMicrophone().open() as blocks:
        assert np.all(next(blocks).samples == 0.375)
    assert library.attempts == [(16_000, 1), (16_000, 2)]


def test_a_device_with_many_channels_is_opened_with_all_when_it_must_be(
    plug: Callable[..., FakePortAudio],
) -> None:
    library = plug(np.ones((512, 8)), channels=8, accepts=lambda rate_hz, channels: channels == 8)
    with DeviceMicrophone().open() as blocks:
        assert next(blocks).samples.shape == (512,)
    assert library.attempts == [(16_000, 1), (16_000, 2), (16_000, 8)]


def test_a_device_that_refuses_everything_is_told_once(plug: Callable[..., FakePortAudio]) -> None:
    plug(accepts=lambda rate_hz, channels: False)
    with pytest.raises(AudioError, match=r"'Headset' cannot be opened \(.*-9997\]\); close.*--input"):
        DeviceMicrophone().open().__enter__()


def test_windows_is_asked_to_convert_the_rate(plug: Callable[..., FakePortAudio]) -> None:
    library = plug(SILENCE, host_api="Windows WASAPI")
    with DeviceMicrophone().open():
        assert library.streams[0].options["extra_settings"] == ("wasapi", True)


def test_other_systems_are_not(plug: Callable[..., FakePortAudio]) -> None:
    library = plug(SILENCE, host_api="Core Audio")
    with DeviceMicrophone().open():
        assert library.streams[0].options["extra_settings"] is None


def test_an_unknown_name_is_told_before_anything_is_opened(plug: Callable[..., FakePortAudio]) -> None:
    library = plug(SILENCE)
    with pytest.raises(InputError, match="No microphone is called 'Yeti'"):
        DeviceMicrophone("Yeti").open().__enter__()
    assert library.attempts == []


def test_a_microphone_that_never_delivers_is_told_when_it_is_opened(
    plug: Callable[..., FakePortAudio],
) -> None:
    library = plug()
    with pytest.raises(AudioError, match="opens but delivers no sound"):
        DeviceMicrophone().open().__enter__()
    assert library.streams[0].state == "closed"


def test_a_microphone_that_falls_silent_is_told_after_the_last_block(
    plug: Callable[..., FakePortAudio],
) -> None:
    plug(SILENCE, SILENCE, SILENCE)
    with DeviceMicrophone().open() as blocks:
        kept, sentence = drain(blocks)
    assert len(kept) == 3
    assert "stopped delivering" in sentence
    assert "what was said is kept" in sentence


def test_a_stream_that_ends_is_told_at_once(
    plug: Callable[..., FakePortAudio], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device_microphone, "PATIENCE_S", 30.0)
    library = plug(SILENCE, SILENCE)
    with DeviceMicrophone().open() as blocks:
        library.streams[0].end()
        began = time.monotonic()
        kept, _ = drain(blocks)
    assert len(kept) == 2
    assert time.monotonic() - began < 1.0


def test_lost_sound_is_marked_on_the_block_that_follows_it(plug: Callable[..., FakePortAudio]) -> None:
    library = plug(SILENCE)
    with DeviceMicrophone().open() as blocks:
        library.streams[0].hear(SILENCE)
        library.streams[0].hear(SILENCE, Status(input_overflow=True))
        library.streams[0].hear(SILENCE)
        assert [next(blocks).overflowed for _ in range(4)] == [False, False, True, False]


def test_nothing_can_be_lost_before_the_beginning(plug: Callable[..., FakePortAudio]) -> None:
    """Some drivers flag their first block."""
    plug(SILENCE, statuses=[Status(input_overflow=True)])
    with DeviceMicrophone().open() as blocks:
        assert not next(blocks).overflowed


def test_a_listener_that_sleeps_too_long_loses_sound_and_is_told_so(
    plug: Callable[..., FakePortAudio],
) -> None:
    library = plug(SILENCE)
    with DeviceMicrophone().open() as blocks:
        for _ in range(2000):
            library.streams[0].hear(SILENCE)
        kept = [next(blocks) for _ in range(900)]
        library.streams[0].hear(SILENCE)
        rest, _ = drain(blocks)

    assert len(kept + rest) * 0.032 == pytest.approx(30.0, abs=0.1)
    assert [number for number, block in enumerate(kept + rest) if block.overflowed] == [len(kept + rest) - 1]


def test_a_denied_permission_which_is_all_zeros_without_an_error_is_told(
    plug: Callable[..., FakePortAudio], tmp_path: Path
) -> None:
    plug(*[SILENCE] * 20)
    recorder = Recorder(DeviceMicrophone(), tmp_path / "a.wav", max_s=0.5)
    recorder.start()
    recording = recorder.result()
    assert recording.ended_by == "maximum"
    assert "only zeros" in recording.notices[0]


def test_an_unplugged_microphone_keeps_what_was_said(
    plug: Callable[..., FakePortAudio], tmp_path: Path, tone: Tone
) -> None:
    plug(*tone(1.024).samples.reshape(-1, 512, 1))
    recorder = Recorder(DeviceMicrophone(), tmp_path / "a.wav", max_s=60.0)
    recorder.start()
    recording = recorder.result()
    assert recording.ended_by == "lost"
    assert recording.duration_s == pytest.approx(1.024)
    assert isinstance(recording.clip, Clip)
