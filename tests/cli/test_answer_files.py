"""Recorded answers in a folder: their order, and who answers what."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.programs import Run
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.bank.load import load_bank
from voicesim.cli.answer_files import answer_files, replies_from, tell_order

QUESTIONS = load_bank("senior-pm").questions


def found(folder: Path, *names: str) -> list[str]:
    for name in names:
        soundfile.write(folder / name, np.zeros(160, np.float32), 16_000, format="WAV")
    return [path.name for path in answer_files(folder)]


@pytest.mark.parametrize(
    "in_order",
    [
        ("1.wav", "2.wav", "10.wav", "11.wav"),
        ("q1 take 2.wav", "q1 take 10.wav", "Q2.wav", "q10.wav"),
        ("01.wav", "2.wav", "003.wav"),
        ("2024-01-02 1.wav", "2024-01-02 12.wav", "2024-01-10 3.wav"),
        ("answer.wav", "answer 2.wav", "answer 10.wav"),
        ("1.wav", "a.wav", "B.wav", "c.wav"),
        ("1.mp3", "1.wav", "2.mkv"),
    ],
)
def test_files_come_in_the_order_in_which_people_count(tmp_path: Path, in_order: tuple[str, ...]) -> None:
    assert found(tmp_path, *reversed(in_order)) == list(in_order)


def test_files_that_differ_only_in_zeros_or_case_always_come_in_the_same_order(tmp_path: Path) -> None:
    assert found(tmp_path, "1.wav", "01.wav") == ["01.wav", "1.wav"]


def test_what_is_no_recording_or_hidden_is_left_out(tmp_path: Path) -> None:
    assert found(tmp_path, "1.wav", "._1.wav", "notes.txt", "2.MOV") == ["1.wav", "2.MOV"]


def test_the_latest_reply_is_the_one_with_the_highest_number(tmp_path: Path) -> None:
    assert found(tmp_path, "1.wav", "1-f2.wav", "1-f10.wav") == ["1.wav"]
    microphone = replies_from((tmp_path / "1.wav",), 1)(QUESTIONS[0], 1)
    assert isinstance(microphone, FileMicrophone)
    assert microphone.file_name == "1-f10.wav"


def test_several_replies_come_one_after_the_other(tmp_path: Path) -> None:
    found(tmp_path, "1.wav", "1-f1.wav", "1-f2.wav", "1-f10.wav")
    reply = replies_from((tmp_path / "1.wav",), 2)
    given = [reply(QUESTIONS[0], 1) for _ in range(3)]
    assert [each.file_name if isinstance(each, FileMicrophone) else each for each in given] == [
        "1-f2.wav",
        "1-f10.wav",
        None,
    ]


def test_it_is_said_which_file_answers_which_question(capsys: pytest.CaptureFixture[str]) -> None:
    files = [Path(name) for name in ("1.wav", "2.wav", "10.wav")]
    tell_order(files, QUESTIONS[:2])
    assert capsys.readouterr().err.splitlines() == [
        f"voicesim: 1.wav answers question 1, {QUESTIONS[0].id}.",
        f"voicesim: 2.wav answers question 2, {QUESTIONS[1].id}.",
        "voicesim: Not used: 10.wav.",
    ]


def test_the_program_takes_recordings_by_number_and_blames_files(voicesim: Run, tmp_path: Path) -> None:
    for name, seconds in (("10.wav", 3.0), ("2.wav", 2.0), ("1.wav", 1.0)):
        soundfile.write(tmp_path / name, np.zeros(round(seconds * 16_000)), 16_000)
    asked = [question.id for question in QUESTIONS[:3]]
    named = [part for question in asked for part in ("--question", question)]
    done = voicesim("practice", *named, "--answers", tmp_path, "--no-voice", "--model", "demo", "--json")
    assert done.returncode == 0, done.stderr
    for number, (name, question) in enumerate(zip(("1.wav", "2.wav", "10.wav"), asked, strict=True), 1):
        assert f"{name} answers question {number}, {question}." in done.stderr
    judged = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["timing"]["recorded_s"] for each in judged] == [1.0, 2.0, 3.0]
    assert "microphone" not in done.stderr
    assert "10.wav holds only zeros" in done.stderr
