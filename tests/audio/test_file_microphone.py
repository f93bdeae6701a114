from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from tests.audio.conftest import Tone
from tests.faulty_microphone import FaultyMicrophone
from voicesim.audio.clip import Clip
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.microphone import Block, Microphone
from voicesim.audio.wav import write_wav
from voicesim.errors import AudioError, InputError


class FakeTime:
    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds * 1.1  # as systems do, a little longer than asked for


def heard(microphone: Microphone) -> list[Block]:
    with microphone.open() as blocks:
        return list(blocks)


def test_a_clip_comes_whole_in_blocks_of_32_ms_and_then_ends(tone: Tone) -> None:
    clip = tone(0.1)
    blocks = heard(FileMicrophone(clip, paced=False))

    assert [len(block.samples) for block in blocks] == [512, 512, 512, 64]
    assert np.array_equal(np.concatenate([block.samples for block in blocks]), clip.samples)
    assert not any(block.overflowed for block in blocks)


def test_a_file_at_another_rate_is_heard_at_16_khz(tmp_path: Path, tone: Tone) -> None:
    write_wav(tmp_path / "a.wav", tone(1.0, rate_hz=48_000))
    for source in (tmp_path / "a.wav", str(tmp_path / "a.wav"), tone(1.0, rate_hz=48_000)):
        assert sum(len(block.samples) for block in heard(FileMicrophone(source, paced=False))) == 16_000


def test_somebody_else_can_read_the_file(tmp_path: Path, tone: Tone) -> None:
    microphone = FileMicrophone(tmp_path / "a.mkv", paced=False, read=lambda path: tone(0.1))
    assert sum(len(block.samples) for block in heard(microphone)) == 1600
    assert microphone.file_name == "a.mkv"
    assert FileMicrophone(tone(0.1), paced=False).file_name is None


def test_it_can_be_opened_again(tone: Tone) -> None:
    microphone = FileMicrophone(tone(0.2), paced=False)
    assert len(heard(microphone)) == len(heard(microphone)) == 7


def test_a_missing_file_is_told_when_it_is_opened(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        heard(FileMicrophone(tmp_path / "no.wav", paced=True))


def test_pacing_does_not_drift_even_when_every_sleep_is_too_long(tone: Tone) -> None:
    fake = FakeTime()
    heard(FileMicrophone(tone(60.0), paced=True, clock=fake.clock, sleep=fake.sleep))
    assert fake.now - 1000.0 == pytest.approx(60.0, abs=0.01)
    assert min(fake.slept) > 0


def test_no_block_comes_before_it_could_have_been_spoken(tone: Tone) -> None:
    fake = FakeTime()
    with FileMicrophone(tone(1.0), paced=True, clock=fake.clock, sleep=fake.sleep).open() as blocks:
        spoken_s = 0.0
        for block in blocks:
            spoken_s += len(block.samples) / 16_000
            assert fake.now - 1000.0 >= spoken_s - 1e-6


def test_a_listener_that_was_slow_is_given_what_it_missed_at_once(tone: Tone) -> None:
    fake = FakeTime()
    with FileMicrophone(tone(1.0), paced=True, clock=fake.clock, sleep=fake.sleep).open() as blocks:
        next(blocks)
        fake.now += 10.0
        fake.slept.clear()
        assert len(list(blocks)) == 31
    assert fake.slept == []


def test_real_time_is_real(tone: Tone) -> None:
    began = time.monotonic()
    heard(FileMicrophone(tone(0.32), paced=True))
    assert 0.31 < time.monotonic() - began < 0.6


def test_a_faulty_microphone_can_refuse(tone: Tone) -> None:
    with pytest.raises(AudioError, match="busy"):
        heard(FaultyMicrophone(tone(), refuses="The microphone is busy."))


def test_a_faulty_microphone_can_be_unplugged(tone: Tone) -> None:
    with FaultyMicrophone(tone(2.0), lost_at_s=0.1).open() as blocks:
        assert [len(next(blocks).samples) for _ in range(3)] == [512, 512, 512]
        with pytest.raises(AudioError, match="stopped delivering"):
            next(blocks)


def test_a_faulty_microphone_can_be_muted_and_can_lose_sound(tone: Tone) -> None:
    clip = Clip(np.ones(16_000, np.float32))
    blocks = heard(FaultyMicrophone(clip, zeros_from_s=0.5, overflows_at_s=(0.0, 0.33)))

    samples = np.concatenate([block.samples for block in blocks])
    assert samples[:7000].all()
    assert not samples[8000:].any()
    assert [number for number, block in enumerate(blocks) if block.overflowed] == [0, 10]
