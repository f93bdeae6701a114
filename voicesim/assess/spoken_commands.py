"""What is said to the interviewer and is no part of an answer: "repeat the question", "that's it". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from voicesim.assess.tokens import bare_text, tokenize
from voicesim.speech.words import SpeechSpan, Word

Order = Literal["repeat", "skip", "done"]

PAUSE_BEFORE_S, PAUSE_AFTER_S = 0.5, 1.0
"""What is said between pauses of this length is said alone. The second one is longer, since whoever goes on
after a second was not done; both are this project's choice."""

MAX_COMMAND_S = 4.0
"""No command takes longer to say, with what politeness adds."""

MARGIN_S = 0.25
"""Words may lie so far outside of their speech: half of the pause before it."""

_BEFORE = (
    r"(?:(?:um|uh|er|hm|oh|okay|ok|well|so|and|right|alright|sorry|please|yeah|yes|no|i think|i guess) )*"
)
_AFTER = r"(?: (?:please|thanks|thank you|then|now|for now|from me|i think))*"
_ASKS = r"(?:(?:can|could|would|will) you (?:please )?)?"
_LIKES = r"(?:(?:let's|let us|i'll|i will|i'd like to|i would like to|i want to|can we|can i|could we) )?"
_ORDERS: dict[Order, str] = {
    "repeat": rf"{_ASKS}repeat(?: (?:the question|that|it)(?: again| once more)?)?"
    rf"|{_ASKS}(?:say|read|ask) (?:the question|that|it) (?:again|once more|one more time)"
    r"|(?:what was|what's|what is) the question(?: again)?|the question again",
    "skip": rf"{_LIKES}skip(?: (?:it|this|that|the question|(?:this|that) (?:one|question)))?"
    r"|(?:the )?next question",
    "done": r"(?:that's|that is) (?:it|all|everything|my answer)|(?:i'm|i am) (?:done|finished)",
}
_PATTERNS = {order: re.compile(f"{_BEFORE}(?:{said}){_AFTER}") for order, said in _ORDERS.items()}


@dataclass(frozen=True, slots=True)
class SpokenCommand:
    """What is wanted, and in which seconds of the recording it was said."""

    order: Order
    span: SpeechSpan


def command_in(text: str) -> Order | None:
    """The command that all of a text is, in lower case and without punctuation."""
    return next((order for order, pattern in _PATTERNS.items() if pattern.fullmatch(text)), None)


def last_command(words: Sequence[Word], spans: Sequence[SpeechSpan]) -> SpokenCommand | None:
    """The command that was said last and alone: all words since the last pause are one. `spans` is where
    there was a voice."""
    if not spans:
        return None
    span = last_utterance(spans)
    order = command_in(bare_text(tokenize([word for word in words if _within(word, span)])))
    return None if order is None else SpokenCommand(order, span)


def last_utterance(spans: Sequence[SpeechSpan]) -> SpeechSpan:
    """What was said since the last pause; `spans` is where there was a voice, at least one."""
    pauses = [after.start_s for one, after in pairwise(spans) if after.start_s - one.end_s >= PAUSE_BEFORE_S]
    return SpeechSpan(pauses[-1] if pauses else spans[0].start_s, spans[-1].end_s)


def words_outside(words: Sequence[Word], commands: Sequence[SpeechSpan]) -> tuple[Word, ...]:
    """The words of the answer itself; one without times belongs to it."""
    return tuple(word for word in words if not any(_within(word, span) for span in commands))


def spans_outside(spans: Sequence[SpeechSpan], commands: Sequence[SpeechSpan]) -> tuple[SpeechSpan, ...]:
    """Where the answer itself was spoken."""
    return tuple(
        span
        for span in spans
        if not any(_holds(command, (span.start_s + span.end_s) / 2) for command in commands)
    )


def _within(word: Word, span: SpeechSpan) -> bool:
    if word.start_s is None or word.end_s is None:
        return False
    return _holds(span, (word.start_s + word.end_s) / 2)


def _holds(span: SpeechSpan, second: float) -> bool:
    return span.start_s - MARGIN_S <= second <= span.end_s + MARGIN_S
