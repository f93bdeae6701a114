"""The conductor without a key: what is said to the interviewer is done, and is no part of the answer."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.loud_room import LoudRoom
from tests.programs import voice as voice
from tests.test_interview import Desk, Room
from tests.test_interview import history as history
from voicesim.audio.clip import Clip
from voicesim.audio.wav import read_wav
from voicesim.demo.candidate import SampleAnswer, speak
from voicesim.desk import Answered, Asking, Command, FollowingUp, Notice, RecordingState, Saying
from voicesim.interview.equipment import Pacing
from voicesim.interview.hands_free import TAKE_YOUR_TIME
from voicesim.speech.models import find_model
from voicesim.speech.speaker import Pyttsx3Speaker
from voicesim.speech.transcriber import WhisperTranscriber
from voicesim.speech.words import Word
from voicesim.store.history import History

ANSWER = "We gave up the dashboard and retention went up."
PACING = Pacing(prep_s=0.0, max_s=lambda target_s: 120.0, end_on_silence_s=4.0, linger_s=0.1, hands_free=True)


@pytest.fixture(scope="module")
def model() -> WhisperTranscriber:
    found = find_model("demo")
    transcriber = WhisperTranscriber(found.directory, found.name)
    transcriber.load()
    return transcriber


def said(voice: Pyttsx3Speaker, *says: str | float) -> Clip:
    return speak(SampleAnswer("", "", says), voice)


def interviewed(
    folder: Path,
    history: History,
    model: WhisperTranscriber,
    *clips: Clip,
    count: int = 1,
    pacing: Pacing = PACING,
    desk: Desk | None = None,
) -> tuple[Room, Desk]:
    place, desk = LoudRoom(*clips), desk or Desk()
    room = Room(folder, history, desk, count=count, pacing=pacing)
    room.equipment = {
        "player": place,
        "clock": place.clock,
        "microphone": place.microphone,
        "transcriber": model,
    }
    room.run()
    return room, desk


def loudest(room: Room, attempt_id: str) -> float:
    return float(np.abs(read_wav(room.wav(attempt_id)).samples).max())


def test_somebody_silent_is_told_to_take_their_time_and_the_question_is_repeated_on_a_word(
    tmp_path: Path, history: History, model: WhisperTranscriber, voice: Pyttsx3Speaker
) -> None:
    clip = said(voice, 11.0, "Can you repeat the question please?", 6.5, ANSWER, 1.2, "That's it.")
    room, desk = interviewed(tmp_path, history, model, clip)
    (answer,) = history.attempts(history.session().id)
    assert [event.text for event in desk.of(Saying)] == [TAKE_YOUR_TIME, answer.question.prompt]
    assert all(event.aloud for event in desk.of(Saying))
    assert answer.ended_by == "stopped", "that's it ended it"
    assert answer.transcript is not None
    assert "gave up the dashboard" in answer.transcript.text
    for word in ("repeat", "question", "That's"):
        assert word not in answer.transcript.text
    assert answer.spans[0].start_s > 13.0, "it begins with its first own word"
    assert loudest(room, answer.id) < 0.9, "the interviewer is in the recording"
    clock = [event.elapsed_s for event in desk.of(RecordingState)]
    assert clock == sorted(clock)


def test_it_goes_on_by_itself_through_answers_that_end_by_silence(
    tmp_path: Path, history: History, model: WhisperTranscriber, voice: Pyttsx3Speaker
) -> None:
    clips = [said(voice, 0.3, ANSWER) for _ in range(2)]
    room, desk = interviewed(tmp_path, history, model, *clips, count=2)
    first, second = history.attempts(history.session().id)
    assert (first.ended_by, second.ended_by) == ("silence", "silence")
    assert [type(event) for event in desk.shown if isinstance(event, Asking | Answered)] == [
        Asking,
        Answered,
    ] * 2
    assert max(loudest(room, first.id), loudest(room, second.id)) < 0.9


def test_who_has_answered_is_not_told_to_take_their_time_by_a_slow_machine(
    tmp_path: Path,
    history: History,
    model: WhisperTranscriber,
    voice: Pyttsx3Speaker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The silence that ends an answer waits for it to be written down, here longer than ten seconds."""
    written = model.words_in

    def late(*stretch: Any) -> tuple[Word, ...]:
        time.sleep(13.0)
        return written(*stretch)

    monkeypatch.setattr(model, "words_in", late)
    pacing = replace(PACING, end_on_silence_s=6.0)
    _, desk = interviewed(tmp_path, history, model, said(voice, 0.3, ANSWER), pacing=pacing)
    (answer,) = history.attempts(history.session().id)
    assert answer.ended_by == "silence"
    assert not desk.of(Saying)


def test_a_question_can_be_skipped_by_saying_so(
    tmp_path: Path, history: History, model: WhisperTranscriber, voice: Pyttsx3Speaker
) -> None:
    clips = [said(voice, 0.3, "Skip this question."), said(voice, 0.3, ANSWER, 1.2, "That's all.")]
    _, desk = interviewed(tmp_path, history, model, *clips, count=2)
    (answer,) = history.attempts(history.session().id)
    assert answer.number == 2
    assert any(notice.text.startswith("Skipped ") for notice in desk.of(Notice))
    assert answer.transcript is not None
    assert "all" not in answer.transcript.text


def test_a_follow_up_is_repeated_and_not_the_question_before_it(
    tmp_path: Path, history: History, model: WhisperTranscriber, voice: Pyttsx3Speaker
) -> None:
    clips = [said(voice, 0.3, "We had a meeting.", 1.2, "That's it.")]
    clips.append(said(voice, 0.3, "Repeat the question.", 2.0, ANSWER, 1.2, "That's it."))
    _, desk = interviewed(tmp_path, history, model, *clips, pacing=replace(PACING, follow_ups=1))
    (asked,) = desk.of(FollowingUp)
    assert [event.text for event in desk.of(Saying)] == [asked.question.prompt]
    (answer,) = history.attempts(history.session().id)
    assert answer.reply is not None
    assert answer.reply.transcript is not None
    assert "epeat" not in answer.reply.transcript.text


def test_without_it_words_are_only_words(
    tmp_path: Path, history: History, model: WhisperTranscriber, voice: Pyttsx3Speaker
) -> None:
    clip = said(voice, 0.3, "Repeat the question.", 1.5, "That's it.")
    _, desk = interviewed(tmp_path, history, model, clip, pacing=replace(PACING, hands_free=False))
    (answer,) = history.attempts(history.session().id)
    assert desk.of(Saying) == []
    assert answer.ended_by == "silence"
    assert answer.transcript is not None
    assert "question" in answer.transcript.text


def test_a_key_repeats_the_question_while_one_answers_and_the_clock_waits(
    tmp_path: Path, history: History, model: WhisperTranscriber, voice: Pyttsx3Speaker
) -> None:
    class Forgets(Desk):
        """Presses a key a second into the answer, once."""

        def command(self, timeout_s: float) -> Command | None:
            now = self.shown[-1]
            if isinstance(now, RecordingState) and now.elapsed_s > 1.0 and not self.of(Saying):
                return Command.REPEAT
            return super().command(timeout_s)

    clip = said(voice, 0.3, ANSWER)
    pacing = replace(PACING, hands_free=False)
    room, desk = interviewed(tmp_path, history, model, clip, pacing=pacing, desk=Forgets())
    (answer,) = history.attempts(history.session().id)
    (told,) = desk.of(Saying)
    assert told.text == answer.question.prompt
    after = desk.shown[desk.shown.index(told) :]
    resumed = next(event for event in after if isinstance(event, RecordingState))
    assert resumed.elapsed_s < 1.5, "the clock stood still while the question was read"
    assert loudest(room, answer.id) < 0.9
    assert answer.ended_by == "silence"
