"""The interviewer while somebody answers: what asks for a word in the middle of it, and what is said then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.answering import Answering
from voicesim.assess.clarifying import asks_back
from voicesim.assess.spoken_commands import Order
from voicesim.bank.question import Question
from voicesim.desk import Clarified, Command, Saying
from voicesim.interview.aside import Asides
from voicesim.interview.clarifying import Ear
from voicesim.interview.hands_free import TAKE_YOUR_TIME, Orders
from voicesim.speech.words import SpeechSpan, Word
from voicesim.store.records import Attempt

_KEYS: dict[Order, Command] = {"skip": Command.SKIP, "done": Command.GO}


@dataclass(slots=True)
class Listening:
    """To one answer. Without an `ear` nothing asked in it is answered, without `orders` only keys count."""

    question: Question
    asides: Asides
    ear: Ear | None
    orders: Orders | None

    def hear(self, words: Sequence[Word], spans: Sequence[SpeechSpan]) -> None:
        """What was said so far; called by the thread that transcribes."""
        for each in (self.ear, self.orders):
            if each is not None:
                each.hear(words, spans)

    def attend(self, answering: Answering, pressed: Command | None) -> Command | None:
        """Do what is wanted in this moment; the key that was pressed, or that stands for what was said,
        where it is for somebody else to obey."""
        if pressed is Command.REPEAT:
            return self._repeat(answering)
        if pressed is not None or answering.paused:
            return pressed
        return self._obey(answering) or self._clarify(answering) or self._encourage(answering)

    def finish(self, words: Sequence[Word], spans: Sequence[SpeechSpan]) -> None:
        """All that was said in the end."""
        if self.orders is not None:
            self.orders.finish(words, spans)

    def words(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """Those of the answer, without what was said to the interviewer."""
        return tuple(words) if self.orders is None else self.orders.words(words)

    def spans(self, spans: Sequence[SpeechSpan]) -> tuple[SpeechSpan, ...]:
        """Where the answer was spoken."""
        return tuple(spans) if self.orders is None else self.orders.spans(spans)

    def _repeat(self, answering: Answering) -> Command | None:
        prompt = self.question.prompt
        return self.asides.say(answering, prompt, lambda aloud: Saying(prompt, aloud))

    def _obey(self, answering: Answering) -> Command | None:
        given = self.orders.given(answering) if self.orders is not None else None
        if given is None:
            return None
        return self._repeat(answering) if given.order == "repeat" else _KEYS[given.order]

    def _clarify(self, answering: Answering) -> Command | None:
        if self.ear is None or (asked := self.ear.asked()) is None:
            return None
        self.asides.ahead(asked.reply)
        if not self.ear.waited(answering.elapsed_s, answering.silent_s):
            return None
        self.ear.done()
        return self.asides.say(
            answering, asked.reply, lambda aloud: Clarified(asked.text, asked.reply, aloud)
        )

    def _encourage(self, answering: Answering) -> Command | None:
        if self.orders is None or not self.orders.is_time(answering):
            return None
        return self.asides.say(answering, TAKE_YOUR_TIME, lambda aloud: Saying(TAKE_YOUR_TIME, aloud))


@dataclass(frozen=True, slots=True)
class Interviewer:
    """`answers` what is asked in the middle of an answer; with `hands_free` obeys what is said to them."""

    asides: Asides
    answers: bool
    hands_free: bool

    def listen(self, attempt: Attempt) -> Listening:
        """To an answer, or to a reply, in which nothing is clarified."""
        clarifies = self.answers and attempt.asks is None and asks_back(attempt.question)
        if self.hands_free:
            self.asides.ahead(TAKE_YOUR_TIME)
        ear = Ear(attempt.question) if clarifies else None
        return Listening(attempt.question, self.asides, ear, Orders() if self.hands_free else None)
