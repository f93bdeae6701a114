"""What a language model claims, read from whatever it wrote around it."""

from __future__ import annotations

import json
from dataclasses import dataclass

LONGEST_CHARS = 20_000
"""Of what a model wrote, the end: that is where the answer is."""

LONGEST_QUOTE_CHARS = 2_000

_THINKS = ("<think>", "<thinking>", "[THINK]")
_THOUGHT = ("</think>", "</thinking>", "[/THINK]")


@dataclass(frozen=True, slots=True)
class Claim:
    """Whether a point was made, and the words that are said to show it; nothing of it is checked yet."""

    made: bool
    quote: str | None


def read_claim(text: str) -> Claim | None:
    """The last JSON object that says whether the point was made, after all reasoning; markdown fences and
    other words around it do not matter. None when there is none, or it is not of this form."""
    answer = _after_reasoning(text)
    if answer is None:
        return None
    answer = answer[-LONGEST_CHARS:]
    decoder = json.JSONDecoder()
    start = answer.rfind("{")
    while start >= 0:
        try:
            found, _ = decoder.raw_decode(answer, start)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict) and "made" in found:
            return _claim(found["made"], found.get("quote"))
        start = answer.rfind("{", 0, start)
    return None


def _after_reasoning(text: str) -> str | None:
    """What follows the model's thoughts; None while they go on to the end."""
    thought = max((text.rfind(mark) + len(mark) for mark in _THOUGHT if mark in text), default=0)
    rest = text[thought:]
    return None if any(mark in rest for mark in _THINKS) else rest


def _claim(made: object, quote: object) -> Claim | None:
    if not isinstance(made, bool):
        return None
    if not made:
        return Claim(False, None)
    if not isinstance(quote, str) or not quote.strip() or len(quote) > LONGEST_QUOTE_CHARS:
        return None
    return Claim(True, quote)
