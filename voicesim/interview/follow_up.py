"""The follow-ups: right after an answer the interviewer asks after what is worth most in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.assess.probes import next_probe
from voicesim.assess.said import Said
from voicesim.bank.question import Question
from voicesim.desk import Desk, FollowingUp, Notice
from voicesim.interview.take import Takes
from voicesim.interview.voice import Voice
from voicesim.interview.wishes import Left, Skipped
from voicesim.store.records import Attempt


@dataclass(slots=True)
class FollowUp:
    """Asks aloud and records the reply, at most so often; answer and replies stay apart in the history."""

    most: int
    desk: Desk
    voice: Voice
    takes: Takes

    def ask(self, answer: Attempt) -> bool:
        """Ask, as long as there is something to ask after; True when the person wants to stop the interview.

        There is no time to think: in a conversation the reply comes when the question ends. Raises as
        `Takes.record` does.
        """
        said = [answer, *answer.replies]
        most = len(said) + self.most
        try:
            while len(said) < most and (question := self._question(said)) is not None:
                reply, leaving = self._replied(answer, question)
                if reply is None or leaving:
                    return leaving
                said.append(reply)
        except Skipped:
            self.desk.show(Notice("Skipped the follow-up."))
        except Left:
            return True
        return False

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

    def _replied(self, answer: Attempt, question: Question) -> tuple[Attempt | None, bool]:
        """The reply, None where nobody will give one; and whether the person wants to stop after it."""
        microphone = self.takes.reply_microphone(answer, question)
        if microphone is None:
            return None, False
        sound = self.voice.sound(question.prompt)
        self.desk.show(FollowingUp(question, aloud=sound is not None))
        self.voice.ask(question, sound, 0.0)
        return self.takes.reply(answer, question, microphone)


def _why_not(judged: Sequence[Said]) -> str:
    if not judged:
        return "No follow-up: what was missed is not known before it is written down."
    if not judged[0].words:
        return "No follow-up: no words were heard."
    return "No follow-up: nothing was surely left out."
