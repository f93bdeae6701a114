"""The conductor: from the first question to the last answer. It shows nothing itself; the desk does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from voicesim.assess.assessment import Timing
from voicesim.assess.norms import Norms
from voicesim.assess.timing import measure_timing
from voicesim.bank.question import Bank, Question
from voicesim.desk import Answered, Asking, Command, Desk, Notice, Typist
from voicesim.interview.checks import Checks
from voicesim.interview.clarifying import Interviewer
from voicesim.interview.corrections import Corrections
from voicesim.interview.equipment import Equipment, Pacing
from voicesim.interview.follow_up import FollowUp
from voicesim.interview.rating import Rating
from voicesim.interview.stop import Stop
from voicesim.interview.take import Takes
from voicesim.interview.voice import TICK_S, Voice
from voicesim.interview.wishes import Left, Skipped
from voicesim.plan import Plan
from voicesim.store.history import History
from voicesim.store.records import Attempt, Session, SessionKind


@dataclass(slots=True)
class Interview:
    """One sitting, from the first question to the last answer.

    Without a `typist` nobody rates themselves, and verdicts are corrected later.
    """

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
    typist: Typist | None = None
    _voice: Voice = field(init=False)
    _takes: Takes = field(init=False)
    _follow_up: FollowUp = field(init=False)
    _stop: Stop = field(init=False)
    _checks: Checks = field(init=False)
    _rating: Rating = field(init=False)
    _corrections: Corrections = field(init=False)

    def __post_init__(self) -> None:
        reader = self.pacing.reading_time and self.pacing.linger_s != 0
        self._voice = Voice(self.equipment, self.desk, reader=reader)
        self._takes = Takes(
            self.bank, self.pacing, self.equipment, self.history, self.recordings, self.norms, self.desk
        )
        self._takes.interviewer = Interviewer(
            self.equipment, self.desk, self._voice, answers=self.pacing.clarify
        )
        self._follow_up = FollowUp(self.pacing.follow_ups, self.desk, self._voice, self._takes)
        self._stop = Stop(self.norms, self.desk, self._voice, self._takes)
        self._takes.on_stopped = self._stop.say
        self._checks = Checks(self.pacing, self.equipment, self.history, self.desk)
        self._rating = Rating(self.history, self.typist if self.pacing.self_rate else None)
        self._corrections = Corrections(self.history, self.desk, self.typist)

    def run(self) -> Session:
        """Ask every question of the plan and keep every answer.

        Raises KeyboardInterrupt after keeping what was being said, AudioError when the microphone cannot be
        opened, and HistoryError when nothing can be kept.
        """
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
                except Skipped:
                    self.desk.show(Notice(f"Skipped {question.id}."))
        except Left:
            pass
        finally:
            session = self.history.finish_session(session.id)
        return session

    def _one(self, session: Session, question: Question, number: int) -> None:
        total = len(self.plan.questions)
        sound = self._voice.sound(question.prompt)
        if number < total:
            self._voice.ahead(self.plan.questions[number].prompt)
        if self.pacing.interrupt:
            self._stop.ahead(question)
        self.desk.show(Asking(question, self._section_title(question), number, total, sound is not None))
        preparation = self._voice.ask(question, sound, self.pacing.prep_s)
        while True:
            microphone = self.equipment.microphone(question, number)
            attempt = self.history.begin_attempt(session.id, question, number, preparation=preparation)
            answer, leaving = self._takes.record(attempt, microphone)
            if answer is not None:
                leaving = self._followed_up(session, answer, leaving=leaving)
                if leaving:
                    break
                self._checks.ask(answer)
                if not self._again(answer):
                    break
                preparation = None  # another take is prepared by the answer before it
        if leaving:
            raise Left

    def _followed_up(self, session: Session, answer: Attempt, *, leaving: bool) -> bool:
        """Hear the rest of an answer that was stopped, ask after what was missed and what its speaker thinks
        of it, then show what came of all; True when the person wants to stop.

        Feedback would answer what is asked, and a list of points the follow-up, so it comes last, even when
        the follow-up is interrupted.
        """
        try:
            leaving = leaving or self._stop.listen(answer)
            if self.pacing.follow_ups and not leaving:
                leaving = self._follow_up.ask(self.history.attempt(answer.id))
            if not leaving:
                self._rating.ask(answer)
        finally:
            if self.pacing.follow_ups or self.pacing.interrupt or self.pacing.self_rate:
                answer = self.history.attempt(answer.id)
            timing = measure_timing(answer.question.target_s, answer.recorded_s, answer.spans, self.norms)
            self.on_answer(answer, session, timing)
            self.desk.show(Answered(answer, timing, answer.number, len(self.plan.questions)))
        return leaving

    def _section_title(self, question: Question) -> str:
        titles = {section.id: section.title for section in self.bank.sections}
        return titles.get(question.section, question.section)

    def _again(self, answer: Attempt) -> bool:
        """After the feedback: wait for a key, or for a while; True to answer the same question again."""
        deadline_s = None if self.pacing.linger_s is None else self.equipment.clock() + self.pacing.linger_s
        while deadline_s is None or self.equipment.clock() < deadline_s:
            command = self.desk.command(TICK_S)
            if command is Command.QUIT:
                raise Left
            if command is Command.AGAIN:
                return True
            if command is Command.DISAGREE:
                self._corrections.ask(answer)
            if command in (Command.GO, Command.SKIP):
                return False
        return False
