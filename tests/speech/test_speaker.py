"""A text becomes a sound file, or one clear error; whatever the engines of the platforms do wrong."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.tone_speaker import FakeSpeaker
from voicesim.errors import VoiceError
from voicesim.speech import speaker as module
from voicesim.speech.speaker import Pyttsx3Speaker

QUESTION = "Tell me about a product decision that you would take back today, and why."
FORTY_WORDS = " ".join(["The roadmap was late and nobody had said so."] * 4 + ["Then we"] * 2)

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the voices and durations of espeak-ng")


def seconds(path: Path) -> float:
    duration_s: float = soundfile.info(path).duration
    return duration_s


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def left_running(pids: list[int], limit_s: float = 10.0) -> list[int]:
    """Those that still run after a while: a busy machine needs a moment to end what was killed."""
    deadline = time.monotonic() + limit_s
    while (left := [pid for pid in pids if is_running(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


class TestTheSound:
    def test_is_a_mono_pcm16_wav_that_can_be_heard(self, tmp_path: Path) -> None:
        path = Pyttsx3Speaker(tmp_path).render(QUESTION)
        info = soundfile.info(path)
        samples, _ = soundfile.read(path)
        assert (info.format, info.subtype, info.channels) == ("WAV", "PCM_16", 1)
        assert np.abs(samples).max() > 0.05

    @linux_only
    def test_holds_the_whole_text_the_first_time(self, tmp_path: Path) -> None:
        """On Linux a new engine returns from its first runAndWait before anything was spoken."""
        path = Pyttsx3Speaker(tmp_path, rate_wpm=160).render(FORTY_WORDS)
        assert 11 < seconds(path) < 22
        samples, rate = soundfile.read(path)
        assert np.abs(samples[-2 * rate :]).max() > 0.05

    @linux_only
    def test_of_one_text_is_not_overwritten_by_the_next(self, tmp_path: Path) -> None:
        speaker = Pyttsx3Speaker(tmp_path)
        first = speaker.render(QUESTION)
        content = first.read_bytes()
        second = speaker.render("Why?")
        assert first.read_bytes() == content
        assert seconds(second) < seconds(first) / 2

    @linux_only
    def test_depends_on_the_voice_and_the_rate(self, tmp_path: Path) -> None:
        paths = [
            Pyttsx3Speaker(tmp_path, voice, rate).render(QUESTION)
            for voice, rate in [
                ("gmw/en", 165),
                ("gmw/en-us", 165),
                ("gmw/en-us+f2", 165),
                ("gmw/en-us", 220),
            ]
        ]
        assert len({path.read_bytes() for path in paths}) == 4
        assert seconds(paths[3]) < 0.9 * seconds(paths[1])

    @linux_only
    def test_is_the_same_by_any_name_of_the_voice(self, tmp_path: Path) -> None:
        by_id, by_alias = (Pyttsx3Speaker(tmp_path, name).render("Why?") for name in ("gmw/en-us", "en-us"))
        assert by_id.read_bytes() == by_alias.read_bytes()

    def test_is_made_without_a_word_on_the_terminal(
        self, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        """pyttsx3 prints "Audio saved to", espeak-ng complains about dictionaries."""
        Pyttsx3Speaker(tmp_path).render("Why?")
        assert capfd.readouterr() == ("", "")

    def test_is_the_same_wherever_one_stands(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "json.py").write_text("raise SystemExit('a file of the user in place of a module')")
        monkeypatch.chdir(tmp_path)
        assert seconds(Pyttsx3Speaker(Path("cache")).render("Why?")) > 0.2


class TestTexts:
    @pytest.mark.parametrize("text", ["", "  \n\t", "\x00\x07", "\u200b", "\ud800", "< "])
    def test_without_anything_to_say_are_refused(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(VoiceError, match="no text"):
            Pyttsx3Speaker(tmp_path).render(text)

    @linux_only
    def test_that_come_out_silent_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(VoiceError, match="no sound"):
            Pyttsx3Speaker(tmp_path).render("...")

    @linux_only
    @pytest.mark.parametrize(
        "text",
        [
            "<speak>Hello <break time='60s'/> there</speak>",
            "[[slnc 60000]] hello",
            "He said “no”, 'no' and \"no\"; $HOME `ls` && %PATH% \\n",
            "naïve café, 你好, 12 € – 5 ½ 🙂",
            "a nul\x00 does not end it",
            "-1",
            "I " * 50,
        ],
    )
    def test_of_any_kind_are_read(self, tmp_path: Path, text: str) -> None:
        assert 0.3 < seconds(Pyttsx3Speaker(tmp_path).render(text)) < 30

    @linux_only
    @pytest.mark.slow
    def test_of_ten_thousand_characters_are_read_to_the_end(self, tmp_path: Path) -> None:
        assert seconds(Pyttsx3Speaker(tmp_path).render((QUESTION * 200)[:10_000])) > 400


class TestTheCache:
    def test_answers_the_second_time_without_a_process(self, tmp_path: Path) -> None:
        first = Pyttsx3Speaker(tmp_path).render(QUESTION)
        assert Pyttsx3Speaker(tmp_path, python="/no/such/python").render(QUESTION) == first

    def test_asks_again_after_an_upgrade_of_the_engine(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = Pyttsx3Speaker(tmp_path).render("Why?")
        monkeypatch.setattr(module, "engine_version", lambda: "another")
        assert Pyttsx3Speaker(tmp_path).render("Why?") != first

    @pytest.mark.parametrize("damage", ["empty", "cut", "header", "silent"])
    def test_renders_again_what_was_damaged(self, tmp_path: Path, damage: str) -> None:
        path = Pyttsx3Speaker(tmp_path).render(QUESTION)
        content = path.read_bytes()
        silent = content[:44] + bytes(len(content) - 44)
        path.write_bytes(
            {"empty": b"", "cut": content[:4000], "header": b"x" * 900, "silent": silent}[damage]
        )
        assert Pyttsx3Speaker(tmp_path).render(QUESTION).read_bytes() == content

    def test_holds_only_finished_files(self, tmp_path: Path, voice_python: Callable[[str], str]) -> None:
        Pyttsx3Speaker(tmp_path / "cache").render("Why?")
        with pytest.raises(VoiceError):
            Pyttsx3Speaker(tmp_path / "cache", python=voice_python("sys.exit(1)")).render("Who?")
        assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".wav"]

    def test_is_shared_by_renders_of_the_same_text_at_the_same_time(self, tmp_path: Path) -> None:
        start = threading.Barrier(4)

        def render(_: int) -> Path:
            start.wait()
            return Pyttsx3Speaker(tmp_path).render(QUESTION)

        with ThreadPoolExecutor(4) as pool:
            (path,) = set(pool.map(render, range(4)))
        assert list(tmp_path.iterdir()) == [path]
        assert seconds(path) > 3

    def test_loses_what_a_killed_render_left_there(self, tmp_path: Path) -> None:
        old, young = tmp_path / ".rendering-old", tmp_path / ".rendering-young"
        old.mkdir()
        young.mkdir()
        os.utime(old, (0, 0))
        Pyttsx3Speaker(tmp_path).render("Why?")
        assert not old.exists()
        assert young.exists()

    @pytest.mark.parametrize("name", ["a file", "a file/below"])
    def test_that_cannot_be_written_is_told_at_once(self, tmp_path: Path, name: str) -> None:
        """pyttsx3 waits forever for a file that it cannot write."""
        (tmp_path / "a file").touch()
        began_s = time.monotonic()
        with pytest.raises(VoiceError, match=r"a file.*VOICESIM_HOME"):
            Pyttsx3Speaker(tmp_path / name).render("Why?")
        assert time.monotonic() - began_s < 5


class TestABadEngine:
    def test_that_hangs_is_killed_with_all_that_it_started(
        self, tmp_path: Path, voice_python: Callable[[str], str]
    ) -> None:
        python = voice_python(f"""
            other = subprocess.Popen(["sleep", "60"])
            pathlib.Path({str(tmp_path / "pids")!r}).write_text(f"{{os.getpid()}} {{other.pid}}")
            time.sleep(60)
        """)
        began_s = time.monotonic()
        with pytest.raises(VoiceError, match=r"longer than 3\.0. s"):
            Pyttsx3Speaker(tmp_path, time_limit_s=3, python=python).render("Why?")
        assert time.monotonic() - began_s < 15
        if sys.platform == "linux":
            pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
            assert pids
            assert not left_running(pids)

    def test_has_more_time_for_a_longer_text(
        self, tmp_path: Path, voice_python: Callable[[str], str]
    ) -> None:
        speaker = Pyttsx3Speaker(tmp_path, time_limit_s=0.001, python=voice_python("time.sleep(60)"))
        with pytest.raises(VoiceError, match=r"longer than 0\.801 s"):
            speaker.render("x" * 80)

    @pytest.mark.parametrize(
        ("body", "sentence"),
        [
            ("os.kill(os.getpid(), 11)", "was ended by signal 11"),
            ("sys.exit('no such device')", "ended with code 1 before it had spoken: no such device"),
            ("print('Audio saved')", "ended with code 0 before it had spoken"),
            ("(folder / 'reply.json').write_text('{')", "before it had spoken"),
            ("reply(error='There is no voice at all.')", "^There is no voice at all.$"),
            ("reply(voice='x')", "left no sound file"),
            ("rendered.touch(); reply(voice='x')", "left no sound file"),
            ("soundfile.write(rendered, [], 22050); reply(voice='x')", "no sound"),
            ("soundfile.write(rendered, 0 * tone, 22050); reply(voice='x')", "no sound"),
            ("soundfile.write(rendered, tone[:2205], 22050); reply(voice='x')", "too early"),
        ],
    )
    def test_is_told_in_one_sentence(
        self, tmp_path: Path, voice_python: Callable[[str], str], body: str, sentence: str
    ) -> None:
        with pytest.raises(VoiceError, match=sentence) as caught:
            Pyttsx3Speaker(tmp_path / "cache", python=voice_python(body)).render(QUESTION)
        assert "\n" not in str(caught.value)
        assert list((tmp_path / "cache").iterdir()) == []

    @pytest.mark.parametrize("format", ["AIFF", "WAV"])
    def test_may_write_any_format_under_the_name_of_a_wav(
        self, tmp_path: Path, voice_python: Callable[[str], str], format: str
    ) -> None:
        python = voice_python(f"""
            stereo = numpy.stack([tone, tone / 2], axis=1)
            soundfile.write(rendered, stereo, 44_100, format={format!r}, subtype="PCM_24")
            reply(voice="x")
        """)
        info = soundfile.info(Pyttsx3Speaker(tmp_path / "cache", python=python).render("Why?"))
        assert (info.format, info.subtype, info.channels, info.frames) == ("WAV", "PCM_16", 1, 44_100)

    def test_that_cannot_be_started_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(VoiceError, match="/no/such/python"):
            Pyttsx3Speaker(tmp_path, python="/no/such/python").render("Why?")


class TestSettings:
    @linux_only
    def test_an_unknown_voice_is_refused_with_near_ones(self, tmp_path: Path) -> None:
        """pyttsx3 keeps the old voice and says nothing."""
        with pytest.raises(VoiceError, match=r"no voice 'en-uss'.*gmw/en-us"):
            Pyttsx3Speaker(tmp_path, "en-uss").render("Why?")

    @linux_only
    def test_an_unknown_variant_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(VoiceError, match=r"en-us\+nobody"):
            Pyttsx3Speaker(tmp_path, "en-us+nobody").render("Why?")

    @pytest.mark.parametrize("rate_wpm", [-1, 0, 79, 451, 100_000])
    def test_an_impossible_rate_is_refused(self, tmp_path: Path, rate_wpm: int) -> None:
        with pytest.raises(VoiceError, match="80 to 450"):
            Pyttsx3Speaker(tmp_path, rate_wpm=rate_wpm).render("Why?")


class TestFakeSpeaker:
    def test_lasts_a_tenth_of_a_second_for_each_word(self, tmp_path: Path) -> None:
        path = FakeSpeaker(tmp_path / "new").render("one two three")
        assert seconds(path) == pytest.approx(0.3)
        assert soundfile.info(path).subtype == "PCM_16"

    def test_has_nothing_to_say_without_words(self, tmp_path: Path) -> None:
        with pytest.raises(VoiceError):
            FakeSpeaker(tmp_path).render(" ")


def test_the_engines_are_not_imported_here() -> None:
    program = (
        "import sys, voicesim.speech.speaker; print({'pyttsx3', 'soundfile', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"
