"""The follow-up: right after an answer the interviewer asks after the missed point that is worth most."""

from __future__ import annotations

from dataclasses import dataclass

from voicesim.assess.follow_up import follow_up_question, most_valuable
from voicesim.bank.question import Question
from voicesim.desk import Desk, FollowingUp, Notice
from voicesim.interview.equipment import Equipment
from voicesim.interview.take import Takes
from voicesim.interview.voice import Voice
from voicesim.interview.wishes import Left, Skipped
from voicesim.store.history import History
from voicesim.store.records import Attempt


@dataclass(slots=True)
class FollowUp:
    """Asks aloud and records the reply; answer and reply stay apart in the history."""

    equipment: Equipment
    history: History
    desk: Desk
    voice: Voice
    takes: Takes

    def ask(self, answer: Attempt) -> bool:
        """Ask, where there is something to ask after; True when the person wants to stop the interview.

        There is no time to think: in a conversation the reply comes when the question ends. Raises as
        `Takes.record` does.
        """
        question = self._question(answer)
        if question is None:
            return False
        try:
            return self._replied(answer, question)
        except Skipped:
            self.desk.show(Notice("Skipped the follow-up."))
            return False
        except Left:
            return True

    def _question(self, answer: Attempt) -> Question | None:
        """The follow-up; None, saying why, when there is none."""
        judgement = answer.judgement
        if judgement is None or answer.transcript is None:
            self.desk.show(Notice("No follow-up: what was missed is not known before it is written down."))
            return None
        hits = judgement.assessment.points
        point = most_valuable(judgement.question, hits)
        if point is None:
            self.desk.show(Notice("No follow-up: nothing was missed."))
            return None
        if not answer.transcript.words:
            self.desk.show(Notice("No follow-up: no words were heard."))
            return None
        return follow_up_question(judgement.question, point, hits)

    def _replied(self, answer: Attempt, question: Question) -> bool:
        source = self.equipment.reply_microphone or self.equipment.microphone
        microphone = source(question, answer.number)
        if microphone is None:
            return False
        sound = self.voice.sound(question.prompt)
        self.desk.show(FollowingUp(question, aloud=sound is not None))
        self.voice.ask(question, sound, 0.0)
        while True:
            reply = self.history.begin_reply(answer, question.key_points[0].id, question)
            replied, leaving = self.takes.record(reply, microphone)
            if replied is not None:
                return leaving
