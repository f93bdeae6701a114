"""The conductor with an interviewer who stops long answers: when, with what, and never over one's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.programs import voice as voice
from tests.test_interview import Desk, Room
from tests.test_interview import history as history
from tests.test_interview_follow_ups import NOBODY, QUESTION, Brief
from voicesim.assess.stopping import STOP
from voicesim.audio.clip import Clip
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.microphone import Block
from voicesim.audio.player import SilentPlayer
from voicesim.audio.wav import read_wav
from voicesim.bank.question import Question
from voicesim.demo.candidate import SampleAnswer, speak
from voicesim.desk import Command, FollowingUp, RecordingState
from voicesim.plan import Plan
from voicesim.speech.speaker import Pyttsx3Speaker
from voicesim.store.history import History

PRESSURE = replace(NOBODY, follow_ups=0, interrupt=True)
SHORT = replace(QUESTION, target_s=4.0, style="story")
RAMBLING = SampleAnswer(
    "",
    "",
    ("We had a meeting and another meeting.", 1.0, "Then we had one more meeting.", 1.0, "And so on.", 2.0),
)
REPLY = SampleAnswer("", "", (0.3, "In the end it failed."))


class Place:
    """One microphone and one loudspeaker that know of each other."""

    def __init__(self, *clips: Clip) -> None:
        self._clips = list(clips)
        self.open = 0
        self.overheard: list[object] = []

    def microphone(self, question: Question, number: int) -> Any:
        return Listening(self, self._clips.pop(0))


class Listening(FileMicrophone):
    def __init__(self, place: Place, clip: Clip) -> None:
        super().__init__(clip, paced=False)
        self._place = place

    @contextmanager
    def open(self) -> Iterator[Iterator[Block]]:
        with super().open() as blocks:
            self._place.open += 1
            try:
                yield blocks
            finally:
                self._place.open -= 1


class Loud(SilentPlayer):
    def __init__(self, place: Place) -> None:
        super().__init__(paced=False)
        self._place = place

    def play(self, sound: Clip | Path | str) -> Any:
        self._place.overheard += [sound] * self._place.open
        return super().play(sound)


@pytest.fixture
def place(voice: Pyttsx3Speaker) -> Place:
    return Place(speak(RAMBLING, voice), speak(REPLY, voice))


def room(folder: Path, history: History, desk: Desk, place: Place, **pacing: Any) -> Room:
    here = Room(folder, history, desk, pacing=replace(PRESSURE, **pacing))
    here.plan = Plan((SHORT,), seed=1)
    here.equipment = {
        "microphone": place.microphone,
        "player": Loud(place),
        "transcriber": Brief("We had a meeting.", "In the end it failed."),
    }
    return here


def test_a_long_answer_is_stopped_in_a_pause_and_asked_for_its_result(
    tmp_path: Path, history: History, place: Place
) -> None:
    desk = Desk()
    here = room(tmp_path, history, desk, place)
    (answer,) = history.attempts(here.run())
    assert answer.ended_by == "interviewer"
    (asked,) = desk.of(FollowingUp)
    assert asked.question.prompt.startswith(STOP)
    assert asked.aloud
    last = answer.spans[-1]
    recorded_s = read_wav(here.wav(answer.id)).duration_s
    assert 0.4 < recorded_s - last.end_s < 0.9, "it is a pause of half a second that is used"
    assert recorded_s > 1.25 * SHORT.target_s
    assert answer.reply is not None
    assert answer.reply.transcript is not None
    assert (answer.reply.asks, answer.reply.transcript.text) == ("outcome", "In the end it failed.")
    assert any("stopped you at" in notice for notice in answer.notices)


def test_the_interviewer_speaks_only_while_nothing_is_recorded(
    tmp_path: Path, history: History, place: Place
) -> None:
    room(tmp_path, history, Desk(), place).run()
    assert place.overheard == []


@pytest.mark.parametrize("pacing", [{"interrupt": False}, {"max_s": lambda target_s: 2.0}])
def test_nobody_else_is_stopped(
    tmp_path: Path, history: History, place: Place, pacing: dict[str, Any]
) -> None:
    desk = Desk()
    (answer,) = history.attempts(room(tmp_path, history, desk, place, **pacing).run())
    assert answer.ended_by in ("input", "maximum")
    assert (desk.of(FollowingUp), answer.reply, answer.notices) == ([], None, ())


def test_follow_ups_come_after_it_and_go_by_its_reply(
    tmp_path: Path, history: History, place: Place, voice: Pyttsx3Speaker
) -> None:
    place._clips.append(speak(REPLY, voice))
    desk = Desk()
    (answer,) = history.attempts(room(tmp_path, history, desk, place, follow_ups=1).run())
    assert answer.replies[0].asks == "outcome"
    assert len(desk.of(FollowingUp)) == len(answer.replies) == 2


def test_skipping_the_reply_keeps_the_answer(tmp_path: Path, history: History, place: Place) -> None:
    class Skips(Desk):
        def command(self, timeout_s: float) -> Command | None:
            replying = self.of(FollowingUp) and isinstance(self.shown[-1], RecordingState)
            return Command.SKIP if replying else super().command(timeout_s)

    (answer,) = history.attempts(room(tmp_path, history, Skips(), place).run())
    assert answer.state == "assessed"
