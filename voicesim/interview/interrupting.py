"""An ear for answers that run long: says, while one is recorded, when the interviewer stops it."""

from __future__ import annotations

from dataclasses import dataclass, field

from voicesim.assess.draft import Draft
from voicesim.assess.norms import Norms
from voicesim.assess.stopping import is_time, set_up_s
from voicesim.bank.question import Question
from voicesim.speech.words import SpeechSpan, Word


@dataclass(slots=True)
class Interrupting:
    """Hears the clock and the pauses on the recorder's thread, and the words so far on another one.

    Without words, or with a model that is too slow for them, only the clock counts.
    """

    question: Question
    norms: Norms
    draft: Draft
    _setting_up_s: float = field(default=0.0, init=False)

    def hear(self, words: tuple[Word, ...], spans: tuple[SpeechSpan, ...]) -> None:
        """What is said so far, for the draft of its assessment as well."""
        self._setting_up_s = set_up_s(self.draft.hear(words, spans))

    def stops(self, elapsed_s: float, silence_s: float) -> bool:
        return is_time(self.question, elapsed_s, silence_s, self.norms, setting_up_s=self._setting_up_s)
