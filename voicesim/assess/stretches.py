"""Stretches of sentences that serve no key point: where there is room, and what could be left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from voicesim.assess.assessment import PointHit, SentenceRun
from voicesim.assess.tokens import sentences, tokenize
from voicesim.speech.words import Word

_QUOTED_WORDS = 6


def find_cuts(words: Sequence[Word], points: Iterable[PointHit]) -> tuple[SentenceRun, ...]:
    """What no key point rests on, longest first; the sentence that opens the answer is never offered.

    A stretch ends where a sentence with evidence begins. Lengths are compared in seconds, or in words
    where there are no times.
    """
    served = {
        place
        for point in points
        if point.verdict != "missed" and point.first_word is not None and point.last_word is not None
        for place in range(point.first_word, point.last_word + 1)
    }
    idle: list[list[int]] = []
    joined = False
    for number, sentence in enumerate(sentences(tokenize(words))):
        first, last = sentence[0].word, sentence[-1].word
        if number == 0 or served & set(range(first, last + 1)):
            joined = False
        elif joined:
            idle[-1][1] = last
        else:
            idle.append([first, last])
            joined = True
    stretches = [stretch(words, first, last) for first, last in idle]
    return tuple(sorted(stretches, key=lambda one: (-one.duration_s, one.first_word - one.last_word)))


def stretch(words: Sequence[Word], first: int, last: int) -> SentenceRun:
    """The stretch from one word to another, both included."""
    spoken = [word.text for word in words[first : last + 1]]
    text = " ".join(spoken[:_QUOTED_WORDS]) + ("…" if len(spoken) > _QUOTED_WORDS else "")
    return SentenceRun(first, last, words[first].start_s, words[last].end_s, text)
