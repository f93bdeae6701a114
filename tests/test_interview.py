"""The conductor: what is asked, recorded, kept and shown, in which order, whatever keys are pressed."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.faulty_microphone import FaultyMicrophone
from tests.tone_speaker import FakeSpeaker
from voicesim.assess.norms import load_norms
from voicesim.audio.clip import RATE_HZ, Clip, Samples
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.microphone import Microphone
from voicesim.audio.player import SilentPlayer
from voicesim.audio.wav import read_wav
from voicesim.bank.load import load_bank
from voicesim.bank.question import Question
from voicesim.desk import Answered, Asking, Command, Event, Notice, Preparing, RecordingState
from voicesim.errors import AudioError, ModelError, VoiceError
from voicesim.interview.conductor import Interview
from voicesim.interview.equipment import Equipment, Pacing
from voicesim.interview.panel import Panel
from voicesim.plan import Plan, make_plan
from voicesim.speech.words import SpeechSpan, Transcript, Word
from voicesim.store.history import History
from voicesim.store.records import Preparation

BANK = load_bank("senior-pm")
SAID = "We gave up the dashboard and retention went up by twelve percent."


class Desk:
    """Remembers what it was shown; presses the key that a script has for the moment."""

    def __init__(self, **script: Sequence[Command]) -> None:
        self.shown: list[Event] = []
        self._script = {name: list(commands) for name, commands in script.items()}

    def show(self, event: Event) -> None:
        self.shown.append(event)

    def command(self, timeout_s: float) -> Command | None:
        moment = type(self.shown[-1]).__name__.removesuffix("State").lower()
        waiting = self._script.get(moment, [])
        if waiting:
            return waiting.pop(0)
        threading.Event().wait(timeout_s / 10)
        return None

    def of(self, kind: type) -> list[Any]:
        return [event for event in self.shown if isinstance(event, kind)]


class Scribe:
    name = "scribe"

    def transcribe(
        self, samples: Samples, spans: Sequence[SpeechSpan], cancelled: threading.Event | None = None
    ) -> Transcript:
        times = np.linspace(0, len(samples) / RATE_HZ, len(SAID.split()) + 1)
        words = [
            Word(text, float(a), float(b), 1.0)
            for text, a, b in zip(SAID.split(), times, times[1:], strict=False)
        ]
        return Transcript(tuple(words), "en", self.name)


class BrokenScribe(Scribe):
    def transcribe(self, *arguments: object, **options: object) -> Transcript:
        raise ModelError("The model broke.")


class MuteSpeaker:
    def render(self, text: str) -> Path:
        raise VoiceError("There is no voice.")


def sound(seconds: float) -> Clip:
    return Clip(np.full(round(seconds * RATE_HZ), 0.1, np.float32))


@dataclass
class Room:
    """An interview that can be run, with everything in it."""

    folder: Path
    history: History
    desk: Desk
    count: int = 1
    pacing: Pacing = field(
        default_factory=lambda: Pacing(prep_s=0.0, max_s=lambda target_s: 3 * target_s, linger_s=0.0)
    )
    equipment: dict[str, Any] = field(default_factory=dict)
    plan: Plan | None = None
    panel: Panel | None = None

    def run(self) -> str:
        parts: dict[str, Any] = {
            "speaker": FakeSpeaker(self.folder / "voice"),
            "player": SilentPlayer(paced=False),
            "microphone": lambda question, number: FileMicrophone(sound(1.0), paced=False),
            "transcriber": Scribe(),
        }
        interview = Interview(
            bank=BANK,
            plan=self.plan or make_plan(BANK, count=self.count, seed=1),
            kind="practice",
            pacing=self.pacing,
            equipment=Equipment(**(parts | self.equipment)),
            history=self.history,
            recordings=self.folder / "recordings",
            norms=load_norms(),
            desk=self.desk,
            panel=self.panel,
        )
        return interview.run().id

    def wav(self, attempt_id: str) -> Path:
        return self.folder / "recordings" / str(self.history.attempt(attempt_id).audio_path)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with History.open(tmp_path / "history.sqlite3") as opened:
        yield opened


def endless(question: Question, number: int) -> Microphone:
    return FileMicrophone(sound(600), paced=True)


def test_every_question_is_asked_recorded_written_down_judged_and_kept(
    tmp_path: Path, history: History
) -> None:
    room = Room(tmp_path, history, Desk(), count=3)
    session = room.run()
    attempts = history.attempts(session)
    assert [a.state for a in attempts] == ["assessed"] * 3
    assert [a.question for a in attempts] == [event.question for event in room.desk.of(Asking)]
    assert all(a.transcript and a.transcript.text == SAID for a in attempts)
    assert [read_wav(room.wav(a.id)).duration_s for a in attempts] == [1.0] * 3
    assert history.session(session).finished_at is not None


def test_the_feedback_comes_after_the_recording_and_never_during_it(tmp_path: Path, history: History) -> None:
    desk = Desk()
    Room(tmp_path, history, desk, count=2).run()
    order = [type(event) for event in desk.shown if not isinstance(event, Preparing)]
    assert order.index(RecordingState) < order.index(Answered)
    assert order.index(Asking, order.index(Asking) + 1) > order.index(Answered)


def test_an_answer_ends_on_enter(tmp_path: Path, history: History) -> None:
    desk = Desk(recording=[Command.GO])
    session = Room(tmp_path, history, desk, equipment={"microphone": endless}).run()
    (attempt,) = history.attempts(session)
    assert attempt.ended_by == "stopped"


def test_an_answer_ends_at_the_maximum(tmp_path: Path, history: History) -> None:
    pacing = Pacing(prep_s=0, max_s=lambda target_s: 0.5, linger_s=0)
    session = Room(tmp_path, history, Desk(), pacing=pacing).run()
    (attempt,) = history.attempts(session)
    assert (attempt.ended_by, attempt.recorded_s) == ("maximum", 0.5)


def test_starting_over_keeps_the_first_sound_but_counts_only_the_second(
    tmp_path: Path, history: History
) -> None:
    desk = Desk(recording=[Command.AGAIN, Command.GO])
    room = Room(tmp_path, history, desk, equipment={"microphone": endless})
    session = room.run()
    kept = history.attempts(session)
    everything = history.attempts(session, discarded=True)
    assert [a.take for a in kept] == [2]
    assert [a.state for a in everything] == ["discarded", "assessed"]
    assert room.wav(everything[0].id).exists()


@pytest.mark.parametrize("key", [Command.AGAIN, Command.SKIP])
def test_what_one_key_throws_away_can_be_brought_back_and_that_is_said(
    tmp_path: Path, history: History, key: Command
) -> None:
    class Slip(Desk):
        def command(self, timeout_s: float) -> Command | None:
            now = self.shown[-1]
            if not isinstance(now, RecordingState) or self.of(Notice):
                return Command.GO
            return key if now.elapsed_s > 1.1 else super().command(timeout_s)

    desk = Slip()
    room = Room(tmp_path, history, desk, count=2, equipment={"microphone": endless})
    room.run()
    (aside,) = history.discarded()
    (told,) = [event.text for event in desk.of(Notice) if "bring it back" in event.text]
    assert told.endswith(f"voicesim history restore {aside.id}")
    history.restore(aside.id)
    assert read_wav(room.wav(aside.id)).duration_s == pytest.approx(aside.recorded_s, abs=0.01)
    assert aside.id in [answer.id for answer in history.pending()]


def test_a_slip_in_the_first_moment_is_no_news(tmp_path: Path, history: History) -> None:
    desk = Desk(recording=[Command.AGAIN, Command.GO])
    Room(tmp_path, history, desk, equipment={"microphone": endless}).run()
    assert not [event for event in desk.of(Notice) if "bring it back" in event.text]


def test_answering_again_after_the_feedback_makes_another_take(tmp_path: Path, history: History) -> None:
    pacing = Pacing(prep_s=0, max_s=lambda target_s: 9, linger_s=None)
    desk = Desk(answered=[Command.AGAIN, Command.GO])
    session = Room(tmp_path, history, desk, pacing=pacing).run()
    assert [a.take for a in history.attempts(session)] == [1, 2]


def test_a_pause_is_not_recorded(tmp_path: Path, history: History) -> None:
    desk = Desk(recording=[Command.PAUSE, *[None] * 30, Command.GO])  # type: ignore[list-item]
    Room(tmp_path, history, desk, equipment={"microphone": endless}).run()
    elapsed = [event.elapsed_s for event in desk.of(RecordingState) if event.paused]
    assert elapsed
    assert max(elapsed) - min(elapsed) < 0.1


@pytest.mark.parametrize(("reading_time", "given"), [(True, True), (False, False)])
def test_a_printed_question_gets_time_to_be_read_unless_none_is_wanted(
    tmp_path: Path, history: History, reading_time: bool, given: bool
) -> None:
    pacing = Pacing(0.0, lambda target_s: 0.2, linger_s=None, reading_time=reading_time)
    desk = Desk(preparing=[Command.GO], answered=[Command.GO])
    Room(tmp_path, history, desk, pacing=pacing, equipment={"speaker": None}).run()
    assert bool(desk.of(Preparing)) is given


def test_skipping_goes_on_with_the_next_question(tmp_path: Path, history: History) -> None:
    pacing = Pacing(prep_s=5, max_s=lambda target_s: 9, linger_s=0)
    desk = Desk(preparing=[Command.SKIP, Command.GO])
    session = Room(tmp_path, history, desk, count=2, pacing=pacing).run()
    (attempt,) = history.attempts(session)
    assert attempt.number == 2


def test_hearing_the_question_again_starts_the_preparation_anew(tmp_path: Path, history: History) -> None:
    plays: list[object] = []

    class Player(SilentPlayer):
        def play(self, sound: Clip | Path | str) -> Any:
            plays.append(sound)
            return super().play(sound)

    pacing = Pacing(prep_s=5, max_s=lambda target_s: 9, linger_s=0)
    desk = Desk(preparing=[Command.REPEAT, Command.GO])
    Room(tmp_path, history, desk, pacing=pacing, equipment={"player": Player(paced=False)}).run()
    assert len(plays) == 2


def test_quitting_while_answering_still_judges_what_was_said(tmp_path: Path, history: History) -> None:
    desk = Desk(recording=[Command.QUIT])
    session = Room(tmp_path, history, desk, count=3, equipment={"microphone": endless}).run()
    assert [a.state for a in history.attempts(session)] == ["assessed"]


def test_ctrl_c_keeps_what_was_said(tmp_path: Path, history: History) -> None:
    class Interrupted(Desk):
        def command(self, timeout_s: float) -> Command | None:
            if isinstance(self.shown[-1], RecordingState) and self.shown[-1].elapsed_s > 0.3:
                raise KeyboardInterrupt
            return super().command(timeout_s)

    room = Room(tmp_path, history, Interrupted(), equipment={"microphone": endless})
    with pytest.raises(KeyboardInterrupt):
        room.run()
    (attempt,) = history.pending()
    assert attempt.ended_by == "interrupted"
    assert read_wav(room.wav(attempt.id)).duration_s >= 0.3
    assert history.session().finished_at is not None


def test_without_a_speech_model_the_answer_is_recorded_and_timed_and_waits(
    tmp_path: Path, history: History
) -> None:
    desk = Desk()
    Room(tmp_path, history, desk, equipment={"transcriber": None}).run()
    (attempt,) = history.pending()
    assert attempt.recorded_s == 1.0
    assert desk.of(Answered)[0].timing.answer_s is not None


def test_a_speech_model_that_breaks_costs_no_recording(tmp_path: Path, history: History) -> None:
    desk = Desk()
    Room(tmp_path, history, desk, count=2, equipment={"transcriber": BrokenScribe()}).run()
    assert len(history.pending()) == 2
    assert "The model broke." in desk.of(Notice)[0].text


def test_a_judge_that_breaks_costs_no_answer(
    tmp_path: Path, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object, **options: object) -> None:
        raise ModelError("The judge broke.")

    monkeypatch.setattr("voicesim.assess.draft.conclude", broken)
    desk = Desk()
    Room(tmp_path, history, desk, count=2).run()
    assert [attempt.assessment for attempt in history.attempts()] == [None, None]
    assert all(attempt.recorded_s for attempt in history.attempts())
    assert len([notice for notice in desk.of(Notice) if "The judge broke." in notice.text]) == 2


def test_without_a_voice_the_questions_are_printed_and_this_is_said_once(
    tmp_path: Path, history: History
) -> None:
    desk = Desk()
    Room(tmp_path, history, desk, count=2, equipment={"speaker": MuteSpeaker()}).run()
    assert [event.aloud for event in desk.of(Asking)] == [False, False]
    assert len([n for n in desk.of(Notice) if "no voice" in n.text]) == 1
    assert len(history.attempts()) == 2


def test_another_voice_reads_on_when_one_fails_and_this_is_said_once(
    tmp_path: Path, history: History
) -> None:
    desk = Desk()
    voices = {"speaker": MuteSpeaker(), "fallback": FakeSpeaker(tmp_path / "voice")}
    Room(tmp_path, history, desk, count=2, equipment=voices).run()
    assert [event.aloud for event in desk.of(Asking)] == [True, True]
    (notice,) = desk.of(Notice)
    assert notice.text.startswith("The system's own voice reads the questions. ")
    assert "no voice" in notice.text


def test_without_a_second_voice_either_the_questions_are_printed(tmp_path: Path, history: History) -> None:
    desk = Desk()
    mute = {"speaker": MuteSpeaker(), "fallback": MuteSpeaker()}
    Room(tmp_path, history, desk, count=2, equipment=mute).run()
    assert [event.aloud for event in desk.of(Asking)] == [False, False]
    assert len(desk.of(Notice)) == 2


def test_a_microphone_that_goes_away_ends_the_answer_and_keeps_it(tmp_path: Path, history: History) -> None:
    broken = {"microphone": lambda question, number: FaultyMicrophone(sound(2.0), lost_at_s=0.5)}
    session = Room(tmp_path, history, Desk(), equipment=broken).run()
    (attempt,) = history.attempts(session)
    assert attempt.ended_by == "lost"
    assert attempt.recorded_s == pytest.approx(0.5, abs=0.05)
    assert attempt.notices


def test_a_microphone_that_cannot_be_opened_ends_the_interview_with_its_sentence(
    tmp_path: Path, history: History
) -> None:
    sentence = "The microphone is in use; close the other program."
    refusing = {"microphone": lambda question, number: FaultyMicrophone(sound(1.0), refuses=sentence)}
    with pytest.raises(AudioError, match="in use"):
        Room(tmp_path, history, Desk(), equipment=refusing).run()
    assert history.pending() == ()


def test_the_target_of_the_plan_is_the_one_that_is_judged_by(tmp_path: Path, history: History) -> None:
    room = Room(tmp_path, history, Desk())
    session = room.run()
    (attempt,) = history.attempts(session)
    assert attempt.assessment is not None
    assert attempt.assessment.timing.target_s == attempt.question.target_s


def test_the_next_question_is_rendered_while_the_present_one_is_answered(
    tmp_path: Path, history: History
) -> None:
    class Listing(FakeSpeaker):
        def __init__(self, folder: Path) -> None:
            super().__init__(folder)
            self.asked: list[tuple[str, str]] = []

        def render(self, text: str) -> Path:
            self.asked.append((text, threading.current_thread().name))
            return super().render(text)

    speaker = Listing(tmp_path / "voice")
    Room(tmp_path, history, Desk(), count=2, equipment={"speaker": speaker}).run()
    names = [name for _, name in speaker.asked]
    assert names[0] == "MainThread"
    assert names[1:] == ["voice-ahead"]


def test_the_seconds_to_think_are_kept_those_before_hearing_the_question_again_too(
    tmp_path: Path, history: History
) -> None:
    ticks = iter(range(10_000))
    desk = Desk(preparing=[Command.REPEAT, Command.GO])
    room = Room(tmp_path, history, desk, pacing=Pacing(30.0, lambda target_s: 300.0, linger_s=0.0))
    room.equipment = {"clock": lambda: float(next(ticks))}
    (attempt,) = history.attempts(room.run())
    assert attempt.preparation is not None
    assert attempt.preparation.given_s == 30.0
    assert 0 < attempt.preparation.used_s < 30.0


def test_all_seconds_to_think_may_be_used(tmp_path: Path, history: History) -> None:
    pacing = Pacing(0.05, lambda target_s: 300.0, linger_s=0.0)
    (attempt,) = history.attempts(Room(tmp_path, history, Desk(), pacing=pacing).run())
    assert attempt.preparation == Preparation(0.05, 0.05)


def test_an_answer_without_time_to_think_has_no_preparation(tmp_path: Path, history: History) -> None:
    (attempt,) = history.attempts(Room(tmp_path, history, Desk()).run())
    assert attempt.preparation is None
