"""Sounds that may be filled pauses that the model left out: voice without a word, and words too long."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from statistics import median

from voicesim.assess.assessment import Gap
from voicesim.assess.norms import Norms
from voicesim.assess.timing import length_s, merge_spans
from voicesim.speech.words import SpeechSpan, Word

_VOWELS = re.compile(r"[aeiouy]+")
_DIGITS = re.compile(r"\d")
_WORD_EXTRA_SYLLABLES = 0.5  # consonants around the vowels, and the lengthening before a comma
# Shares of the time that a word of its length usually takes this speaker
_GENEROUS = 1.5  # more than this is more than the word
_STRICT = 0.5  # after a silence inside it, this much can be the whole word
_FEWEST_WORDS = 8  # to know the speaker's own rate


def find_hesitations(
    words: Sequence[Word],
    spans: Sequence[SpeechSpan],
    norms: Norms,
    written: Collection[int] = (),
) -> tuple[Gap, ...]:
    """Stretches of `hesitation_least_s` and more where a voice said something that was not written down.

    Two signs: voice that no word covers, and a word that takes that much longer than its syllables need at
    the speaker's own rate (Whisper lets a word begin with the um that it left out). Where voice begins or
    ends, up to `hesitation_hangover_s` next to a word is the slack of voice detection and does not count.
    The signs are those of open dictation tools; they find candidates, never an exact count, hence "possible".
    `written` are places of words that are filled pauses themselves: they may be as long as they like.
    """
    timed = [
        (place, word)
        for place, word in enumerate(words)
        if word.start_s is not None and word.end_s is not None
    ]
    spoken = [word for _, word in timed]
    if not spoken:
        return ()
    voiced = merge_spans(spans)
    covered = merge_spans(_span(word) for word in spoken)
    found = [gap for span in voiced for gap in _uncovered(span, covered, norms)]
    found += _overlong([word for place, word in timed if place not in written], voiced)
    found.sort(key=lambda gap: gap.start_s)
    return tuple(gap for gap in found if length_s(gap) >= norms.hesitation_least_s)


def _span(word: Word) -> SpeechSpan:
    return SpeechSpan(word.start_s or 0.0, word.end_s or 0.0)


def _uncovered(span: SpeechSpan, covered: Sequence[SpeechSpan], norms: Norms) -> list[Gap]:
    """What is left of a span without the words in it, and without slack at its two ends."""
    inside = [word for word in covered if word.end_s > span.start_s and word.start_s < span.end_s]
    if not inside:
        return [Gap(span.start_s, span.end_s)]
    slack_s = norms.hesitation_hangover_s
    gaps = [Gap(span.start_s, inside[0].start_s - slack_s)]
    gaps += [Gap(a.end_s, b.start_s) for a, b in pairwise(inside)]
    gaps.append(Gap(inside[-1].end_s + slack_s, span.end_s))
    return gaps


def _overlong(words: Sequence[Word], voiced: Sequence[SpeechSpan]) -> list[Gap]:
    """Voice that a word begins with and does not need.

    That is what a silence inside the word parts from the rest of it, or what is left when its syllables have
    had more than enough time.
    """
    heard = [(_syllables(word.text), _within(_span(word), voiced)) for word in words]
    if len(heard) < _FEWEST_WORDS:
        return []
    rate_s = median(sum(map(length_s, parts)) / syllables for syllables, parts in heard)
    found = []
    for syllables, parts in heard:
        need_s = rate_s * syllables
        rest_s = length_s(parts[-1]) if parts else 0.0
        if len(parts) > 1 and rest_s >= _STRICT * need_s:
            found.append(max(parts[:-1], key=length_s))
        elif rest_s > _GENEROUS * need_s:
            found.append(Gap(parts[-1].start_s, parts[-1].end_s - _GENEROUS * need_s))
    return found


def _syllables(text: str) -> float:
    """Roughly, from the groups of vowels in the spelling; a digit counts two."""
    return len(_VOWELS.findall(text.lower())) + 2 * len(_DIGITS.findall(text)) + _WORD_EXTRA_SYLLABLES


def _within(word: SpeechSpan, voiced: Sequence[SpeechSpan]) -> list[Gap]:
    """The voiced pieces of a word's time."""
    pieces = [Gap(max(word.start_s, span.start_s), min(word.end_s, span.end_s)) for span in voiced]
    return [piece for piece in pieces if piece.end_s > piece.start_s]
