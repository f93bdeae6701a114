"""One take from its first sound to its verdict; kept whatever happens on the way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from voicesim.answering import TOO_SLOW, Answering, private_file
from voicesim.assess.draft import Draft
from voicesim.assess.norms import Norms
from voicesim.audio.microphone import Microphone
from voicesim.bank.question import Bank, Question
from voicesim.bank.styles import phase_at
from voicesim.desk import Command, Desk, Notice, RecordingState, Working
from voicesim.errors import ModelError, VoicesimError
from voicesim.finish import draft_for, judge_attempt
from voicesim.interview.equipment import Equipment, Pacing
from voicesim.interview.interrupting import Interrupting
from voicesim.interview.listening import Interviewer, Listening
from voicesim.interview.outcome import Outcome, Taken, outcome_of
from voicesim.speech.pitch import track_pitch
from voicesim.speech.words import SpeechSpan, Word
from voicesim.store.discarded import KEPT_DAYS
from voicesim.store.history import History
from voicesim.store.records import Attempt
from voicesim.wording import clock

LOG = logging.getLogger(__name__)

SHORTEST_TICK_S, TICK_S = 0.005, 0.05
"""How long a key is waited for before the clock moves on; shorter when silence is about to end the answer."""

STOPPED = "The interviewer stopped you at {}: what you would have said after that is not judged."

WORTH_TELLING_S = 1.0
PUT_ASIDE = "What you said is kept for {days} days; bring it back with: voicesim history restore {id}"


@dataclass(slots=True)
class Takes:
    """Records and judges, with the same care, answers and the replies to follow-ups.

    `on_stopped` is told of an answer that the interviewer has just stopped, before it is judged: what is said
    then must not wait for it.
    """

    bank: Bank
    pacing: Pacing
    equipment: Equipment
    history: History
    recordings: Path
    norms: Norms
    desk: Desk
    interviewer: Interviewer
    on_stopped: Callable[[Attempt], None] = lambda attempt: None
    _told_late: bool = field(default=False, init=False)

    def record(self, attempt: Attempt, microphone: Microphone) -> Taken:
        """Record an attempt that has begun, and judge it, unless the person starts over or skips it.

        Raises AudioError when the microphone cannot be opened (the attempt is discarded), and
        KeyboardInterrupt after keeping what was said.
        """
        assert attempt.audio_path is not None
        listening = self.interviewer.listen(attempt)
        draft = draft_for(attempt, self.norms)
        interrupting = Interrupting(attempt.question, self.norms, draft)

        def hear(words: tuple[Word, ...], spans: tuple[SpeechSpan, ...]) -> None:
            listening.hear(words, spans)
            interrupting.hear(words, spans)

        answering = Answering(
            microphone,
            private_file(self.recordings, attempt.audio_path),
            max_s=self.pacing.max_s(attempt.question.target_s),
            end_on_silence_s=self.pacing.end_on_silence_s,
            transcriber=self.equipment.transcriber,
            ahead=hear,
            stops=interrupting.stops if self.pacing.interrupt and attempt.asks is None else None,
            waits=listening.orders.may_come if listening.orders is not None else None,
        )
        try:
            answering.start()
        except VoicesimError:
            self.history.discard(attempt.id)
            raise
        try:
            return self._taken(attempt, answering, listening, draft)
        finally:
            answering.cancel()

    def reply_microphone(self, answer: Attempt, question: Question) -> Microphone | None:
        """For the reply to a follow-up on this answer; None where nobody will give one."""
        source = self.equipment.reply_microphone or self.equipment.microphone
        return source(question, answer.number)

    def reply(self, answer: Attempt, question: Question, microphone: Microphone) -> Taken:
        """Record what is said to a follow-up, as often as it is started over, and judge it. Raises as
        `record` does."""
        taken = Taken(Outcome.AGAIN)
        while taken.outcome is Outcome.AGAIN:
            begun = self.history.begin_reply(answer, question.key_points[0].id, question)
            taken = self.record(begun, microphone)
        return taken

    def _taken(self, attempt: Attempt, answering: Answering, listening: Listening, draft: Draft) -> Taken:
        try:
            last = self._while_answering(answering, attempt, listening)
        except BaseException:
            answering.stop("interrupted")
            self._keep(attempt, answering, listening)
            raise
        kept, outcome = self._keep(attempt, answering, listening), outcome_of(last)
        if outcome in (Outcome.AGAIN, Outcome.SKIPPED):
            self._put_aside(kept)
            return Taken(outcome)
        if kept.ended_by == "interviewer" and last is None:
            self.on_stopped(kept)
        return Taken(outcome, self._judge(kept, answering, listening, draft))

    def _put_aside(self, kept: Attempt) -> None:
        """One key may have been a slip: the take can be brought back, and where it matters that is said."""
        self.history.discard(kept.id)
        if (kept.recorded_s or 0.0) >= WORTH_TELLING_S:
            self.desk.show(Notice(PUT_ASIDE.format(id=kept.id, days=KEPT_DAYS)))

    def _while_answering(
        self, answering: Answering, attempt: Attempt, listening: Listening
    ) -> Command | None:
        """Show the clock until the answer ends; the command that ended it, if any."""
        question = attempt.question
        while not answering.finished:
            self.desk.show(
                RecordingState(
                    answering.elapsed_s,
                    question.target_s,
                    answering.max_s,
                    answering.level_dbfs,
                    answering.paused,
                    None
                    if attempt.asks
                    else phase_at(question.style, answering.elapsed_s, question.target_s),
                )
            )
            pressed = self.desk.command(min(TICK_S, max(SHORTEST_TICK_S, answering.silence_left_s)))
            command = listening.attend(answering, pressed)
            if command is Command.PAUSE:
                answering.toggle_pause()
            elif command in (Command.GO, Command.AGAIN, Command.SKIP, Command.QUIT):
                answering.stop("stopped")
                return command
        return None

    def _keep(self, attempt: Attempt, answering: Answering, listening: Listening) -> Attempt:
        recording, spans = answering.result()
        stopped = [STOPPED.format(clock(recording.duration_s))] if recording.ended_by == "interviewer" else []
        kept = self.history.save_recording(
            attempt.id,
            recording.duration_s,
            spans=listening.spans(spans),
            ended_by=recording.ended_by,
            notices=(*stopped, *recording.notices),
        )
        LOG.info(
            "answer %s is kept: %.1f s, ended by %s, %d notices",
            attempt.id,
            recording.duration_s,
            recording.ended_by,
            len(recording.notices),
        )
        return kept

    def _judge(self, attempt: Attempt, answering: Answering, listening: Listening, draft: Draft) -> Attempt:
        self.desk.show(Working("Writing down what you said"))
        try:
            return self._judged(attempt, answering, listening, draft)
        except ModelError as exc:
            LOG.warning("answer %s is not written down yet", attempt.id, exc_info=exc)
            self.desk.show(Notice(f"{exc} The recording is kept."))
            return attempt

    def _judged(self, attempt: Attempt, answering: Answering, listening: Listening, draft: Draft) -> Attempt:
        recording, spans = answering.result()
        with ThreadPoolExecutor(1) as meanwhile:
            pitch = meanwhile.submit(track_pitch, recording.clip.samples)
            transcript = answering.transcript()
        if transcript is None:
            return attempt
        if answering.late and not self._told_late:
            self._told_late = True
            self.desk.show(Notice(TOO_SLOW.format(transcript.model)))
        listening.finish(transcript.words, spans)
        return judge_attempt(
            self.history,
            attempt,
            replace(transcript, words=listening.words(transcript.words)),
            listening.spans(spans),
            self.norms,
            bank_id=self.bank.id,
            bank_version=self.bank.version,
            pitch=pitch.result(),
            draft=draft,
        )
