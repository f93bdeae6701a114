from __future__ import annotations

import errno
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Never

import numpy as np
import pytest

from tests.audio.conftest import Tone
from tests.faulty_microphone import FaultyMicrophone
from voicesim.audio.clip import Clip, Samples
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.microphone import Block, Microphone
from voicesim.audio.recorder import Recorder, Recording
from voicesim.audio.wav import WavWriter, read_wav
from voicesim.errors import AudioError, InputError


class Handed:
    """A microphone whose blocks the test hands over, one by one."""

    def __init__(self) -> None:
        self.block = np.full(1600, 0.25, np.float32)
        self._turn = threading.Semaphore(0)
        self._taken = threading.Semaphore(0)
        self.ended = False

    @contextmanager
    def open(self) -> Iterator[Iterator[Block]]:
        yield self._blocks()

    def _blocks(self) -> Iterator[Block]:
        while True:
            self._turn.acquire(timeout=5)
            if self.ended:
                return
            yield Block(self.block)
            self._taken.release()  # the recorder asks for more: it is done with the last

    def hand(self, count: int = 1) -> None:
        for _ in range(count):
            self._turn.release()
            assert self._taken.acquire(timeout=5)

    def end(self) -> None:
        self.ended = True
        self._turn.release()


def fast(clip: Clip) -> FileMicrophone:
    return FileMicrophone(clip, paced=False)


def record(microphone: Microphone, path: Path, **options: Any) -> Recording:
    recorder = Recorder(microphone, path, **{"max_s": 60.0} | options)
    recorder.start()
    assert recorder.wait(20)
    return recorder.result()


def test_what_is_heard_is_on_disk_and_in_the_clip(tmp_path: Path, tone: Tone) -> None:
    clip = tone(1.234)
    recording = record(fast(clip), tmp_path / "a.wav")

    assert recording.ended_by == "input"
    assert recording.notices == ()
    assert recording.duration_s == pytest.approx(1.234)
    assert np.max(np.abs(recording.clip.samples - clip.samples)) <= 0.5 / 32_768
    assert np.array_equal(read_wav(recording.path).samples, recording.clip.samples)


def test_it_ends_at_the_maximum_to_the_sample(tmp_path: Path, tone: Tone) -> None:
    recording = record(fast(tone(3.0)), tmp_path / "a.wav", max_s=1.01)
    assert recording.ended_by == "maximum"
    assert len(recording.clip.samples) == 16_160


def test_it_ends_when_it_is_told_to_and_the_first_reason_counts(tmp_path: Path) -> None:
    microphone = Handed()
    recorder = Recorder(microphone, tmp_path / "a.wav", max_s=60.0)
    recorder.start()
    microphone.hand(5)
    early = recorder.finished
    assert not early
    assert not recorder.wait(0.01)
    recorder.stop("interrupted")
    recorder.stop("stopped")
    microphone.end()

    assert recorder.result().ended_by == "interrupted"
    assert recorder.finished
    assert recorder.elapsed_s == 0.5
    assert recorder.result() is recorder.result()


def test_pauses_are_left_out_of_the_file_the_clock_and_the_listeners(tmp_path: Path) -> None:
    microphone = Handed()
    told: list[Samples] = []
    recorder = Recorder(microphone, tmp_path / "a.wav", max_s=60.0, listeners=[told.append])
    recorder.start()
    microphone.hand(3)
    recorder.pause()
    paused = recorder.paused
    assert paused
    microphone.hand(4)
    assert recorder.elapsed_s == pytest.approx(0.3)
    recorder.resume()
    assert not recorder.paused
    microphone.hand(2)
    microphone.end()

    assert recorder.result().duration_s == pytest.approx(0.5)
    assert len(told) == 5


def test_a_recording_that_is_paused_can_be_stopped(tmp_path: Path) -> None:
    microphone = Handed()
    recorder = Recorder(microphone, tmp_path / "a.wav", max_s=60.0)
    recorder.start()
    recorder.pause()
    microphone.hand()
    recorder.stop()
    microphone.end()
    assert recorder.wait(5)
    assert recorder.result().ended_by == "stopped"


def test_the_level_follows_the_voice(tmp_path: Path) -> None:
    microphone = Handed()
    recorder = Recorder(microphone, tmp_path / "a.wav", max_s=60.0)
    assert recorder.level_dbfs == -120.0
    recorder.start()
    microphone.hand()
    assert recorder.level_dbfs == pytest.approx(-12.04, abs=0.01)
    microphone.end()
    recorder.result()


def test_listeners_hear_all_that_is_kept_in_order(tmp_path: Path, tone: Tone) -> None:
    clip = tone(1.0)
    first: list[Samples] = []
    second: list[Samples] = []
    record(fast(clip), tmp_path / "a.wav", max_s=0.9, listeners=(first.append, second.append))

    assert np.array_equal(np.concatenate(first), clip.samples[:14_400])
    assert all(a is b for a, b in zip(first, second, strict=True))


def test_a_listener_that_fails_does_not_stop_the_recording(tmp_path: Path, tone: Tone) -> None:
    calls: list[Samples] = []
    healthy: list[Samples] = []

    def fail(samples: Samples) -> Never:
        calls.append(samples)
        raise RuntimeError("no ears")

    recording = record(fast(tone(1.0)), tmp_path / "a.wav", listeners=(fail, healthy.append))

    assert recording.duration_s == 1.0
    assert len(calls) == 1
    assert sum(map(len, healthy)) == 16_000
    assert [str(error) for error in recording.errors] == ["no ears"]


def test_a_listener_can_end_it(tmp_path: Path, tone: Tone) -> None:
    heard = []

    def listen(samples: Samples) -> None:
        heard.append(samples)
        if len(heard) == 10:
            recorder.stop("silence")

    recorder = Recorder(fast(tone(5.0)), tmp_path / "a.wav", max_s=60.0, listeners=(listen,))
    recorder.start()
    recording = recorder.result()
    assert recording.ended_by == "silence"
    assert len(recording.clip.samples) == 5120


def test_a_microphone_that_is_lost_is_told_and_all_before_is_kept(tmp_path: Path, tone: Tone) -> None:
    recording = record(FaultyMicrophone(tone(3.0), lost_at_s=2.0), tmp_path / "a.wav")

    assert recording.ended_by == "lost"
    assert recording.notices == ("The microphone stopped delivering sound.",)
    assert recording.duration_s == pytest.approx(2.0, abs=0.033)


def test_lost_sound_is_counted_and_told(tmp_path: Path, tone: Tone) -> None:
    recording = record(FaultyMicrophone(tone(3.0), overflows_at_s=(1.5, 2.0)), tmp_path / "a.wav")
    assert recording.clip.overflows == 2
    assert "lost 2 times, first at 0:01" in recording.notices[0]


def test_a_muted_microphone_is_told(tmp_path: Path, tone: Tone) -> None:
    recording = record(FaultyMicrophone(tone(1.0), zeros_from_s=0.0), tmp_path / "a.wav")
    assert "only zeros" in recording.notices[0]


def test_clipping_is_told(tmp_path: Path, tone: Tone) -> None:
    loud = Clip(np.clip(tone(1.0, amplitude=3.0).samples, -1, 1))
    assert "clipped" in record(fast(loud), tmp_path / "a.wav").notices[0]


def test_a_full_disk_ends_it_and_what_was_written_is_kept(
    tmp_path: Path, tone: Tone, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = WavWriter.append

    def until_full(self: WavWriter, samples: Samples) -> None:
        if self.duration_s > 0.5:
            raise OSError(errno.ENOSPC, "No space left on device")
        append(self, samples)

    monkeypatch.setattr(WavWriter, "append", until_full)
    recording = record(fast(tone(2.0)), tmp_path / "a.wav")

    assert recording.ended_by == "lost"
    assert "disk is full" in recording.notices[0]
    assert recording.duration_s == pytest.approx(0.512)


def test_an_unforeseen_fault_is_told_and_what_was_said_is_kept(tmp_path: Path, tone: Tone) -> None:
    class Broken:
        @contextmanager
        def open(self) -> Iterator[Iterator[Block]]:
            yield self._blocks()

        def _blocks(self) -> Iterator[Block]:
            yield Block(tone(0.5).samples)
            raise ZeroDivisionError("driver")

    recording = record(Broken(), tmp_path / "a.wav")
    assert recording.ended_by == "lost"
    assert "ZeroDivisionError" in recording.notices[0]
    assert recording.duration_s == 0.5


@pytest.mark.parametrize(
    ("microphone", "error"),
    [
        (FaultyMicrophone(Clip(np.zeros(1, np.float32)), refuses="The microphone is busy."), AudioError),
        (FileMicrophone("no such file.wav", paced=False), InputError),
    ],
)
def test_a_microphone_that_cannot_be_opened_is_told_by_start_and_leaves_no_file(
    tmp_path: Path, microphone: FaultyMicrophone | FileMicrophone, error: type[Exception]
) -> None:
    recorder = Recorder(microphone, tmp_path / "a.wav", max_s=60.0)
    with pytest.raises(error):
        recorder.start()

    assert not (tmp_path / "a.wav").exists()
    recorder.stop("interrupted")
    recording = recorder.result()
    assert (recording.duration_s, recording.ended_by, len(recording.notices)) == (0.0, "lost", 1)


def test_a_file_that_cannot_be_created_is_told_by_start(tmp_path: Path, tone: Tone) -> None:
    with pytest.raises(AudioError, match="cannot be written"):
        Recorder(fast(tone()), tmp_path / "missing" / "a.wav", max_s=60.0).start()


def test_a_recorder_that_never_started_has_an_empty_result(tmp_path: Path, tone: Tone) -> None:
    recording = Recorder(fast(tone()), tmp_path / "a.wav", max_s=60.0).result()
    assert (recording.duration_s, recording.ended_by) == (0.0, "stopped")
    assert "Nothing was recorded" in recording.notices[0]


def test_a_stop_before_the_first_block_gives_an_empty_recording(tmp_path: Path, tone: Tone) -> None:
    recorder = Recorder(fast(tone()), tmp_path / "a.wav", max_s=60.0)
    recorder.stop()
    recorder.start()
    assert recorder.result().duration_s == 0.0


def test_the_program_can_be_left_while_it_records(tmp_path: Path, tone: Tone) -> None:
    """Ctrl-C in the main thread: stop and result, at any moment, with a real clock."""
    recorder = Recorder(FileMicrophone(tone(30.0), paced=True), tmp_path / "a.wav", max_s=60.0)
    recorder.start()
    time.sleep(0.25)
    began = time.monotonic()
    recorder.stop("interrupted")
    recording = recorder.result()
    assert time.monotonic() - began < 0.5
    assert recording.ended_by == "interrupted"
    assert 0.1 < recording.duration_s < 0.6
