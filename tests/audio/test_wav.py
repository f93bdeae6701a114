from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
import wave
from pathlib import Path
from typing import Any, Never

import numpy as np
import pytest
import soundfile

from tests.audio.conftest import Tone
from tests.present import present
from voicesim.audio.clip import Clip
from voicesim.audio.files import read_audio
from voicesim.audio.wav import WavWriter, read_wav, write_wav
from voicesim.errors import AudioError, InputError


def frames(path: Path) -> int:
    with wave.open(str(path)) as file:
        count: int = file.getnframes()
        return count


def test_the_file_is_valid_after_every_block_and_while_it_is_open(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with WavWriter(path) as writer:
        assert frames(path) == 0
        for count in range(1, 4):
            writer.append(np.full(512, 0.25, np.float32))
            assert frames(path) == soundfile.info(path).frames == 512 * count
            assert writer.duration_s == 512 * count / 16_000


def test_it_is_mono_16_bit_at_the_rate_asked_for(tmp_path: Path) -> None:
    with WavWriter(tmp_path / "a.wav", 22_050) as writer:
        writer.append(np.zeros(10, np.float32))
    with wave.open(str(tmp_path / "a.wav")) as file:
        assert file.getparams()[:4] == (1, 2, 22_050, 10)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_only_its_owner_may_read_a_recording(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"old")
    path.chmod(0o644)
    WavWriter(path).close()
    write_wav(tmp_path / "b.wav", Clip(np.zeros(4, np.float32)))

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "b.wav").stat().st_mode) == 0o600


def test_every_16_bit_value_comes_back_as_it_was(tmp_path: Path) -> None:
    values = (np.arange(-32_768, 32_768) / 32_768).astype(np.float32)
    write_wav(tmp_path / "a.wav", Clip(values))

    assert np.array_equal(read_wav(tmp_path / "a.wav").samples, values)
    assert np.array_equal(read_audio(tmp_path / "a.wav").samples, values)


def test_samples_outside_the_range_are_clipped_and_never_wrap_round(tmp_path: Path) -> None:
    wild = np.array([1.0, 1.5, 1e30, np.inf, -1.5, -np.inf, np.nan], np.float32)
    write_wav(tmp_path / "a.wav", Clip(wild))

    top = 32_767 / 32_768
    assert read_wav(tmp_path / "a.wav").samples.tolist() == [top] * 4 + [-1.0, -1.0, 0.0]


def test_the_disk_is_synced_once_a_second_of_the_clock_and_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced_at = []
    now = [100.0]
    monkeypatch.setattr(os, "fsync", lambda handle: synced_at.append(now[0]))
    with WavWriter(tmp_path / "a.wav", clock=lambda: now[0]) as writer:
        for _ in range(13):
            now[0] += 0.25
            writer.append(np.zeros(4000, np.float32))
    assert synced_at == [101.0, 102.0, 103.0, 103.25]


def test_after_a_full_disk_what_was_written_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.wav"
    writer = WavWriter(path)
    writer.append(np.full(512, 0.5, np.float32))
    real_write = writer._file.write

    def half_then_full(data: bytes) -> int:
        if len(data) > 100:
            real_write(bytes(data[:301]))
            raise OSError(errno.ENOSPC, "No space left on device")
        return real_write(data)

    class FullDisk:
        def __getattr__(self, name: str) -> Any:
            return half_then_full if name == "write" else getattr(file, name)

    file = writer._file
    monkeypatch.setattr(writer, "_file", FullDisk())
    with pytest.raises(OSError, match="No space"):
        writer.append(np.full(512, 0.5, np.float32))
    writer._file = file
    writer.close()

    assert frames(path) == 512
    assert len(read_wav(path).samples) >= 512


CHILD = """
import sys
from pathlib import Path
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.recorder import Recorder
recorder = Recorder(FileMicrophone(sys.argv[1], paced=True), Path(sys.argv[2]), max_s=60.0)
recorder.start()
print("recording", flush=True)
recorder.wait(60.0)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_recorder_loses_less_than_a_second(tmp_path: Path, tone: Tone) -> None:
    write_wav(tmp_path / "said.wav", tone(30.0))
    path = tmp_path / "kept.wav"
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, tmp_path / "said.wav", path], stdout=subprocess.PIPE, text=True
    )
    with child:
        assert present(child.stdout).readline() == "recording\n"
        began = time.monotonic()
        time.sleep(2.3)
        child.send_signal(signal.SIGKILL)
        recorded_s = time.monotonic() - began

    for kept_s in (frames(path) / 16_000, soundfile.info(path).duration, read_audio(path).duration_s):
        assert recorded_s - 1.0 < kept_s < recorded_s + 0.3


@pytest.mark.parametrize("claimed", [0, 100, 2 * 16_000, 10**9, 0xFFFFFFFF])
def test_a_header_that_was_not_patched_costs_nothing(tmp_path: Path, tone: Tone, claimed: int) -> None:
    """Killed between the data and the header; or written by a program that never comes back to the size."""
    path = tmp_path / "a.wav"
    write_wav(path, tone(2.0))
    data = bytearray(path.read_bytes())
    data[40:44] = claimed.to_bytes(4, "little")
    data[4:8] = min(claimed + 36, 0xFFFFFFFF).to_bytes(4, "little")
    path.write_bytes(data)

    assert np.array_equal(read_audio(path).samples, read_wav(path).samples)
    assert read_audio(path).duration_s == 2.0


@pytest.mark.parametrize("lost", [1, 2, 3, 1000])
def test_a_file_cut_short_is_read_as_far_as_it_goes(tmp_path: Path, tone: Tone, lost: int) -> None:
    path = tmp_path / "a.wav"
    write_wav(path, tone(2.0))
    path.write_bytes(path.read_bytes()[:-lost])

    for clip in (read_audio(path), read_wav(path)):
        assert len(clip.samples) == 32_000 - (lost + 1) // 2


def test_tags_after_the_sound_are_not_heard(tmp_path: Path, tone: Tone) -> None:
    path = tmp_path / "a.wav"
    write_wav(path, tone(1.0))
    tagged = path.read_bytes() + b"LIST" + (200).to_bytes(4, "little") + b"INFOISFT" + bytes(192)
    path.write_bytes(tagged)

    assert read_audio(path).duration_s == 1.0


def test_a_file_that_cannot_be_created_is_told(tmp_path: Path) -> None:
    for action in (WavWriter, lambda path: write_wav(path, Clip(np.zeros(1, np.float32)))):
        with pytest.raises(AudioError, match=r"cannot be written.*another folder"):
            action(tmp_path / "no such folder" / "a.wav")


def test_a_failed_write_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.wav"
    write_wav(path, Clip(np.full(3, 0.5, np.float32)))

    def fail(source: Path, target: Path) -> Never:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(AudioError, match="Permission denied"):
        write_wav(path, Clip(np.zeros(9, np.float32)))

    assert [entry.name for entry in tmp_path.glob("*a.wav*")] == ["a.wav"]
    assert len(read_wav(path).samples) == 3


def test_read_wav_reads_its_own_files_only(tmp_path: Path, tone: Tone) -> None:
    soundfile.write(tmp_path / "stereo.wav", np.zeros((100, 2)), 16_000)
    (tmp_path / "short.wav").write_bytes(b"RIFF")
    for name in ("stereo.wav", "short.wav"):
        with pytest.raises(InputError, match="not recorded by voicesim"):
            read_wav(tmp_path / name)
    with pytest.raises(InputError, match="cannot be read"):
        read_wav(tmp_path / "missing.wav")
