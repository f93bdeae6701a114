"""The recording inside a page: small, whole, and at the same second as the one it was made from."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile

from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.wav import write_wav
from voicesim.errors import AudioError, InputError
from voicesim.report.sound import encode_mp3, find_peaks, load_sound


def click_at(second: float, length_s: float = 3.0) -> Clip:
    samples = np.zeros(round(length_s * RATE_HZ), dtype=np.float32)
    first = round(second * RATE_HZ)
    samples[first : first + 800] = 0.8 * np.sin(np.arange(800) / 3)
    return Clip(samples)


def test_a_minute_takes_a_quarter_of_a_megabyte_as_text() -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, 60 * RATE_HZ).astype(np.float32)
    assert len(encode_mp3(Clip(noise))) * 4 / 3 < 250_000


def test_it_is_heard_at_its_second() -> None:
    samples, rate_hz = soundfile.read(io.BytesIO(encode_mp3(click_at(1.5))), dtype="float32")
    assert len(samples) / rate_hz == pytest.approx(3.0, abs=0.1)
    loud = np.flatnonzero(np.abs(samples) > 0.3)
    assert loud[0] / rate_hz == pytest.approx(1.5, abs=0.02)


def test_peaks_show_where_it_was_loud() -> None:
    peaks = find_peaks(click_at(1.5), 30)
    assert len(peaks) == 30
    assert peaks[15] == 1.0
    assert max(peaks[:15] + peaks[16:]) == 0.0


@pytest.mark.parametrize("samples", [1, 7, 259, 260, 261])
def test_a_moment_of_sound_can_be_drawn(samples: int) -> None:
    assert len(find_peaks(Clip(np.full(samples, 0.5, dtype=np.float32)))) == 260


def test_silence_is_flat() -> None:
    assert set(find_peaks(Clip(np.zeros(1000, dtype=np.float32)))) == {0.0}


def test_a_recording_is_loaded_with_its_length(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", click_at(0.5))
    sound = load_sound(tmp_path / "a.wav")
    assert sound.duration_s == 3.0
    assert sound.source.startswith("data:audio/mpeg;base64,")


def test_one_that_is_gone_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        load_sound(tmp_path / "a.wav")


def test_where_no_mp3_can_be_written_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import av

    def no_encoder(*_: object, **__: object) -> None:
        raise ValueError("unknown codec: libmp3lame")

    monkeypatch.setattr(av, "open", no_encoder)
    with pytest.raises(AudioError, match="pip install"):
        encode_mp3(click_at(0.5))
