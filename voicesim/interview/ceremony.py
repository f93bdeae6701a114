"""What is said around the questions: the greeting, who asks next and about what, the thanks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from voicesim.bank.question import Question
from voicesim.interview.outcome import Outcome
from voicesim.interview.panel import THANKS, Member, Panel, announcement, greeting
from voicesim.interview.voice import InterviewerVoice


@dataclass(slots=True)
class Ceremony:
    """Nothing is said without a panel, or with a brief one; then only who asks changes. Any key cuts short
    what is said. `titles` are those of the sections, by their ids."""

    panel: Panel | None
    questions: Sequence[Question]
    titles: Mapping[str, str]
    voice: InterviewerVoice
    _before: Question | None = field(default=None, init=False)

    def asker(self, question: Question) -> Member | None:
        """Who puts a question; None where that is nobody in particular."""
        if self.panel is None or len(self.panel.members) == 1:
            return None
        return self.panel.asks[question.section]

    def open(self) -> Outcome:
        if self.panel is None or self.panel.brief:
            return Outcome.DONE
        self.ahead(self.questions[0], None)
        return self.voice.say(greeting(self.panel, len(self.questions)), self.panel.members[0].name)

    def ahead(self, question: Question, before: Question | None) -> None:
        """Have at hand what is said before this question, and the question, in the voice of who asks it."""
        asker = self.asker(question)
        voice = asker.voice if asker else 0
        if announced := self._announced(question, before):
            self.voice.ahead(announced, voice)
        self.voice.ahead(question.prompt, voice)

    def announce(self, question: Question) -> Outcome:
        """Give the word to who asks this question, and say what comes next."""
        asker, announced = self.asker(question), self._announced(question, self._before)
        self._before = question
        self.voice.turn_to(asker.voice if asker else 0)
        return self.voice.say(announced, asker.name if asker else "") if announced else Outcome.DONE

    def close(self) -> None:
        if self.panel is not None and not self.panel.brief:
            self.voice.turn_to(0)
            self.voice.say(THANKS, self.panel.members[0].name)

    def _announced(self, question: Question, before: Question | None) -> str | None:
        if self.panel is None or self.panel.brief:
            return None
        return announcement(self.panel, question, before, self.titles.get(question.section, question.section))
