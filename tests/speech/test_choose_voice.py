"""Who reads aloud, by name and by what is here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tiny_voice import put_voice
from voicesim.errors import VoiceError
from voicesim.paths import voices_dir
from voicesim.speech.choose_voice import ChosenVoice, choose_voice, named_voice, other_voices
from voicesim.speech.neural.speaker import NeuralSpeaker
from voicesim.speech.speaker import Pyttsx3Speaker


@pytest.fixture(autouse=True)
def linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voicesim.speech.choose_voice.sys.platform", "linux")


def choose(wanted: str | None, folder: Path) -> ChosenVoice:
    return choose_voice(wanted, 165, folder)


def network_of(chosen: ChosenVoice) -> str:
    assert isinstance(chosen.speaker, NeuralSpeaker)
    return Path(chosen.speaker.request()["network"]).name


@pytest.mark.parametrize("wanted", [None, "auto"])
class TestAuto:
    def test_is_the_voice_of_the_system_where_there_is_no_other(
        self, tmp_path: Path, wanted: str | None
    ) -> None:
        chosen = choose(wanted, tmp_path)
        assert isinstance(chosen.speaker, Pyttsx3Speaker)
        assert chosen.fallback is None

    def test_is_the_first_of_the_catalogue_with_the_system_behind_it(
        self, tmp_path: Path, wanted: str | None
    ) -> None:
        put_voice(voices_dir() / "joe", "joe")
        put_voice(voices_dir() / "ljspeech", "ljspeech")
        chosen = choose(wanted, tmp_path)
        assert network_of(chosen) == "ljspeech.onnx"
        assert isinstance(chosen.fallback, Pyttsx3Speaker)

    def test_is_one_s_own_voice_before_all_others(self, tmp_path: Path, wanted: str | None) -> None:
        put_voice(voices_dir() / "ljspeech")
        put_voice(voices_dir() / "mine", "mine")
        assert network_of(choose(wanted, tmp_path)) == "mine.onnx"

    def test_passes_over_a_voice_that_lacks_a_file(self, tmp_path: Path, wanted: str | None) -> None:
        put_voice(voices_dir() / "mine").with_name("hum.onnx.json").unlink()
        assert isinstance(choose(wanted, tmp_path).speaker, Pyttsx3Speaker)

    def test_is_the_voice_of_the_system_where_systems_have_good_ones(
        self, tmp_path: Path, wanted: str | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("voicesim.speech.choose_voice.sys.platform", "darwin")
        put_voice(voices_dir() / "ljspeech")
        assert isinstance(choose(wanted, tmp_path).speaker, Pyttsx3Speaker)


class TestANamedVoice:
    def test_is_the_one_that_is_here(self, tmp_path: Path) -> None:
        put_voice(voices_dir() / "joe")
        assert isinstance(choose("joe", tmp_path).fallback, Pyttsx3Speaker)
        assert network_of(choose("joe", tmp_path)) == "hum.onnx"

    def test_may_have_the_number_of_a_speaker(self, tmp_path: Path) -> None:
        put_voice(voices_dir() / "libritts", speakers=3)
        named = named_voice("libritts+2")
        assert named is not None
        assert (named[0].name, named[1]) == ("libritts", 2)

    def test_may_be_a_directory(self, tmp_path: Path) -> None:
        put_voice(tmp_path / "one")
        assert network_of(choose(str(tmp_path / "one"), tmp_path)) == "hum.onnx"

    def test_that_is_not_here_is_told_and_the_system_reads(self, tmp_path: Path) -> None:
        chosen = choose("joe", tmp_path)
        assert isinstance(chosen.speaker, Pyttsx3Speaker)
        assert chosen.missing.endswith("get it once with: voicesim voices get joe")

    @pytest.mark.parametrize(("wanted", "sentence"), [("joe+x", r"joe\+3, for example"), ("{}", "no voice")])
    def test_that_makes_no_sense_is_told(self, tmp_path: Path, wanted: str, sentence: str) -> None:
        put_voice(voices_dir() / "joe")
        with pytest.raises(VoiceError, match=sentence):
            named_voice(wanted.format(tmp_path))

    @pytest.mark.parametrize("wanted", ["system", "english", "en-us+f2", "HKEY\\EN"])
    def test_of_the_system_is_the_system_s(self, tmp_path: Path, wanted: str) -> None:
        put_voice(voices_dir() / "joe")
        assert isinstance(choose(wanted, tmp_path).speaker, Pyttsx3Speaker)


class TestOtherVoices:
    """Those of a panel, besides the one that reads anyway."""

    def others(self, wanted: str | None, folder: Path, most: int = 2) -> list[tuple[str, int]]:
        asked = [each.request() for each in other_voices(wanted, 165, folder, most)]  # type: ignore[attr-defined]
        return [
            (Path(each["network"]).stem, each["speaker"]) if "network" in each else (each["voice"], 0)
            for each in asked
        ]

    @pytest.mark.parametrize("wanted", ["auto", "system", "en-us", "kristin"])
    def test_are_others_of_the_system_where_there_is_no_neural_one(self, tmp_path: Path, wanted: str) -> None:
        assert self.others(wanted, tmp_path) == [("en-gb+f3", 0), ("en-gb-scotland+m3", 0)]
        assert self.others(wanted, tmp_path, most=1) == [("en-gb+f3", 0)]
        assert self.others("en-gb+f3", tmp_path) == [("en-us", 0), ("en-gb-scotland+m3", 0)]

    def test_are_one_of_the_system_beside_a_neural_voice_alone(self, tmp_path: Path) -> None:
        put_voice(voices_dir() / "joe", "joe")
        assert self.others("auto", tmp_path) == [("en-gb+f3", 0)]

    def test_there_are_none_where_systems_have_voices_of_which_we_know_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("voicesim.speech.choose_voice.sys.platform", "darwin")
        assert self.others("auto", tmp_path) == []

    def test_each_other_voice_comes_before_more_people_of_any(self, tmp_path: Path) -> None:
        put_voice(voices_dir() / "ljspeech", "ljspeech", speakers=3)
        put_voice(voices_dir() / "joe", "joe")
        assert self.others("auto", tmp_path) == [("joe", 0), ("ljspeech", 1)]
        assert self.others("joe", tmp_path) == [("ljspeech", 0), ("ljspeech", 1)]

    def test_one_voice_of_many_people_is_enough(self, tmp_path: Path) -> None:
        put_voice(voices_dir() / "libritts", "libritts", speakers=9)
        assert self.others("libritts", tmp_path) == [("libritts", 1), ("libritts", 2)]
        assert self.others("libritts+1", tmp_path) == [("libritts", 0), ("libritts", 2)]

    def test_beside_the_system_s_voice_all_are_others(self, tmp_path: Path) -> None:
        put_voice(voices_dir() / "joe", "joe")
        assert self.others("system", tmp_path) == [("joe", 0)]
        assert self.others("kristin", tmp_path) == [("joe", 0)], "not here: the system's reads"

    def test_one_that_is_damaged_is_passed_over(self, tmp_path: Path) -> None:
        put_voice(voices_dir() / "joe", "joe")
        network = put_voice(voices_dir() / "ljspeech", "ljspeech")
        network.with_name("ljspeech.onnx.json").write_text("{")
        assert self.others("joe", tmp_path) == [("en-gb+f3", 0)]
