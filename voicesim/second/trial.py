"""The second reader tried with an answer that nobody gave, so that nothing of the user is sent."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Literal

from voicesim.bank.question import KeyPoint, Question
from voicesim.second.reader import SecondReader
from voicesim.speech.words import Transcript, Word

_POINT = KeyPoint("trade-off", "tradeoff", "Names what was given up.", (), "What did you give up?")
_QUESTION = Question("trial", "trial", "Tell me about a hard choice.", "story", 60.0, (_POINT,))
_SAID = (
    "We had money for one thing only. I chose the new sign-up form, and that meant that we gave up the "
    "guided tour for a year."
)


def try_reader(
    reader: SecondReader, limit_s: float
) -> tuple[Literal["ok", "warning"], str, str, Mapping[str, float]]:
    """Ask one question in at most so many seconds: how that went, what came of it, what to do, and the
    seconds. Raises ReaderError."""
    begun_s = time.monotonic()
    said = Transcript(tuple(Word(word, None, None, 1.0) for word in _SAID.split()), "en", "text")
    verdict = reader.verdict(_QUESTION, _POINT, said, limit_s)
    took_s = time.monotonic() - begun_s
    detail = f"{reader.model()} at {reader.url} answered in {took_s:.1f} s. {reader.warning}".strip()
    remedy = (
        "" if verdict else "Its answer could not be used; choose a model that follows instructions better."
    )
    return "warning" if remedy or reader.warning else "ok", detail, remedy, {"took_s": round(took_s, 2)}
