from __future__ import annotations

import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Never

import av
import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.audio.conftest import Tone
from tests.audio.containers import RATE_HZ as FILM_HZ
from tests.audio.containers import write_container
from voicesim.audio import files
from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.files import read_audio, read_recording
from voicesim.audio.wav import write_wav
from voicesim.errors import InputError


def loudest_hz(clip: Clip) -> float:
    spectrum = np.abs(np.fft.rfft(clip.samples * np.hanning(len(clip.samples))))
    return float(np.argmax(spectrum) * clip.rate_hz / len(clip.samples))


def encode(path: Path, codec: str, clip: Clip) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=clip.rate_hz, layout="mono")
        assert isinstance(stream, av.AudioStream)
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
def test_any_sound_file_becomes_16_khz_mono(
    tmp_path: Path, tone: Tone, name: str, rate_hz: int, channels: int, subtype: str, kind: str
) -> None:
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
def test_what_telephones_and_browsers_record_is_read(
    tmp_path: Path, tone: Tone, name: str, codec: str
) -> None:
    encode(tmp_path / name, codec, tone(1.0, 440.0, rate_hz=48_000))

    clip = read_audio(tmp_path / name)

    assert clip.duration_s == pytest.approx(1.0, abs=0.08)
    assert loudest_hz(clip) == pytest.approx(440.0, abs=1.5)


def test_two_channels_become_their_mean(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.tile([0.5, 0.25], (100, 1)), 16_000, "FLOAT")
    assert read_audio(tmp_path / "a.wav").samples == pytest.approx(np.full(100, 0.375))


def loud_from_to(clip: Clip) -> list[float]:
    """The seconds at which sound begins and ends again."""
    loud = np.abs(clip.samples) > 0.05
    each = loud[: len(loud) // 320 * 320].reshape(-1, 320).any(axis=1)
    edges: list[float] = (np.flatnonzero(np.diff(each, prepend=False, append=False)) / 50).tolist()
    return edges


CONTAINERS = [
    ("a.webm", "libopus", None),
    ("a.mkv", "aac", None),
    ("a.ogg", "libopus", None),
    ("a.m4a", "aac", "mp4"),
    ("a.mov", "aac", None),
    ("a.ts", "aac", "mpegts"),
    ("a.flv", "aac", None),
]


@pytest.mark.parametrize(("name", "codec", "form"), CONTAINERS)
def test_a_gap_in_the_time_line_of_a_file_is_silence(
    tmp_path: Path, tone: Tone, name: str, codec: str, form: str | None
) -> None:
    second = tone(1.0, 440.0, rate_hz=FILM_HZ).samples
    write_container(tmp_path / name, codec, [[(0.0, second), (3.0, second)]], form=form)

    clip = read_audio(tmp_path / name)

    assert clip.duration_s == pytest.approx(4.0, abs=0.1)
    began, paused, went_on, ended = loud_from_to(clip)
    # An Ogg page has one time for up to a second of sound, so the gap in it is only known to its page.
    assert [began, ended] == pytest.approx([0.0, 4.0], abs=0.1)
    assert went_on - paused == pytest.approx(2.0, abs=0.2)


@pytest.mark.parametrize(("name", "codec", "form"), [each for each in CONTAINERS if each[0] != "a.ts"])
def test_a_late_start_is_silence(tmp_path: Path, tone: Tone, name: str, codec: str, form: str | None) -> None:
    second = tone(1.0, 440.0, rate_hz=FILM_HZ).samples
    write_container(tmp_path / name, codec, [[(2.0, second)]], form=form)
    assert loud_from_to(read_audio(tmp_path / name))[0] == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize("name", ["a.mkv", "a.mp4", "a.ts"])
def test_sound_that_begins_after_the_picture_keeps_its_time(tmp_path: Path, tone: Tone, name: str) -> None:
    second = tone(1.0, 440.0, rate_hz=FILM_HZ).samples
    write_container(tmp_path / name, "aac", [[(2.0, second)]], film_s=4.0)
    assert loud_from_to(read_audio(tmp_path / name))[0] == pytest.approx(2.0, abs=0.1)


def test_a_stream_that_counts_from_anywhere_begins_with_its_first_sound(tmp_path: Path, tone: Tone) -> None:
    second = tone(1.0, 440.0, rate_hz=FILM_HZ).samples
    for name, form, start_s in (("a.ts", "mpegts", 2.0), ("a.webm", None, 9000.0)):
        write_container(tmp_path / name, "aac" if form else "libopus", [[(start_s, second)]], form=form)
        assert read_audio(tmp_path / name).duration_s == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("name", ["a.mkv", "a.mp4", "a.mov"])
@pytest.mark.parametrize("voice", [0, 1, 2])
def test_of_several_tracks_the_one_with_a_sound_is_taken(
    tmp_path: Path, tone: Tone, name: str, voice: int
) -> None:
    second = tone(1.0, 440.0, rate_hz=FILM_HZ).samples
    tracks = [[(0.0, second if at == voice else np.zeros_like(second))] for at in range(3)]
    write_container(tmp_path / name, "aac", tracks)

    found = read_recording(tmp_path / name)

    assert found.taken == f"track {voice + 1} of 3"
    assert loudest_hz(found.clip) == pytest.approx(440.0, abs=1.5)


def test_whoever_knows_a_voice_decides_between_tracks_and_channels(tmp_path: Path, tone: Tone) -> None:
    low, high = (tone(1.0, hz, rate_hz=FILM_HZ).samples for hz in (440.0, 880.0))
    soundfile.write(tmp_path / "a.wav", np.stack([low, high], 1), FILM_HZ)
    write_container(tmp_path / "a.mkv", "aac", [[(0.0, low)], [(0.0, high)]])

    for name, taken in (("a.wav", "channel 2 of 2"), ("a.mkv", "track 2 of 2")):
        found = read_recording(tmp_path / name, voice_s=lambda clip: float(loudest_hz(clip) > 800))
        assert found.taken == taken
        assert loudest_hz(found.clip) == pytest.approx(880.0, abs=1.5)


def test_opposite_channels_do_not_cancel_out(tmp_path: Path, tone: Tone) -> None:
    samples = tone(1.0, 440.0).samples
    soundfile.write(tmp_path / "a.wav", np.stack([samples, -samples], 1), 16_000, "FLOAT")
    found = read_recording(tmp_path / "a.wav")
    assert found.clip.samples == pytest.approx(samples)
    assert found.taken == "channel 1 of 2"


@pytest.mark.parametrize("voice", [0, 1])
def test_a_silent_channel_does_not_halve_the_other(tmp_path: Path, tone: Tone, voice: int) -> None:
    samples = tone(1.0, 440.0).samples
    channels = np.zeros((len(samples), 2), np.float32)
    channels[:, voice] = samples
    soundfile.write(tmp_path / "a.wav", channels, 16_000, "FLOAT")
    found = read_recording(tmp_path / "a.wav")
    assert found.clip.samples == pytest.approx(samples)
    assert found.taken is None


def test_a_file_keeps_its_rate_when_asked_to(tmp_path: Path, tone: Tone) -> None:
    write_wav(tmp_path / "a.wav", tone(1.0, rate_hz=22_050))
    clip = read_audio(tmp_path / "a.wav", rate_hz=None)
    assert (clip.rate_hz, len(clip.samples)) == (22_050, 22_050)


def test_names_in_any_language_are_read(tmp_path: Path, tone: Tone) -> None:
    path = tmp_path / "ответ nº 1 – 面接.wav"
    write_wav(path, tone(0.1))
    assert read_audio(str(path)).duration_s == 0.1


def test_sound_above_full_scale_is_brought_into_range(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.array([0.0, 3.0, -3.0]), 16_000, "FLOAT")
    assert read_audio(tmp_path / "a.wav").samples.tolist() == [0.0, 1.0, -1.0]


def test_a_flac_that_was_cut_short_is_read_as_far_as_it_goes(tmp_path: Path, tone: Tone) -> None:
    path = tmp_path / "a.flac"
    soundfile.write(path, np.random.default_rng(1).uniform(-0.5, 0.5, 32_000), 16_000)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert 0.5 < read_audio(path).duration_s < 1.1


def test_a_long_file_is_read_in_blocks(tmp_path: Path) -> None:
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


def test_a_recording_of_hours_is_refused(tmp_path: Path, tone: Tone, monkeypatch: pytest.MonkeyPatch) -> None:
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


def rate(rate_hz: int) -> Callable[[Path], None]:
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
def test_what_is_no_sound_is_refused_in_one_sentence_with_the_remedy(
    tmp_path: Path, make: Callable[[Path], object], sentence: str
) -> None:
    path = tmp_path / "answer.wav"
    make(path)

    with pytest.raises(InputError, match=sentence) as told:
        read_audio(path)

    assert str(path) in str(told.value)
    assert "\n" not in str(told.value)
    assert str(told.value).endswith((".", "!"))


def test_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="not a regular file; save the sound"):
        read_audio(tmp_path / "pipe")


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.wav"
    path.touch()

    def refuse(self: Path, *arguments: object) -> Never:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="may not be read by you; change its permissions"):
        read_audio(path)


@pytest.mark.parametrize("name", ["nul\0.wav", "x" * 5000])
def test_a_name_that_no_file_can_have_is_told(name: str) -> None:
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
def test_a_playlist_opens_no_other_file(tmp_path: Path, tone: Tone, playlist: str) -> None:
    """FFmpeg would follow it, even into the network."""
    write_wav(tmp_path / "secret.wav", tone(0.5))
    path = tmp_path / "list.wav"
    path.write_text(playlist.format(sound=tmp_path / "secret.wav"))
    with pytest.raises(InputError, match="cannot be read as a sound file"):
        read_audio(path)


HEADER_CHANGES = st.lists(st.tuples(st.integers(0, 79), st.integers(0, 255)), min_size=1, max_size=8)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=HEADER_CHANGES, cut=st.integers(0, 400), kind=st.sampled_from(["WAV", "WAVEX", "AIFF", "AU"]))
def test_a_damaged_header_gives_a_clip_or_one_sentence(
    tmp_path: Path, changes: list[tuple[int, int]], cut: int, kind: str
) -> None:
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
def test_random_bytes_give_a_clip_or_one_sentence(tmp_path: Path, start: bytes, rest: bytes) -> None:
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
