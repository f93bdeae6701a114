"""The conductor: the one place where the rooms meet. It shows nothing itself; the desk does."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from voicesim.answering import TOO_SLOW, Answering, private_file
from voicesim.assess.assessment import Timing
from voicesim.assess.norms import Norms
from voicesim.assess.timing import measure_timing
from voicesim.audio.microphone import Microphone
from voicesim.audio.player import Playback, Player
from voicesim.bank.question import Bank, Question
from voicesim.desk import Answered, Asking, Command, Desk, Notice, Preparing, Recording, Working
from voicesim.errors import AudioError, ModelError, VoiceError, VoicesimError
from voicesim.finish import judge_attempt
from voicesim.plan import Plan
from voicesim.speech.speaker import Prefetch, Speaker
from voicesim.speech.transcriber import Transcriber
from voicesim.store.history import History
from voicesim.store.records import Attempt, Session, SessionKind

TICK_S = 0.1
READING_WPM = 200  # silent reading of a printed question, on the slow side


@dataclass(frozen=True, slots=True)
class Pacing:
    """How an interview runs, in seconds.

    `max_s` gives the longest answer for a target. `end_on_silence_s` is None when only a key or the maximum
    ends an answer. `linger_s` is how long the feedback stays before the next question; None waits for a key.
    """

    prep_s: float
    max_s: Callable[[float], float]
    end_on_silence_s: float | None = None
    linger_s: float | None = None


@dataclass(frozen=True, slots=True)
class Equipment:
    """Everything at the edges. Without a speaker questions are printed; without a transcriber answers are
    kept to be written down later. `microphone` gives the source of the answer to the nth question."""

    speaker: Speaker | None
    player: Player
    microphone: Callable[[Question, int], Microphone]
    transcriber: Transcriber | None
    clock: Callable[[], float] = time.monotonic


class _Left(Exception):
    """The person wants to stop; what was said is kept."""


class _Skipped(Exception):
    """The person wants the next question."""


@dataclass(slots=True)
class Interview:
    """One sitting, from the first question to the last answer."""

    bank: Bank
    plan: Plan
    kind: SessionKind
    pacing: Pacing
    equipment: Equipment
    history: History
    recordings: Path
    norms: Norms
    desk: Desk
    on_answer: Callable[[Attempt, Session, Timing], None] = lambda attempt, session, timing: None
    _voice: Prefetch | None = field(default=None, init=False)
    _told_late: bool = field(default=False, init=False)

    def run(self) -> Session:
        """Ask every question of the plan and keep every answer.

        Raises KeyboardInterrupt after keeping what was being said, AudioError when the microphone cannot be
        opened, and HistoryError when nothing can be kept.
        """
        if self.equipment.speaker is not None:
            self._voice = Prefetch(self.equipment.speaker)
        session = self.history.start_session(
            self.kind,
            self.bank.id,
            self.bank.version,
            seed=self.plan.seed,
            planned=[question.id for question in self.plan.questions],
        )
        try:
            for number, question in enumerate(self.plan.questions, 1):
                try:
                    self._one(session, question, number)
                except _Skipped:
                    self.desk.show(Notice(f"Skipped {question.id}."))
        except _Left:
            pass
        finally:
            session = self.history.finish_session(session.id)
        return session

    def _one(self, session: Session, question: Question, number: int) -> None:
        sound = self._sound(question)
        self._ahead(number)
        self.desk.show(
            Asking(
                question, self._section_title(question), number, len(self.plan.questions), sound is not None
            )
        )
        self._ask(question, sound)
        while True:
            attempt, leaving = self._answer(session, question, number)
            if attempt is not None:
                timing = measure_timing(question.target_s, attempt.recorded_s, attempt.spans, self.norms)
                self.on_answer(attempt, session, timing)
                self.desk.show(Answered(attempt, timing, number, len(self.plan.questions)))
                if leaving or not self._again():
                    break
        if leaving:
            raise _Left

    # The question

    def _section_title(self, question: Question) -> str:
        titles = {section.id: section.title for section in self.bank.sections}
        return titles.get(question.section, question.section)

    def _sound(self, question: Question) -> Path | None:
        if self._voice is None:
            return None
        self.desk.show(Working("Preparing the question"))
        try:
            return self._voice.render(question.prompt)
        except VoiceError as exc:
            self.desk.show(Notice(f"{exc} The questions are shown in print instead."))
            self._voice = None
            return None

    def _ahead(self, number: int) -> None:
        if self._voice is not None and number < len(self.plan.questions):
            self._voice.ahead(self.plan.questions[number].prompt)

    def _ask(self, question: Question, sound: Path | None) -> None:
        """Read the question and count down the preparation, as often as the person wants to hear it."""
        while True:
            if sound is not None and self._listen(sound) is Command.REPEAT:
                continue
            if self._prepare(question, aloud=sound is not None) is not Command.REPEAT:
                return

    def _listen(self, sound: Path) -> Command | None:
        try:
            playback = self.equipment.player.play(sound)
        except AudioError as exc:
            self.desk.show(Notice(f"{exc} Read the question instead."))
            return None
        try:
            return self._while_playing(playback)
        finally:
            playback.stop()

    def _while_playing(self, playback: Playback) -> Command | None:
        while not playback.done:
            command = self._command(TICK_S / 2)
            if command in (Command.GO, Command.REPEAT):
                return command
        if playback.error is not None:
            self.desk.show(Notice(f"{playback.error} Read the question instead."))
        return None

    def _prepare(self, question: Question, *, aloud: bool) -> Command | None:
        prep_s = self.pacing.prep_s
        if not aloud and self.pacing.linger_s != 0:
            prep_s = max(prep_s, 60 * len(question.prompt.split()) / READING_WPM)
        start_s = self.equipment.clock()
        while (remaining_s := prep_s - (self.equipment.clock() - start_s)) > 0:
            self.desk.show(Preparing(remaining_s))
            command = self._command(min(TICK_S, remaining_s))
            if command in (Command.GO, Command.REPEAT):
                return command
        return None

    def _command(self, timeout_s: float) -> Command | None:
        command = self.desk.command(timeout_s)
        if command is Command.SKIP:
            raise _Skipped
        if command is Command.QUIT:
            raise _Left
        return command

    # The answer

    def _answer(self, session: Session, question: Question, number: int) -> tuple[Attempt | None, bool]:
        """Record one take and judge it: None when the person starts over, True when they want to stop."""
        microphone = self.equipment.microphone(question, number)
        attempt = self.history.begin_attempt(session.id, question, number)
        assert attempt.audio_path is not None
        answering = Answering(
            microphone,
            private_file(self.recordings, attempt.audio_path),
            max_s=self.pacing.max_s(question.target_s),
            end_on_silence_s=self.pacing.end_on_silence_s,
            transcriber=self.equipment.transcriber,
        )
        try:
            answering.start()
        except VoicesimError:
            self.history.discard(attempt.id)
            raise
        try:
            return self._taken(attempt, answering)
        finally:
            answering.cancel()

    def _taken(self, attempt: Attempt, answering: Answering) -> tuple[Attempt | None, bool]:
        try:
            last = self._while_answering(answering, attempt.question)
        except BaseException:
            answering.stop("interrupted")
            self._keep(attempt, answering)
            raise
        kept = self._keep(attempt, answering)
        if last in (Command.AGAIN, Command.SKIP):
            self.history.discard(attempt.id)
            if last is Command.SKIP:
                raise _Skipped
            return None, False
        return self._judge(kept, answering), last is Command.QUIT

    def _while_answering(self, answering: Answering, question: Question) -> Command | None:
        """Show the clock until the answer ends; the command that ended it, if any."""
        while not answering.finished:
            self.desk.show(
                Recording(
                    answering.elapsed_s,
                    question.target_s,
                    answering.max_s,
                    answering.level_dbfs,
                    answering.paused,
                )
            )
            command = self.desk.command(TICK_S / 2)
            if command is Command.PAUSE:
                answering.toggle_pause()
            elif command in (Command.GO, Command.AGAIN, Command.SKIP, Command.QUIT):
                answering.stop("stopped")
                return command
        return None

    def _keep(self, attempt: Attempt, answering: Answering) -> Attempt:
        recording, spans = answering.result()
        return self.history.save_recording(
            attempt.id,
            recording.duration_s,
            spans=spans,
            ended_by=recording.ended_by,
            notices=recording.notices,
        )

    def _judge(self, attempt: Attempt, answering: Answering) -> Attempt:
        self.desk.show(Working("Writing down what you said"))
        try:
            transcript = answering.transcript()
        except ModelError as exc:
            self.desk.show(Notice(f"{exc} The recording is kept."))
            return attempt
        if transcript is None:
            return attempt
        if answering.late and not self._told_late:
            self._told_late = True
            self.desk.show(Notice(TOO_SLOW.format(transcript.model)))
        _, spans = answering.result()
        return judge_attempt(
            self.history,
            attempt,
            transcript,
            spans,
            self.norms,
            bank_id=self.bank.id,
            bank_version=self.bank.version,
        )

    def _again(self) -> bool:
        """After the feedback: wait for a key, or for a while; True to answer the same question again."""
        deadline_s = None if self.pacing.linger_s is None else self.equipment.clock() + self.pacing.linger_s
        while deadline_s is None or self.equipment.clock() < deadline_s:
            command = self.desk.command(TICK_S)
            if command is Command.QUIT:
                raise _Left
            if command is Command.AGAIN:
                return True
            if command in (Command.GO, Command.SKIP):
                return False
        return False
