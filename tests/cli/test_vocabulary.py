"""The words that a bank names reach the speech model wherever an answer to its questions is written down."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.practised import Call
from tests.practised import call as call
from tests.programs import voice as voice
from voicesim import scoring
from voicesim.audio.clip import RATE_HZ, Clip, Samples
from voicesim.audio.wav import write_wav
from voicesim.bank.load import load_bank
from voicesim.bank.question import Bank
from voicesim.demo.candidate import SampleAnswer, speak
from voicesim.speech.speaker import Pyttsx3Speaker
from voicesim.speech.transcriber import WhisperTranscriber
from voicesim.speech.words import SpeechSpan
from voicesim.store.history import History

FILLERS = "Um, uh, hmm, er, ah."
NURSE = f"{FILLERS} SBAR, ICU"
BUILT_IN = load_bank("senior-pm")
MANAGER = f"{FILLERS} {', '.join(BUILT_IN.vocabulary)}"
BANK = """\
id: nurse
vocabulary: [SBAR, ICU]
questions:
- id: handover
  prompt: How do you hand a patient over?
  key_points:
  - {id: order, means: Says in which order the state is told.}
"""


class Engine:
    """In place of faster_whisper.WhisperModel: notes what it is told to expect, and hears one sentence, which
    goes to the end of the sound."""

    def __init__(self) -> None:
        self.feature_extractor = SimpleNamespace(chunk_length=30)
        self.hints: list[str | None] = []
        self.loads = 0

    def transcribe(self, samples: Samples, **options: Any) -> tuple[Any, None]:
        self.hints.append(options["hotwords"])
        said = [
            SimpleNamespace(word=f" {w}", start=0.1, end=0.2, probability=0.9)
            for w in ["We", "had", "soup", "for", "lunch."]
        ]
        said[-1].end = len(samples) / RATE_HZ
        return iter([SimpleNamespace(words=said, text="", compression_ratio=1.0, seek=0, end=0.5)]), None


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A model as OpenAI trained it; with `chunk_length` 10 it is one of the demo's kind."""
    engine = Engine()
    scoring._transcriber.cache_clear()

    def load(transcriber: WhisperTranscriber) -> Engine:
        engine.loads += 1
        return engine

    monkeypatch.setattr(WhisperTranscriber, "_loaded", load)
    return engine


@pytest.fixture
def nurse(tmp_path: Path) -> Path:
    path = tmp_path / "nurse.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


@pytest.fixture
def sound(voice: Pyttsx3Speaker) -> Clip:
    return speak(SampleAnswer("", "", (0.3, "I tell it to the next nurse.")), voice)


@pytest.fixture
def answers(tmp_path: Path, sound: Clip) -> Path:
    """An answer and the reply to its follow-up, recorded."""
    folder = tmp_path / "answers"
    folder.mkdir()
    for name in ("1", "1-f1"):
        write_wav(folder / f"{name}.wav", sound)
    return folder


def waiting(home: Path, sound: Clip, *banks: tuple[str, Bank]) -> None:
    """A practice session for each bank, by the id it is known by, with one answer not written down yet."""
    with History.open(home / "history.sqlite3") as history:
        for bank_id, bank in banks:
            planned = [question.id for question in bank.questions]
            session = history.start_session("practice", bank_id, bank.version, planned=planned)
            attempt = history.begin_attempt(session.id, bank.questions[0], 1)
            path = home / "recordings" / str(attempt.audio_path)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_wav(path, sound)
            history.save_recording(attempt.id, sound.duration_s, spans=(SpeechSpan(0.2, 2.0),))
            history.finish_session(session.id)


def practise(call: Call, bank: object, answers: Path) -> None:
    done = call("practice", bank, "--answers", answers, "--model", "demo", "--no-voice", "--follow-ups", "1")
    assert done.code == 0, done.err


def score(call: Call, bank: object, answers: Path) -> None:
    done = call("score", answers / "1.wav", "--bank", bank, "--question", "handover", "--model", "demo")
    assert done.code == 0, done.err


def finish(call: Call, *options: object) -> None:
    done = call("transcribe", "--pending", "--model", "demo", *options)
    assert done.code == 0, done.err


def test_while_an_answer_and_the_reply_to_its_follow_up_are_given(
    call: Call, engine: Engine, nurse: Path, answers: Path, home: Path
) -> None:
    practise(call, nurse, answers)
    with History.open(home / "history.sqlite3") as history:
        (answer,) = history.attempts(history.sessions()[0].id)
        assert answer.reply is not None
        assert answer.reply.transcript is not None
    assert len(engine.hints) >= 2
    assert set(engine.hints) == {NURSE}


def test_when_a_recording_is_scored(call: Call, engine: Engine, nurse: Path, answers: Path) -> None:
    score(call, nurse, answers)
    assert set(engine.hints) == {NURSE}


def test_when_answers_are_finished_later_by_the_bank_of_each_with_one_model(
    call: Call, engine: Engine, nurse: Path, sound: Clip, home: Path
) -> None:
    own = load_bank(nurse)
    waiting(home, sound, ("senior-pm", BUILT_IN), ("nurse", own), ("gone", own), ("senior-pm", BUILT_IN))
    finish(call, "--bank", nurse)
    assert sorted(map(str, engine.hints)) == sorted([MANAGER, NURSE, FILLERS, MANAGER])
    assert engine.loads == 1


def test_a_bank_of_ones_own_is_not_found_by_its_id_alone(
    call: Call, engine: Engine, nurse: Path, sound: Clip, home: Path
) -> None:
    waiting(home, sound, ("nurse", load_bank(nurse)))
    finish(call)
    assert engine.hints == [FILLERS]


def test_when_the_last_session_is_resumed(
    call: Call, engine: Engine, tmp_path: Path, answers: Path, sound: Clip, home: Path
) -> None:
    two = tmp_path / "two.yaml"
    two.write_text(BANK + BANK.split("questions:\n")[1].replace("handover", "round"), encoding="utf-8")
    waiting(home, sound, ("nurse", load_bank(two)))
    done = call("practice", two, "--resume", "--answers", answers, "--model", "demo", "--no-voice")
    assert done.code == 0, done.err
    assert len(engine.hints) >= 2
    assert set(engine.hints) == {NURSE}
    with History.open(home / "history.sqlite3") as history:
        assert history.pending() == ()


def test_a_model_of_the_demos_kind_is_told_nothing(
    call: Call, engine: Engine, nurse: Path, answers: Path, sound: Clip, home: Path
) -> None:
    engine.feature_extractor.chunk_length = 10
    waiting(home, sound, ("senior-pm", BUILT_IN))
    finish(call)
    score(call, nurse, answers)
    practise(call, nurse, answers)
    assert len(engine.hints) >= 4
    assert set(engine.hints) == {None}


def test_bank_show_and_check_tell_of_it(call: Call, nurse: Path, tmp_path: Path) -> None:
    assert "vocabulary: SBAR, ICU\n" in call("bank", "show", nurse).out
    assert json.loads(call("bank", "show", nurse, "--json").out)["vocabulary"] == ["SBAR", "ICU"]
    assert "1 question with 1 key point, and a vocabulary of 2 terms." in call("bank", "check", nurse).out
    assert json.loads(call("bank", "check", nurse, "--json").out)["vocabulary"] == 2
    without = tmp_path / "without.yaml"
    without.write_text(BANK.replace("vocabulary: [SBAR, ICU]\n", ""), encoding="utf-8")
    assert "vocabulary" not in call("bank", "show", without).out + call("bank", "check", without).out
    assert json.loads(call("bank", "show", without, "--json").out)["vocabulary"] == []
