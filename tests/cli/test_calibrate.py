"""`doctor --calibrate`: what each speech model hears of you, where it is kept, and where it is shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from tests.practised import Call, practised
from tests.practised import call as call
from tests.programs import Run
from tests.real_model import tiny_en as tiny_en
from voicesim.audio import devices
from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.devices import Device
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.wav import write_wav
from voicesim.calibrate import SENTENCES
from voicesim.cli import calibrate
from voicesim.demo.candidate import SampleAnswer, speak
from voicesim.paths import calibration_file, models_dir
from voicesim.speech.calibration import Calibration, Heard, keep
from voicesim.speech.models import Model
from voicesim.speech.speaker import Speaker

EXPECTED = "of your ums about 8 in 10 are heard"


@pytest.fixture(scope="session")
def clips(voice: Speaker) -> tuple[Clip, ...]:
    """The sentences as the demo's candidate reads them."""
    return tuple(
        speak(SampleAnswer("", "", (0.5, sentence)), voice, seed) for seed, sentence in enumerate(SENTENCES)
    )


@pytest.fixture
def recordings(clips: tuple[Clip, ...], tmp_path: Path) -> Path:
    return folder_of(tmp_path / "read", *clips)


def folder_of(folder: Path, *clips: Clip) -> Path:
    folder.mkdir()
    for number, clip in enumerate(clips, 1):
        write_wav(folder / f"{number}.wav", clip)
    return folder


def test_without_a_model_for_people_the_demo_model_is_tried_and_that_is_said(
    call: Call, recordings: Path
) -> None:
    done = call("doctor", "--calibrate", "--answers", recordings)
    assert done.code == 0, done.err
    assert "understands no person; get one with: voicesim models get base.en" in done.err
    assert f"Kept in {calibration_file()}, without your voice or your words." in done.err
    assert "auto takes" not in done.err
    row = done.out.splitlines()[-1].split()
    assert row[0] == "demo"
    assert "2 of 2 0" in " ".join(row)
    assert "in 10" not in row
    assert all(sentence[:40] in done.out for sentence in SENTENCES)
    assert [path.name for path in calibration_file().parent.glob("*") if path.suffix == ".wav"] == []


@pytest.mark.slow
def test_each_model_for_people_is_tried_by_the_program_itself(
    voicesim: Run, recordings: Path, tiny_en: Model
) -> None:
    models_dir().mkdir(parents=True)
    (models_dir() / "tiny.en").symlink_to(tiny_en.directory, target_is_directory=True)
    done = voicesim("doctor", "--calibrate", "--answers", recordings, "--json", timeout=600)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    (model,) = told["models"]
    assert (model["name"], told["auto"], told["microphone"]) == ("tiny.en", "tiny.en", "recordings")
    assert model["words"] == 48
    assert model["words_heard"] >= 43
    assert model["um_recall"] == round((model["ums_heard"] + 1) / 4, 3)
    assert model["sound_s"] > 10
    assert Path(told["kept_in"]) == calibration_file()
    assert SENTENCES[2] in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("make", "code", "said"),
    [
        (lambda clips: clips[:2], 2, "holds 2 recordings; --calibrate needs 3, one for each sentence."),
        (
            lambda clips: (clips[0], Clip(np.zeros(RATE_HZ, np.float32)), clips[2]),
            1,
            "2.wav holds only zeros",
        ),
        (
            lambda clips: (clips[0], Clip(clips[1].samples[:24_000]), clips[2]),
            1,
            "s of a voice was heard; read all",
        ),
        (lambda clips: (clips[2], clips[0], clips[1]), 1, "of the 48 words were heard, so nothing is kept"),
    ],
    ids=["too few", "silent", "too short", "other words"],
)
def test_sound_that_says_nothing_is_told_and_not_kept(
    call: Call,
    clips: tuple[Clip, ...],
    tmp_path: Path,
    make: Callable[[tuple[Clip, ...]], tuple[Clip, ...]],
    code: int,
    said: str,
) -> None:
    folder = folder_of(tmp_path / "read", *make(clips))
    done = call("doctor", "--calibrate", "--model", "demo", "--answers", folder)
    assert done.code == code
    assert said in done.err.splitlines()[-1]
    assert not calibration_file().exists()


def test_a_model_that_is_not_here_is_told_before_anything_is_read(call: Call, recordings: Path) -> None:
    done = call("doctor", "--calibrate", "--model", "base.en", "--answers", recordings)
    assert (done.code, done.out) == (1, "")
    assert "get it once with: voicesim models get base.en" in done.err


def test_without_a_microphone_that_is_told(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "list_devices", lambda: ())
    done = call("doctor", "--calibrate", "--model", "demo")
    assert (done.code, done.out) == (1, "")
    assert "no microphone that PortAudio can see" in done.err


@pytest.mark.parametrize("option", [("--model", "demo"), ("--input", "0"), ("--answers", ".")])
def test_its_options_are_of_no_use_without_it(call: Call, option: tuple[str, str]) -> None:
    done = call("doctor", *option)
    assert (done.code, done.out) == (2, "")
    assert "go with --calibrate" in done.err


def test_at_a_microphone_enter_ends_a_sentence(
    call: Call, clips: tuple[Clip, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The microphone goes on for ever; only the key ends each sentence."""

    class Keys:
        def read(self, timeout_s: float) -> str:
            return "\r"

    @contextmanager
    def keys() -> Iterator[Keys]:
        yield Keys()

    device = Device(0, "Headset", "ALSA", 1, 0, RATE_HZ, True, False)
    monkeypatch.setattr(calibrate, "find_input", lambda name: device)
    monkeypatch.setattr(calibrate, "DeviceMicrophone", lambda name: FileMicrophone(clips[0], paced=True))
    monkeypatch.setattr(calibrate, "open_keys", keys)
    done = call("doctor", "--calibrate", "--model", "demo")
    assert done.code == 1
    assert done.err.splitlines()[-1].startswith("voicesim: Sentence 1: ")
    assert "Read three sentences aloud" in done.out


class TestShown:
    @pytest.fixture(autouse=True)
    def answered(self, home: Path) -> None:
        practised(
            home, ("quality", "So um we measured defects for each release and fixed the worst ones first.")
        )

    def calibrated(self, model: str = "base.en") -> None:
        keep(
            Calibration("2026-11-28T12:00:00+00:00", "Headset", (Heard(model, 1, 48, 2, 2, 2, 2, 20.0, 1.5),))
        )

    def test_beside_the_fillers_in_the_terminal_on_the_page_and_as_json(
        self, call: Call, tmp_path: Path
    ) -> None:
        self.calibrated()
        (fillers,) = [line for line in call("review", "last").out.splitlines() if "written down" in line]
        assert EXPECTED in fillers
        page = tmp_path / "page.html"
        assert call("export", "--output", page).code == 0
        assert EXPECTED in page.read_text("utf-8")
        told = json.loads(call("review", "last", "--json").out)
        assert told["attempts"][0]["delivery"]["um_recall"] == 0.75

    @pytest.mark.parametrize("of", [None, "tiny.en"])
    def test_not_where_the_model_that_heard_the_answer_was_not_calibrated(
        self, call: Call, of: str | None
    ) -> None:
        if of:
            self.calibrated(of)
        assert "of your ums" not in call("review", "last").out
        told = json.loads(call("review", "last", "--json").out)
        assert told["attempts"][0]["delivery"]["um_recall"] is None

    def test_not_for_other_peoples_recordings_and_texts(self, call: Call, tmp_path: Path) -> None:
        self.calibrated("text")
        text = tmp_path / "answer.txt"
        text.write_text("Um, we measured defects for each release.", "utf-8")
        assert "of your ums" not in call("score", text, "--question", "quality").out
