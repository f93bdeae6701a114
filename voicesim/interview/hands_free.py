"""Without a key: what is said to the interviewer in the middle of an answer, and a word to who is silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from voicesim.answering import Answering
from voicesim.assess.spoken_commands import (
    MAX_COMMAND_S,
    PAUSE_AFTER_S,
    SpokenCommand,
    last_command,
    last_utterance,
    spans_outside,
    words_outside,
)
from voicesim.interview.clarifying import SAME_END_S
from voicesim.speech.words import SpeechSpan, Word

TAKE_YOUR_TIME = "Take your time."

PATIENCE_S = 10.0
"""Nobody is told to take their time sooner; this project's choice."""


@dataclass(slots=True)
class Orders:
    """What is said to the interviewer in one answer. `hear` is called by the thread that transcribes."""

    obeyed: tuple[SpeechSpan, ...] = ()
    encouraged: bool = False
    _heard: tuple[Sequence[Word], Sequence[SpeechSpan]] = field(default=((), ()), init=False)
    _looked_at: object = field(default=None, init=False)
    _found: SpokenCommand | None = field(default=None, init=False)
    _known_s: float = field(default=0.0, init=False)

    def hear(self, words: Sequence[Word], spans: Sequence[SpeechSpan]) -> None:
        self._heard = (words, spans)

    def given(self, answering: Answering) -> SpokenCommand | None:
        """A command that nothing followed, once; it is no part of the answer from then on."""
        heard = self._heard
        if heard is not self._looked_at:
            self._looked_at, self._found = heard, last_command(*heard)
            self._known_s = heard[1][-1].end_s if heard[1] else 0.0
        found = self._found
        if found is None or answering.silent_s < PAUSE_AFTER_S:
            return None
        gone_on = answering.elapsed_s - answering.silent_s > found.span.end_s + SAME_END_S
        if gone_on or any(found.span.start_s < span.end_s for span in self.obeyed):
            return None
        self.obeyed = (*self.obeyed, found.span)
        answering.wait_for_more()
        return found

    def may_come(self, spans: Sequence[SpeechSpan]) -> bool:
        """Whether what was said last is short enough for a command, and was not looked at yet; called by the
        thread that records."""
        said = last_utterance(spans)
        return said.duration_s <= MAX_COMMAND_S and said.end_s > self._known_s + SAME_END_S

    def is_time(self, answering: Answering) -> bool:
        """Whether nothing was said for so long that a word is due, once an answer; not where the silence has
        ended it already, but for what was said last being written down."""
        if self.encouraged or answering.quiet_s < PATIENCE_S or answering.silence_left_s <= 0:
            return False
        self.encouraged = True
        return True

    def finish(self, words: Sequence[Word], spans: Sequence[SpeechSpan]) -> None:
        """A last "that's it" need not have been heard in time to end the answer itself."""
        found = last_command(self.words(words), self.spans(spans))
        if found is not None and found.order == "done":
            self.obeyed = (*self.obeyed, found.span)

    def words(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """Those of the answer."""
        return words_outside(words, self.obeyed)

    def spans(self, spans: Sequence[SpeechSpan]) -> tuple[SpeechSpan, ...]:
        """Where the answer was spoken."""
        return spans_outside(spans, self.obeyed)
