from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voicesim.audio import files
from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.files import read_audio
from voicesim.audio.wav import write_wav
from voicesim.errors import InputError


def loudest_hz(clip: Clip) -> float:
    spectrum = np.abs(np.fft.rfft(clip.samples * np.hanning(len(clip.samples))))
    return float(np.argmax(spectrum) * clip.rate_hz / len(clip.samples))


def encode(path: Path, codec: str, clip: Clip) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=clip.rate_hz, layout="mono")
        frame = av.AudioFrame.from_ndarray(clip.samples[None], format="fltp", layout="mono")
        frame.sample_rate = clip.rate_hz
        container.mux([*stream.encode(frame), *stream.encode(None)])


@pytest.mark.parametrize(
    ("name", "rate_hz", "channels", "subtype", "kind"),
    [
        ("telephone.wav", 8_000, 1, "PCM_16", "WAV"),
        ("studio.wav", 48_000, 2, "PCM_24", "WAV"),
        ("float.wav", 44_100, 2, "FLOAT", "WAV"),
        ("bytes.wav", 22_050, 1, "PCM_U8", "WAV"),
        ("law.wav", 8_000, 1, "ULAW", "WAV"),
        ("music.flac", 44_100, 2, "PCM_16", "FLAC"),
        ("speech.ogg", 48_000, 1, "VORBIS", "OGG"),
        ("speech.opus", 48_000, 1, "OPUS", "OGG"),
        ("surround.wav", 48_000, 6, "PCM_16", "WAVEX"),
        ("from-a-mac.wav", 22_050, 1, "PCM_16", "AIFF"),
        ("no-ending", 16_000, 1, "PCM_16", "WAV"),
        ("misleading.raw", 16_000, 1, "PCM_16", "WAV"),
        ("misleading.mp3", 16_000, 1, "PCM_16", "WAV"),
        pytest.param(
            "speech.mp3",
            44_100,
            2,
            "MPEG_LAYER_III",
            "MP3",
            marks=pytest.mark.skipif(
                "MP3" not in soundfile.available_formats(), reason="this libsndfile has no MP3"
            ),
        ),
    ],
)
def test_any_sound_file_becomes_16_khz_mono(tmp_path, tone, name, rate_hz, channels, subtype, kind):
    samples = tone(1.0, 440.0, rate_hz=rate_hz).samples
    soundfile.write(tmp_path / name, np.stack([samples] * channels, 1), rate_hz, subtype, format=kind)

    clip = read_audio(tmp_path / name)

    assert clip.rate_hz == RATE_HZ
    assert clip.samples.dtype == np.float32
    assert clip.samples.ndim == 1
    assert clip.duration_s == pytest.approx(1.0, abs=0.05)
    assert loudest_hz(clip) == pytest.approx(440.0, abs=1.5)
    assert np.max(np.abs(clip.samples[1600:-1600])) == pytest.approx(0.5, abs=0.06)


@pytest.mark.parametrize(
    ("name", "codec"), [("memo.m4a", "aac"), ("memo.webm", "libopus"), ("film.mp4", "aac")]
)
def test_what_telephones_and_browsers_record_is_read(tmp_path, tone, name, codec):
    encode(tmp_path / name, codec, tone(1.0, 440.0, rate_hz=48_000))

    clip = read_audio(tmp_path / name)

    assert clip.duration_s == pytest.approx(1.0, abs=0.08)
    assert loudest_hz(clip) == pytest.approx(440.0, abs=1.5)


def test_two_channels_become_their_mean(tmp_path):
    soundfile.write(tmp_path / "a.wav", np.tile([0.5, 0.25], (100, 1)), 16_000, "FLOAT")
    assert read_audio(tmp_path / "a.wav").samples == pytest.approx(np.full(100, 0.375))


def test_a_file_keeps_its_rate_when_asked_to(tmp_path, tone):
    write_wav(tmp_path / "a.wav", tone(1.0, rate_hz=22_050))
    clip = read_audio(tmp_path / "a.wav", rate_hz=None)
    assert (clip.rate_hz, len(clip.samples)) == (22_050, 22_050)


def test_names_in_any_language_are_read(tmp_path, tone):
    path = tmp_path / "ответ nº 1 – 面接.wav"
    write_wav(path, tone(0.1))
    assert read_audio(str(path)).duration_s == 0.1


def test_sound_above_full_scale_is_brought_into_range(tmp_path):
    soundfile.write(tmp_path / "a.wav", np.array([0.0, 3.0, -3.0]), 16_000, "FLOAT")
    assert read_audio(tmp_path / "a.wav").samples.tolist() == [0.0, 1.0, -1.0]


def test_a_flac_that_was_cut_short_is_read_as_far_as_it_goes(tmp_path, tone):
    path = tmp_path / "a.flac"
    soundfile.write(path, np.random.default_rng(1).uniform(-0.5, 0.5, 32_000), 16_000)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert 0.5 < read_audio(path).duration_s < 1.1


def test_a_long_file_is_read_in_blocks(tmp_path):
    path = tmp_path / "long.wav"
    with soundfile.SoundFile(path, "w", 48_000, 2, "PCM_16") as file:
        for _ in range(5 * 60):
            file.write(np.zeros((48_000, 2), np.float32))
    tracemalloc.start()
    try:
        clip = read_audio(path)
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert clip.duration_s == pytest.approx(300.0, abs=0.01)
    assert peak_bytes < 2 * clip.samples.nbytes


def test_a_recording_of_hours_is_refused(tmp_path, tone, monkeypatch):
    monkeypatch.setattr(files, "MAX_DURATION_S", 3600)
    path = tmp_path / "day.wav"
    soundfile.write(path, np.zeros(3601 * 4000, np.uint8).view(np.int8).astype(np.int16), 4_000, "PCM_U8")
    with pytest.raises(InputError, match=r"day\.wav is longer than 1 hours; cut it"):
        read_audio(path)


def zero_length(path: Path) -> None:
    soundfile.write(path, np.zeros(0), 16_000)


def not_numbers(path: Path) -> None:
    samples = np.zeros(16_000)
    samples[8_000:] = np.nan
    soundfile.write(path, samples, 16_000, "FLOAT")


def infinite(path: Path) -> None:
    soundfile.write(path, np.array([0.0, np.inf]), 16_000, "DOUBLE")


def rate(rate_hz: int):
    def write(path: Path) -> None:
        write_wav(path, Clip(np.zeros(100, np.float32), 16_000))
        data = bytearray(path.read_bytes())
        data[24:28] = rate_hz.to_bytes(4, "little")
        path.write_bytes(data)

    return write


def half_a_header(path: Path) -> None:
    zero_length(path)
    path.write_bytes(path.read_bytes()[:30])


def film_without_sound(path: Path) -> None:
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 16
        stream.pix_fmt = "yuv420p"
        frame = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), format="rgb24")
        container.mux([*stream.encode(frame), *stream.encode(None)])


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: None, r"There is no file .*; check the name"),
        (Path.mkdir, r"is a folder; name one"),
        (Path.touch, r"is empty \(0 bytes\); record"),
        (zero_length, r"of no length; record"),
        (half_a_header, r"cannot be read as a sound file \(.*\); export it as WAV"),
        (lambda path: path.write_text("So, the metric was churn.\n" * 50), r"cannot be read as a sound file"),
        (lambda path: path.write_bytes(b"RIFF"), r"cannot be read as a sound file"),
        (lambda path: path.write_bytes(bytes(4096)), r"cannot be read as a sound file"),
        (not_numbers, r"not numbers, first at 0\.50 s; export"),
        (infinite, r"not numbers, first at 0\.00 s; export"),
        (rate(1), r"claims 1 samples a second"),
        (rate(3_999), r"claims 3999 samples a second"),
        (rate(384_001), r"claims 384001 samples a second"),
        (rate(2**31 - 1), r"claims|cannot be read"),
        (film_without_sound, r"has no sound track; name a file"),
    ],
)
def test_what_is_no_sound_is_refused_in_one_sentence_with_the_remedy(tmp_path, make, sentence):
    path = tmp_path / "answer.wav"
    make(path)

    with pytest.raises(InputError, match=sentence) as told:
        read_audio(path)

    assert str(path) in str(told.value)
    assert "\n" not in str(told.value)
    assert str(told.value).endswith((".", "!"))


def test_a_pipe_or_a_device_is_not_waited_for(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="not a regular file; save the sound"):
        read_audio(tmp_path / "pipe")


def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    path = tmp_path / "a.wav"
    path.touch()

    def refuse(self, *arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="may not be read by you; change its permissions"):
        read_audio(path)


@pytest.mark.parametrize("name", ["nul\0.wav", "x" * 5000])
def test_a_name_that_no_file_can_have_is_told(name):
    with pytest.raises(InputError, match=r"cannot be opened|no file"):
        read_audio(name)


@pytest.mark.parametrize(
    "playlist",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:1,\n{sound}\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile '{sound}'\n",
        "[playlist]\nFile1={sound}\nNumberOfEntries=1\n",
    ],
)
def test_a_playlist_opens_no_other_file(tmp_path, tone, playlist):
    """FFmpeg would follow it, even into the network."""
    write_wav(tmp_path / "secret.wav", tone(0.5))
    path = tmp_path / "list.wav"
    path.write_text(playlist.format(sound=tmp_path / "secret.wav"))
    with pytest.raises(InputError, match="cannot be read as a sound file"):
        read_audio(path)


HEADER_CHANGES = st.lists(st.tuples(st.integers(0, 79), st.integers(0, 255)), min_size=1, max_size=8)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=HEADER_CHANGES, cut=st.integers(0, 400), kind=st.sampled_from(["WAV", "WAVEX", "AIFF", "AU"]))
def test_a_damaged_header_gives_a_clip_or_one_sentence(tmp_path, changes, cut, kind):
    path = tmp_path / "a.wav"
    soundfile.write(path, np.sin(np.arange(150)) * 0.5, 16_000, "PCM_16", format=kind)
    data = bytearray(path.read_bytes())
    for at, byte in changes:
        data[at % len(data)] = byte
    path.write_bytes(data[: len(data) - cut] if cut < len(data) else data)

    check_clip_or_sentence(path)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from([b"RIFF", b"RIFX", b"fLaC", b"OggS", b"FORM", b"ID3", b"\xff\xfb", b""]),
    rest=st.binary(),
)
def test_random_bytes_give_a_clip_or_one_sentence(tmp_path, start, rest):
    path = tmp_path / "a.wav"
    path.write_bytes(start + rest)
    check_clip_or_sentence(path)


def check_clip_or_sentence(path: Path) -> None:
    try:
        clip = read_audio(path)
    except InputError as told:
        sentence = str(told)
        assert "\n" not in sentence
    else:
        assert clip.rate_hz == RATE_HZ
        assert len(clip.samples) > 0
        assert np.isfinite(clip.samples).all()
        assert np.max(np.abs(clip.samples)) <= 1.0
