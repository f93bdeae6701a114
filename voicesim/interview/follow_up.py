"""The follow-ups: right after an answer the interviewer asks after what is worth most in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.assess.probes import next_probe
from voicesim.assess.said import Said
from voicesim.bank.question import Question
from voicesim.desk import Desk, FollowingUp, Notice
from voicesim.interview.outcome import Outcome, Taken
from voicesim.interview.take import Takes
from voicesim.interview.voice import InterviewerVoice
from voicesim.store.records import Attempt


@dataclass(slots=True)
class FollowUp:
    """Asks aloud and records the reply, at most so often; answer and replies stay apart in the history."""

    most: int
    desk: Desk
    voice: InterviewerVoice
    takes: Takes

    def ask(self, answer: Attempt) -> Outcome:
        """Ask, as long as there is something to ask after, and somebody who replies.

        There is no time to think: in a conversation the reply comes when the question ends. Raises as
        `Takes.record` does.
        """
        said = [answer, *answer.replies]
        most = len(said) + self.most
        while len(said) < most and (question := self._question(said)) is not None:
            taken = self._replied(answer, question)
            if taken.answer is None or taken.outcome is not Outcome.DONE:
                return taken.outcome
            said.append(taken.answer)
        return Outcome.DONE

    def _question(self, said: Sequence[Attempt]) -> Question | None:
        """The next follow-up; None when there is none, saying why where none was asked before."""
        judged = [
            Said(each.judgement.question, each.transcript.words, each.judgement.assessment)
            for each in said
            if each.judgement is not None and each.transcript is not None
        ]
        question = next_probe(judged) if len(judged) == len(said) else None
        if question is None and len(said) == 1:
            self.desk.show(Notice(_why_not(judged)))
        return question

    def _replied(self, answer: Attempt, question: Question) -> Taken:
        """Without an answer, and done, where nobody will give one."""
        microphone = self.takes.reply_microphone(answer, question)
        if microphone is None:
            return Taken(Outcome.DONE)
        sound = self.voice.sound(question.prompt)
        self.desk.show(FollowingUp(question, aloud=sound is not None))
        outcome = self.voice.ask(question, sound, 0.0).outcome
        return self.takes.reply(answer, question, microphone) if outcome is Outcome.DONE else Taken(outcome)


def _why_not(judged: Sequence[Said]) -> str:
    if not judged:
        return "No follow-up: what was missed is not known before it is written down."
    if not judged[0].words:
        return "No follow-up: no words were heard."
    return "No follow-up: nothing was surely left out."
