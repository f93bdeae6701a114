"""Bad input gets a clear sentence, the right exit code, and never a traceback."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.practised import Call
from tests.practised import call as call
from tests.programs import VOICESIM
from voicesim.bank.load import load_bank
from voicesim.cli.main import app, guarded
from voicesim.store.history import History

RATE_HZ = 16_000


def voicesim(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*VOICESIM, *map(str, arguments)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    for word in words:
        assert word in done.stderr


def score(path: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return voicesim("score", path, "--question", "quality", "--model", "demo", *more)


def test_a_missing_recording(tmp_path: Path) -> None:
    refused(score(tmp_path / "gone.wav"), 2, "gone.wav", "no file")


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.wav"
    path.touch()
    refused(score(path), 2, "empty.wav", "0 bytes")


def test_a_wav_without_sound(tmp_path: Path) -> None:
    path = tmp_path / "nothing.wav"
    soundfile.write(path, np.zeros(0), RATE_HZ)
    refused(score(path), 2, "nothing.wav")


def test_a_broken_wav(tmp_path: Path) -> None:
    path = tmp_path / "broken.wav"
    path.write_bytes(b"RIFF\x24\x00\x00\x00WAVEfmt ")
    refused(score(path), 2, "broken.wav", "WAV, FLAC or MP3")


def test_a_text_that_calls_itself_a_recording(tmp_path: Path) -> None:
    path = tmp_path / "text.wav"
    path.write_text("I would say, um, quality matters.")
    refused(score(path), 2, "text.wav")


def test_silence_is_judged_as_an_answer_without_words_and_said(tmp_path: Path) -> None:
    path = tmp_path / "silence.wav"
    soundfile.write(path, np.zeros(3 * RATE_HZ), RATE_HZ)
    done = score(path, "--json")
    assert done.returncode == 0
    assert "silence.wav holds only zeros" in done.stderr
    assert "microphone" not in done.stderr
    judged = json.loads(done.stdout)
    assert judged["words"] == []
    assert {point["verdict"] for point in judged["points"]} == {"missed"}


def test_clipping_is_said(tmp_path: Path) -> None:
    path = tmp_path / "clipped.wav"
    wave = np.sin(2 * np.pi * 200 * np.arange(3 * RATE_HZ) / RATE_HZ)
    soundfile.write(path, np.clip(8 * wave, -1, 1), RATE_HZ)
    done = score(path, "--json")
    assert done.returncode == 0
    assert "clipped" in done.stderr


@pytest.mark.parametrize(("rate_hz", "channels"), [(8_000, 1), (48_000, 2)])
def test_other_rates_and_stereo_are_read(tmp_path: Path, rate_hz: int, channels: int) -> None:
    path = tmp_path / "other.wav"
    noise = np.random.default_rng(0).normal(0, 0.01, (2 * rate_hz, channels))
    soundfile.write(path, noise, rate_hz)
    done = score(path, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["timing"]["recorded_s"] == pytest.approx(2.0, abs=0.01)


def test_an_unknown_question_names_the_one_that_was_meant(tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    path.write_text("We agreed on acceptance criteria.")
    refused(voicesim("score", path, "--question", "qualty"), 2, "qualty", "quality")


def test_an_answer_that_names_no_question(tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    path.write_text("We agreed on acceptance criteria.")
    refused(voicesim("score", path), 2, "--question")


def test_a_talk_of_two_without_a_name_to_judge(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("Ann: We shipped it late.\nSam: We measured it first.\nAnn: Nobody knew.\nSam: I did.\n")
    refused(voicesim("score", path, "--question", "quality"), 2, "talk.txt", "Ann and Sam", "--speaker NAME")


def test_a_speaker_of_a_recording(tmp_path: Path) -> None:
    path = tmp_path / "silence.wav"
    soundfile.write(path, np.zeros(RATE_HZ), RATE_HZ)
    refused(score(path, "--speaker", "Sam"), 2, "silence.wav", "leave out --speaker")


def test_a_recorded_interview_is_judged_answer_by_answer(tmp_path: Path) -> None:
    path = tmp_path / "mock.txt"
    path.write_text(
        "Ann: How do you make sure that a product meets its quality bar?\nSam: We agree on criteria first.\n"
        "Ann: Tell me about a time when you used data to improve a product.\nSam: We measured sign-ups.\n"
    )
    done = voicesim("score", path, "--speaker", "sam", "--json")
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["question"] for line in done.stdout.splitlines()] == ["quality", "used-data"]
    assert [json.loads(line)["delivery"]["words"] for line in done.stdout.splitlines()] == [5, 3]
    assert "Left out: 25 words of Ann." in done.stderr


def test_a_bad_line_is_named_and_the_others_are_judged(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    good = json.dumps({"id": "a", "question": "quality", "text": "We agreed on acceptance criteria."})
    path.write_text(f"{good}\nnot json\n{good}\n")
    done = voicesim("score", path, "--json")
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 2
    assert "answers.jsonl:2" in done.stderr


def test_an_unknown_model(tmp_path: Path) -> None:
    path = tmp_path / "silence.wav"
    soundfile.write(path, np.zeros(RATE_HZ), RATE_HZ)
    done = voicesim("score", path, "--question", "quality", "--model", "enormous")
    refused(done, 2, "enormous", "base.en")


def test_a_model_that_is_not_here_and_cannot_be_had(tmp_path: Path) -> None:
    path = tmp_path / "silence.wav"
    soundfile.write(path, np.zeros(RATE_HZ), RATE_HZ)
    refused(
        voicesim("score", path, "--question", "quality", "--model", "tiny.en"), 1, "tiny.en", "--model DIR"
    )


@pytest.fixture
def no_download(monkeypatch: pytest.MonkeyPatch) -> None:
    def begun(name: str) -> None:
        raise AssertionError(f"{name} is downloaded for nothing")

    monkeypatch.setattr("voicesim.cli.equipment.get_or_ask", begun)


NO_SOUNDS = {
    "notes.md": b"# What I said",
    "answer.docx": b"PK\x03\x04" + bytes(200),
    "slides.pdf": b"%PDF-1.7\n",
    "empty.wav": b"",
    "text.mp3": b"I would say, um, quality matters.",
    "cut.wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "list.m3u8": b"#EXTM3U\nhttp://127.0.0.1/a.wav\n",
}


@pytest.mark.usefixtures("no_download")
@pytest.mark.parametrize("name", [*NO_SOUNDS, "gone.wav", "folder.wav"])
def test_a_file_is_looked_at_before_a_model_is_downloaded_for_it(
    call: Call, tmp_path: Path, home: Path, name: str
) -> None:
    path = tmp_path / name
    if name in NO_SOUNDS:
        path.write_bytes(NO_SOUNDS[name])
    elif name.startswith("folder"):
        path.mkdir()
    done = call("score", path, "--question", "quality")
    assert (done.code, done.out) == (2, "")
    assert name in done.err
    assert "not on this machine" not in done.err
    if name in NO_SOUNDS and path.suffix in (".wav", ".mp3"):
        done = call("practice", "--answers", tmp_path, "--no-voice")
        assert done.code == 2
        assert name in done.err
        assert not (home / "history.sqlite3").exists()


@pytest.mark.usefixtures("no_download")
def test_a_setting_is_refused_before_a_model_is_downloaded(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "silence.wav"
    soundfile.write(path, np.zeros(RATE_HZ), RATE_HZ)
    done = call("score", path, "--question", "quality", "--second-reader")
    assert done.code == 2
    assert "second_reader_url" in done.err


@pytest.mark.usefixtures("no_download")
def test_recordings_that_are_gone_need_no_model(call: Call, home: Path) -> None:
    with History.open(home / "history.sqlite3") as history:
        session = history.start_session("practice", "senior-pm", "1")
        attempt = history.begin_attempt(session.id, load_bank("senior-pm").questions[0], 1)
        history.save_recording(attempt.id, 3.0)
        history.finish_session(session.id)
    done = call("transcribe", "--pending")
    assert (done.code, done.out) == (1, "")
    assert f"{attempt.audio_path}" in done.err


def test_one_sound_among_others_is_judged(call: Call, tmp_path: Path) -> None:
    notes, sound = tmp_path / "notes.md", tmp_path / "silence.wav"
    notes.write_text("# What I said")
    soundfile.write(sound, np.zeros(RATE_HZ), RATE_HZ)
    done = call("score", notes, sound, "--question", "quality", "--model", "demo", "--json")
    assert done.code == 2
    assert "notes.md" in done.err
    assert json.loads(done.out)["id"] == "silence"


def test_a_broken_bank_lists_all_its_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "questions:\n"
        "  - id: one\n"
        "    prompt: What did you do?\n"
        "    key_points:\n"
        "      - {id: result, means: gives a result, kynd: metric}\n"
        "  - id: Two Words\n"
        "    prompt: And then?\n"
        "    key_points:\n"
        "      - {id: more, means: says more}\n"
    )
    for verb in ("practice", "bank check"):
        refused(voicesim(*verb.split(), path), 2, f"{path}:5", "kind", f"{path}:6")


def test_no_microphone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("voicesim.audio.devices.list_devices", lambda: ())
    monkeypatch.setattr("sys.argv", ["voicesim", "practice"])
    assert guarded(app) == 1
    assert "no microphone" in capsys.readouterr().err


def test_an_answers_directory_without_recordings(tmp_path: Path) -> None:
    refused(voicesim("practice", "--answers", tmp_path), 2, str(tmp_path))


def test_wrong_usage() -> None:
    refused(voicesim("practice", "--questions", "0"), 2)
    refused(voicesim("practise"), 2)


def test_a_mistake_in_the_settings_is_named_with_its_line(home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text("rate_wmp = 150\n")
    refused(voicesim("practice"), 2, "settings.toml:1", "rate_wpm")


def test_output_that_nobody_reads_any_more_is_no_error() -> None:
    done = subprocess.run(
        f"{' '.join(VOICESIM)} bank show | head -1", shell=True, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
