"""Sounds that may be filled pauses that the model left out: voice without a word, and words too long."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise
from statistics import median

from voicesim.assess.assessment import Gap
from voicesim.assess.norms import Norms
from voicesim.assess.timing import length_s, merge_spans
from voicesim.speech.words import SpeechSpan, Word

_VOWELS = re.compile(r"[aeiouy]+")
_DIGITS = re.compile(r"\d")
_WORD_EXTRA_SYLLABLES = 0.5  # consonants around the vowels
_PHRASE_END_SYLLABLES = 0.5  # the lengthening at the end of a phrase
# Shares of the time that a word of its length usually takes this speaker
_GENEROUS = 1.5  # more than this is more than the word
_STRICT = 0.5  # after a silence inside it, this much can be the whole word
_SLACK_S = 0.05
_LEFT_OF_BARE, _LEFT_OF_LONG = 0.6, 0.1  # chosen on built answers and on the demo model's word times
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
    bare = [gap for span in voiced for gap in _uncovered(span, covered, norms)]
    long = _overlong([word for place, word in timed if place not in written], voiced)
    rate_s = sum(span.duration_s for span in voiced) / sum(_syllables(word.text) for word in spoken)
    kept = [
        gap
        for gaps, share in ((bare, _LEFT_OF_BARE), (long, _LEFT_OF_LONG))
        for gap in gaps
        if length_s(gap) >= norms.hesitation_least_s and not _owed(gap, spoken, voiced, rate_s, share)
    ]
    return tuple(sorted(kept, key=lambda gap: gap.start_s))


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


def _owed(gap: Gap, words: Sequence[Word], voiced: Sequence[SpeechSpan], rate_s: float, share: float) -> bool:
    """Whether the words on both sides had so much less time than their syllables need that the gap is theirs.

    Recognisers let a word end early, before a comma above all, or give its time to the next one. At least
    `share` of the gap must be left over when both have had what they need; `rate_s` is for one syllable.
    """
    if len(words) < _FEWEST_WORDS:
        return False
    before = words[: bisect_right(words, gap.start_s + _SLACK_S, key=lambda word: word.end_s or 0.0)][-1:]
    after = words[bisect_left(words, gap.end_s - _SLACK_S, key=lambda word: word.start_s or 0.0) :][:1]
    owed_s = sum(
        max(0.0, rate_s * _syllables(word.text) - sum(map(length_s, _within(_span(word), voiced))))
        for word in (*before, *after)
    )
    return length_s(gap) - owed_s < share * length_s(gap)


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


@lru_cache(maxsize=4096)
def _syllables(text: str) -> float:
    """Roughly, by groups of vowels; a digit counts two, the end of a phrase half of one."""
    vowels = len(_VOWELS.findall(text.lower())) + 2 * len(_DIGITS.findall(text))
    return vowels + _WORD_EXTRA_SYLLABLES + (_PHRASE_END_SYLLABLES if text[-1:] in ",.;:?!" else 0.0)


def _within(word: SpeechSpan, voiced: Sequence[SpeechSpan]) -> list[Gap]:
    """The voiced pieces of a word's time; `voiced` in order and apart."""
    first = bisect_right(voiced, word.start_s, key=lambda span: span.end_s)
    after = bisect_left(voiced, word.end_s, key=lambda span: span.start_s)
    near = voiced[first:after]
    pieces = [Gap(max(word.start_s, span.start_s), min(word.end_s, span.end_s)) for span in near]
    return [piece for piece in pieces if piece.end_s > piece.start_s]
