"""Which neural voices are here, and how they go."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tiny_voice import put_voice
from voicesim.errors import InputError, VoiceError
from voicesim.paths import voices_dir
from voicesim.speech.neural.known_voices import KNOWN_VOICES
from voicesim.speech.neural.voices import installed_voices, list_voices, network_in, remove_voice


def test_the_list_begins_with_what_is_here() -> None:
    put_voice(voices_dir() / "joe")
    put_voice(voices_dir() / "mine")
    entries = list_voices()
    assert [entry.name for entry in entries[:3]] == ["mine", "joe", "ljspeech"]
    assert [entry.voice is not None for entry in entries[:3]] == [True, True, False]
    assert {entry.name for entry in entries} == {"mine", *KNOWN_VOICES}


def test_every_known_voice_says_what_one_must_know_of_it() -> None:
    for voice in KNOWN_VOICES.values():
        assert voice.quality == "medium"
        assert voice.licence
        assert voice.source.startswith("https://huggingface.co/rhasspy/piper-voices/tree/main/en/")


def test_a_removed_voice_is_gone_with_what_downloads_left() -> None:
    put_voice(voices_dir() / "joe")
    (voices_dir() / ".joe-0123.partial").mkdir()
    (voices_dir() / ".joe-0123.partial" / "half").write_bytes(b"12345")
    assert remove_voice("joe") > 1_000
    assert list(voices_dir().iterdir()) == []
    with pytest.raises(VoiceError, match="joe is not on this machine"):
        remove_voice("joe")


@pytest.mark.parametrize("name", ["", ".", "..", "../models", "/", "Joe"])
def test_what_is_no_name_removes_nothing(name: str) -> None:
    with pytest.raises(InputError, match="no name of a voice"):
        remove_voice(name)


def test_a_directory_with_several_voices_is_not_guessed_about(tmp_path: Path) -> None:
    put_voice(tmp_path, "a")
    put_voice(tmp_path, "b")
    with pytest.raises(VoiceError, match=r"several voices \(a, b\)"):
        network_in(tmp_path)
    assert network_in(tmp_path, "b.onnx").name == "b.onnx"


def test_a_folder_of_something_else_is_no_voice() -> None:
    (voices_dir() / "notes").mkdir(parents=True)
    assert installed_voices() == ()
