"""The conductor and clarifying questions: answered aloud at a pause, unrecorded, and the clock goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.loud_room import LoudRoom
from tests.test_interview import Desk, Room
from tests.test_interview import history as history
from voicesim.assess.clarifying import ASSUME
from voicesim.audio.clip import Clip
from voicesim.audio.wav import read_wav
from voicesim.bank.load import find_question, load_bank
from voicesim.demo.candidate import RATE_WPM, VOICE, SampleAnswer, speak
from voicesim.desk import Clarified, Command, RecordingState
from voicesim.interview.equipment import Pacing
from voicesim.plan import Plan
from voicesim.speech.models import find_model
from voicesim.speech.speaker import Pyttsx3Speaker
from voicesim.speech.transcriber import WhisperTranscriber
from voicesim.store.history import History

CITIES = find_question(load_bank("pm-metrics"), "scooter-rides")
FACT = "Three cities are nearly level."
PACING = Pacing(prep_s=0.0, max_s=lambda target_s: 60.0, linger_s=0.0, clarify=True)


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Any:
    speaker = Pyttsx3Speaker(tmp_path_factory.mktemp("voice"), voice=VOICE, rate_wpm=RATE_WPM)

    def say(*says: str | float) -> Clip:
        return speak(SampleAnswer(CITIES.id, "", says), speaker)

    return say


@pytest.fixture(scope="module")
def demo_model() -> WhisperTranscriber:
    model = find_model("demo")
    transcriber = WhisperTranscriber(model.directory, model.name)
    transcriber.load()
    return transcriber


def interviewed(
    folder: Path,
    history: History,
    clip: Clip,
    model: WhisperTranscriber,
    pacing: Pacing = PACING,
    desk: Desk | None = None,
) -> tuple[Room, Desk]:
    place, desk = LoudRoom(clip, silence_s=0.0), desk or Desk()
    equipment = {
        "player": place,
        "clock": place.clock,
        "microphone": place.microphone,
        "transcriber": model,
    }
    room = Room(folder, history, desk, pacing=pacing, equipment=equipment, plan=Plan((CITIES,), 0))
    room.run()
    return room, desk


def test_a_question_at_a_pause_is_answered_from_the_facts_and_the_clock_goes_on(
    tmp_path: Path, history: History, spoken: Any, demo_model: WhisperTranscriber
) -> None:
    clip = spoken("Okay.", 0.5, "Is it in all of the cities?", 6.0, "I would look at the weather first.")
    room, desk = interviewed(tmp_path, history, clip, demo_model)
    (told,) = desk.of(Clarified)
    assert told.says.startswith(FACT)
    assert "cities" in told.asked
    (answer,) = history.attempts(history.sessions()[0].id)
    assert answer.assessment is not None
    assert len(answer.assessment.clarifying) == 1
    recorded = read_wav(room.wav(answer.id))
    assert recorded.duration_s == pytest.approx(clip.duration_s, abs=0.6)  # nothing lost, nothing added
    assert np.abs(recorded.samples).max() < 0.85  # what the interviewer said stays out
    clock = [event.elapsed_s for event in desk.of(RecordingState)]
    assert clock == sorted(clock)


def test_without_a_fact_the_interviewer_invents_nothing_and_a_key_cuts_it_short(
    tmp_path: Path, history: History, spoken: Any, demo_model: WhisperTranscriber
) -> None:
    clip = spoken("Okay.", 0.5, "Can I ask, is it a good product?", 8.0)
    desk = Desk(clarified=[Command.GO])
    _, desk = interviewed(tmp_path, history, clip, demo_model, desk=desk)
    assert [event.says for event in desk.of(Clarified)] == [ASSUME]
    (answer,) = history.attempts(history.sessions()[0].id)
    assert answer.ended_by == "input"  # the key ended the interviewer's sentence and not the answer


@pytest.mark.parametrize("clarify", [True, False])
def test_who_goes_on_at_once_or_wants_no_replies_gets_none(
    tmp_path: Path, history: History, spoken: Any, demo_model: WhisperTranscriber, clarify: bool
) -> None:
    silence_s = 0.7 if clarify else 4.0
    says = ("Okay.", 0.5, "Is it in all of the cities?", silence_s, "I would look at the weather.")
    pacing = replace(PACING, clarify=clarify)
    _, desk = interviewed(tmp_path, history, spoken(*says), demo_model, pacing)
    assert desk.of(Clarified) == []
