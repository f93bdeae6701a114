"""voicesim voices, and who reads an interview."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.practised import Call
from tests.practised import call as call
from tests.programs import Run
from tests.tiny_voice import put_voice
from voicesim.demo.candidate import SampleAnswer
from voicesim.paths import voices_dir

linux_only = pytest.mark.skipif(
    sys.platform != "linux", reason="espeak-ng comes with the package on Linux only"
)


def test_the_list_tells_what_is_here_and_the_licence_of_what_can_be_had(call: Call) -> None:
    put_voice(voices_dir() / "mine")
    done = call("voices", "list")
    out = done.out
    assert out.splitlines()[0].split()[:2] == ["mine", "here"]
    assert "your own" in out
    assert "not settled" in out
    assert "public domain" in out
    assert done.err.startswith("voicesim: Source: https://huggingface.co/rhasspy/piper-voices")


def test_the_list_as_json_names_the_source(call: Call) -> None:
    put_voice(voices_dir() / "joe")
    first, second, *_ = json.loads(call("voices", "list", "--json").out)
    assert (first["name"], first["here"], first["speakers"]) == ("joe", True, 1)
    assert first["file"] == str(voices_dir() / "joe" / "hum.onnx")
    assert (second["here"], second["file"]) == (False, None)
    assert second["source"].startswith("https://huggingface.co/rhasspy/piper-voices/")


@linux_only
def test_a_voice_is_tried_and_kept_where_no_loudspeaker_plays_it(call: Call) -> None:
    put_voice(voices_dir() / "mine")
    done = call("voices", "try", "mine", "--output", "no such loudspeaker")
    assert done.code in (1, 2)  # 1: this machine has none at all; 2: it has others
    assert "s of sound, ready in" in done.err
    assert "loudspeaker" in done.err.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("try", "joe"), 1, "get it once with: voicesim voices get joe"),
        (("remove", "joe"), 1, "The voice joe is not on this machine."),
        (("remove", ".."), 2, '".." is no name of a voice'),
        (("get", "nobody"), 2, "The hub has no voice nobody: there is ljspeech"),
        (("get", "nobody", "--from", "index"), 2, "The index has no voice nobody: there is joe"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(
    call: Call, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    done = call("voices", *arguments)
    assert done.code == code
    assert sentence in done.err
    assert done.err.count("\n") == 1


def test_a_voice_is_removed(call: Call) -> None:
    put_voice(voices_dir() / "mine")
    assert call("voices", "remove", "mine").code == 0
    assert not (voices_dir() / "mine").exists()


def practise(voicesim: Run, folder: Path, spoken: tuple[SampleAnswer, Path], *options: str) -> str:
    """An interview of one question without a terminal; what was said on standard error."""
    answers = folder / "answers"
    answers.mkdir()
    shutil.copy(spoken[1], answers / "1.wav")
    asked = ("--question", spoken[0].question_id, "--answers", answers, "--model", "demo", "--json")
    done = voicesim("practice", *asked, *options)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1
    return " ".join(done.stderr.split())


@linux_only
def test_a_damaged_voice_ends_no_interview(
    voicesim: Run, tmp_path: Path, spoken_answer: tuple[SampleAnswer, Path]
) -> None:
    put_voice(voices_dir() / "mine").write_bytes(b"no network")
    said = practise(voicesim, tmp_path, spoken_answer)
    assert "The system's own voice reads the questions." in said
    assert "hum.onnx is no ONNX network, which a voice should be; copy its two files again" in said


@linux_only
def test_a_voice_that_is_not_here_ends_no_interview(
    voicesim: Run, tmp_path: Path, spoken_answer: tuple[SampleAnswer, Path]
) -> None:
    said = practise(voicesim, tmp_path, spoken_answer, "--voice", "joe")
    assert "The system's own voice reads the questions. The voice joe is not on this machine" in said


@linux_only
def test_the_voice_that_is_here_reads(
    voicesim: Run, home: Path, tmp_path: Path, spoken_answer: tuple[SampleAnswer, Path]
) -> None:
    import soundfile

    put_voice(voices_dir() / "mine", audio={"sample_rate": 16_000})
    assert "system's own voice" not in practise(voicesim, tmp_path, spoken_answer)
    (sound,) = (home / "cache" / "voice").glob("*.wav")
    assert soundfile.info(sound).samplerate == 16_000
