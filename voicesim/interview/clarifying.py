"""Clarifying questions in the middle of an answer: the interviewer answers from the bank's facts, or not."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voicesim.answering import Answering
from voicesim.assess.clarifying import PATIENCE_S, asks_back, last_question, reply_to
from voicesim.bank.question import Question
from voicesim.desk import Clarified, Command, Desk
from voicesim.errors import AudioError
from voicesim.interview.equipment import Equipment
from voicesim.interview.voice import TICK_S, Voice
from voicesim.speech.words import SpeechSpan, Word
from voicesim.store.records import Attempt

LOG = logging.getLogger(__name__)

SAME_END_S = 0.5
"""So much may lie between the end of speech as it was transcribed and as it is known by now."""

ENDING = (Command.AGAIN, Command.SKIP, Command.QUIT)


@dataclass(slots=True)
class Ear:
    """What was written down so far of one answer; told by the thread that transcribes."""

    question: Question
    answered_s: float = 0.0
    _heard: tuple[Sequence[Word], Sequence[SpeechSpan]] = ((), ())
    _says: str = ""
    _asked: str = ""
    _end_s: float | None = None
    _looked_at: object = None

    def hear(self, words: Sequence[Word], spans: Sequence[SpeechSpan]) -> None:
        self._heard = (words, spans)

    def asked(self) -> tuple[str, str, float] | None:
        """The last sentence, what the interviewer says to it, and when speech ended; None where it is no
        question, or was answered."""
        heard = self._heard
        if heard is not self._looked_at:
            self._looked_at = heard
            self._find(*heard)
        return None if self._end_s is None else (self._asked, self._says, self._end_s)

    def done(self) -> None:
        """The question was answered, and is not answered again."""
        self.answered_s, self._end_s = self._end_s or self.answered_s, None

    def _find(self, words: Sequence[Word], spans: Sequence[SpeechSpan]) -> None:
        self._end_s = None
        part = last_question(self.question, words) if spans else None
        if part is not None and (part[0].start_s or 0.0) >= self.answered_s - SAME_END_S:
            self._asked = " ".join(token.raw for token in part)
            self._says, self._end_s = reply_to(part, self.question.facts), spans[-1].end_s


@dataclass(slots=True)
class Interviewer:
    """Listens to answers, and answers back; nothing that the interviewer says is recorded."""

    equipment: Equipment
    desk: Desk
    voice: Voice
    answers: bool

    def ear(self, attempt: Attempt) -> Ear | None:
        """An ear for an answer that leaves something to be asked; None for any other, and for a reply."""
        listens = self.answers and attempt.asks is None and asks_back(attempt.question)
        return Ear(attempt.question) if listens else None

    def answer(self, ear: Ear, answering: Answering) -> Command | None:
        """Answer a question that the speaker waits after, with the recording paused meanwhile; a command that
        ends the answer is handed on."""
        found = ear.asked()
        if found is None or answering.paused:
            return None
        asked, says, end_s = found
        self.voice.ahead(says)
        gone_on = answering.elapsed_s - answering.silent_s > end_s + SAME_END_S
        if gone_on or answering.silent_s < PATIENCE_S:
            return None
        ear.done()
        answering.toggle_pause()
        try:
            return self._say(asked, says)
        finally:
            answering.toggle_pause()

    def _say(self, asked: str, says: str) -> Command | None:
        sound = self.voice.sound(says)
        self.desk.show(Clarified(asked, says, aloud=sound is not None))
        try:
            return None if sound is None else self._play(sound)
        except AudioError as exc:
            LOG.warning("the interviewer was not heard", exc_info=exc)
            return None

    def _play(self, sound: Path) -> Command | None:
        """Any key ends it; one that ends the answer is handed on."""
        playback = self.equipment.player.play(sound)
        try:
            while not playback.done:
                command = self.desk.command(TICK_S / 2)
                if command is not None:
                    return command if command in ENDING else None
        finally:
            playback.stop()
        return None
