"""A neural voice speaks what is written, and whatever is wrong with its files is told in one sentence."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import soundfile

from tests.tiny_voice import SIGNS, put_voice
from voicesim.errors import VoiceError
from voicesim.speech.neural.speaker import NeuralSpeaker
from voicesim.speech.neural.voices import NeuralVoice

if sys.platform != "linux":
    pytest.skip("espeak-ng's phonemes come with the package on Linux only", allow_module_level=True)

TEXT = "Why did you do that, and what came of it?"


def render(folder: Path, network: Path, speaker: int = 0, text: str = TEXT) -> Path:
    return NeuralSpeaker(folder / "cache", NeuralVoice("hum", network), speaker).render(text)


class TestSound:
    def test_is_at_the_rate_of_the_voice(self, tmp_path: Path) -> None:
        path = render(tmp_path, put_voice(tmp_path, audio={"sample_rate": 16_000}))
        info = soundfile.info(path)
        assert (info.samplerate, info.channels, info.subtype) == (16_000, 1, "PCM_16")

    def test_is_longer_for_more_words_and_for_a_second_sentence(self, tmp_path: Path) -> None:
        network = put_voice(tmp_path)
        one, two = (soundfile.info(render(tmp_path, network, text=t)).duration for t in ("Why?", "Why? Why?"))
        assert two == pytest.approx(2 * one + 0.3, abs=0.01)

    def test_is_that_of_the_speaker(self, tmp_path: Path) -> None:
        network = put_voice(tmp_path, speakers=2)
        first, second = (render(tmp_path, network, speaker) for speaker in (0, 1))
        assert first.read_bytes() != second.read_bytes()

    def test_comes_from_the_cache_until_the_voice_is_another(self, tmp_path: Path) -> None:
        first = render(tmp_path, put_voice(tmp_path))
        again = NeuralSpeaker(tmp_path / "cache", NeuralVoice("hum", tmp_path / "hum.onnx"), python="/none")
        assert again.render(TEXT) == first
        put_voice(tmp_path, speakers=2)
        assert render(tmp_path, tmp_path / "hum.onnx") != first


def settings(folder: Path, content: str) -> Path:
    network = put_voice(folder)
    network.with_name("hum.onnx.json").write_text(content, "utf-8")
    return network


def without(*names: str) -> str:
    """The usual table without some of its signs."""
    return json.dumps({sign: [place] for place, sign in enumerate(SIGNS) if sign not in names})


class TestABadVoice:
    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            ("", r"hum\.onnx\.json are damaged.*copy its two files again"),
            ("[]", r"holds no settings of a Piper voice.*copy its two files again"),
            ("{}", "espeak is missing"),
            ('{"espeak": {"voice": "en-us"}, "audio": {}}', "sample_rate is missing"),
            ('{"espeak": {"voice": "en-us"}, "audio": {"sample_rate": "fast"}}', "sample_rate is 'fast'"),
            (
                '{"espeak": {"voice": "en-us"}, "audio": {"sample_rate": 22}}',
                "not a number from 8000 to 48000",
            ),
            ('{"phoneme_type": "text"}', "only espeak-ng's are here"),
        ],
    )
    def test_is_told_by_its_settings(self, tmp_path: Path, content: str, sentence: str) -> None:
        with pytest.raises(VoiceError, match=sentence) as caught:
            render(tmp_path, settings(tmp_path, content))
        assert "\n" not in str(caught.value)

    def test_has_settings_that_cannot_be_read(self, tmp_path: Path) -> None:
        network = put_voice(tmp_path)
        network.with_name("hum.onnx.json").unlink()
        with pytest.raises(VoiceError, match=r"settings .* cannot be read \(No such file"):
            render(tmp_path, network)

    def test_has_no_signs_for_the_sounds_of_the_text(self, tmp_path: Path) -> None:
        network = put_voice(tmp_path, phoneme_id_map=json.loads(without("ð", "ʌ")))
        with pytest.raises(VoiceError, match="does not know ð ʌ, so it cannot"):
            render(tmp_path, network)

    def test_has_a_language_that_espeak_does_not_know(self, tmp_path: Path) -> None:
        with pytest.raises(VoiceError, match="the language 'klingonese'"):
            render(tmp_path, put_voice(tmp_path, espeak={"voice": "klingonese"}))

    @pytest.mark.parametrize("content", [b"", b"no network at all", b"\x08\x08" * 100])
    def test_is_no_onnx(self, tmp_path: Path, content: bytes) -> None:
        network = put_voice(tmp_path)
        network.write_bytes(content)
        with pytest.raises(VoiceError, match=r"hum\.onnx is no ONNX network.*copy its two files again"):
            render(tmp_path, network)

    def test_has_the_settings_of_another(self, tmp_path: Path) -> None:
        with pytest.raises(VoiceError, match="not the network of a Piper voice with these settings"):
            render(tmp_path, put_voice(tmp_path, num_speakers=2))

    def test_has_no_such_speaker(self, tmp_path: Path) -> None:
        with pytest.raises(VoiceError, match="2 speakers, numbered from 0; there is none numbered 7"):
            render(tmp_path, put_voice(tmp_path, speakers=2), 7)

    def test_is_gone(self, tmp_path: Path) -> None:
        with pytest.raises(VoiceError, match="The voice hum is gone"):
            render(tmp_path, tmp_path / "hum.onnx")
