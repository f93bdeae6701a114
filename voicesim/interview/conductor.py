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
from voicesim.interview.aside import Asides
from voicesim.interview.ceremony import Ceremony
from voicesim.interview.checks import Checks
from voicesim.interview.corrections import Corrections
from voicesim.interview.equipment import Equipment, Pacing
from voicesim.interview.follow_up import FollowUp
from voicesim.interview.listening import Interviewer
from voicesim.interview.outcome import Outcome, Taken, outcome_of
from voicesim.interview.panel import Panel
from voicesim.interview.rating import Rating
from voicesim.interview.stop import Stop
from voicesim.interview.take import Takes
from voicesim.interview.voice import TICK_S, InterviewerVoice
from voicesim.plan import Plan
from voicesim.store.history import History
from voicesim.store.records import Attempt, Preparation, Session, SessionKind


@dataclass(slots=True)
class Interview:
    """One session, from the first question to the last answer.

    Without a `typist` nobody rates themselves, and verdicts are corrected later. Without a `panel` one person
    asks, who says nothing else.
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
    panel: Panel | None = None
    _ceremony: Ceremony = field(init=False)
    _voice: InterviewerVoice = field(init=False)
    _takes: Takes = field(init=False)
    _follow_up: FollowUp = field(init=False)
    _stop: Stop = field(init=False)
    _checks: Checks = field(init=False)
    _rating: Rating = field(init=False)
    _corrections: Corrections = field(init=False)

    def __post_init__(self) -> None:
        reader = self.pacing.reading_time and self.pacing.linger_s != 0
        self._voice = InterviewerVoice(self.equipment, self.desk, reader=reader)
        titles = {section.id: section.title for section in self.bank.sections}
        self._ceremony = Ceremony(self.panel, self.plan.questions, titles, self._voice)
        asides = Asides(self.equipment, self.desk, self._voice)
        interviewer = Interviewer(asides, answers=self.pacing.clarify, hands_free=self.pacing.hands_free)
        self._takes = Takes(
            self.bank,
            self.pacing,
            self.equipment,
            self.history,
            self.recordings,
            self.norms,
            self.desk,
            interviewer,
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
            if self._goes_on("the greeting", self._ceremony.open()):
                self._ask_all(session)
        finally:
            session = self.history.finish_session(session.id)
        return session

    def _ask_all(self, session: Session) -> None:
        for number, question in enumerate(self.plan.questions, 1):
            if not self._goes_on(question.id, self._one(session, question, number)):
                return
        self._ceremony.close()

    def _goes_on(self, part: str, outcome: Outcome) -> bool:
        """Whether the interview goes on after a part of it; one that was left out is named."""
        match outcome:
            case Outcome.DONE | Outcome.AGAIN:
                return True
            case Outcome.SKIPPED:
                self.desk.show(Notice(f"Skipped {part}."))
                return True
            case Outcome.LEFT:
                return False

    def _one(self, session: Session, question: Question, number: int) -> Outcome:
        """Ask a question, and hear it answered as often as the person wants."""
        announced = self._ceremony.announce(question)
        if announced is not Outcome.DONE:
            return announced
        sound = self._voice.sound(question.prompt)
        if number < len(self.plan.questions):
            self._ceremony.ahead(self.plan.questions[number], question)
        if self.pacing.interrupt:
            self._stop.ahead(question)
        self.desk.show(self._asking(question, number, aloud=sound is not None))
        put = self._voice.ask(question, sound, self.pacing.prep_s)
        taken, preparation = Taken(put.outcome), put.preparation
        if put.outcome is Outcome.DONE:
            taken = self._take(session, question, number, preparation)
        while taken.outcome is Outcome.AGAIN:
            if taken.answer is not None:
                preparation = None  # another take is prepared by the answer before it
            taken = self._take(session, question, number, preparation)
        return taken.outcome

    def _take(
        self, session: Session, question: Question, number: int, preparation: Preparation | None
    ) -> Taken:
        """One answer, from its first sound to the key after its feedback."""
        microphone = self.equipment.microphone(question, number)
        attempt = self.history.begin_attempt(session.id, question, number, preparation=preparation)
        taken = self._takes.record(attempt, microphone)
        if taken.answer is None:
            return taken
        outcome = self._followed_up(session, taken.answer, taken.outcome)
        if outcome is Outcome.DONE:
            outcome = self._checks.ask(taken.answer)
        if outcome is Outcome.DONE:
            outcome = self._lingered(taken.answer)
        return Taken(outcome, taken.answer)

    def _followed_up(self, session: Session, answer: Attempt, outcome: Outcome) -> Outcome:
        """Hear the rest of an answer that was stopped, ask after what was missed and what its speaker thinks
        of it, unless they have `left`, then show what came of all.

        Feedback would answer what is asked, and a list of points the follow-up, so it comes last, even when
        the follow-up is interrupted.
        """
        try:
            goes_on = outcome is not Outcome.LEFT and self._goes_on("the reply", self._stop.listen(answer))
            if self.pacing.follow_ups and goes_on:
                asked = self._follow_up.ask(self.history.attempt(answer.id))
                goes_on = self._goes_on("the follow-up", asked)
            if goes_on:
                self._rating.ask(answer)
        finally:
            if self.pacing.follow_ups or self.pacing.interrupt or self.pacing.self_rate:
                answer = self.history.attempt(answer.id)
            timing = measure_timing(answer.question.target_s, answer.recorded_s, answer.spans, self.norms)
            self.on_answer(answer, session, timing)
            self.desk.show(Answered(answer, timing, answer.number, len(self.plan.questions)))
        return Outcome.DONE if goes_on else Outcome.LEFT

    def _asking(self, question: Question, number: int, *, aloud: bool) -> Asking:
        title = self._ceremony.titles.get(question.section, question.section)
        asker = self._ceremony.asker(question)
        told = f"{asker.name}, {asker.role}" if asker else ""
        return Asking(question, title, number, len(self.plan.questions), aloud, told)

    def _lingered(self, answer: Attempt) -> Outcome:
        """After the feedback: wait for a key, or for a while."""
        deadline_s = None if self.pacing.linger_s is None else self.equipment.clock() + self.pacing.linger_s
        while deadline_s is None or self.equipment.clock() < deadline_s:
            command = self.desk.command(TICK_S)
            if command is Command.DISAGREE:
                self._corrections.ask(answer)
            if command in (Command.GO, Command.SKIP):
                return Outcome.DONE
            if command in (Command.AGAIN, Command.QUIT):
                return outcome_of(command)
        return Outcome.DONE
