"""What Whisper is told beside the sound, and how to see that it did not help."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import fmean
from typing import Any

from voicesim.speech.word_times import at_speech, speech_after, whole_words
from voicesim.speech.words import SpeechSpan, Word

FILLERS = "Um, uh, hmm, er, ah."
"""Whisper leaves fillers out unless its prompt has some; a longer prompt can cost whole sentences."""

CONTEXT_WORDS = 40
"""How many words of the stretch before go along: mostly all of them. With 40 tiny.en has fewer words wrong
than with 20 (docs/performance.md); much longer prompts make Whisper leave words out."""

SURE = 0.5
"""Words less likely than this on average are no context: a mistake would be handed on and on."""

MIN_WORDS_PER_S, LONGEST_WORDLESS_S = 0.5, 1.5
"""Fewer words than this for a second of speech, or so long a span of speech without any: something was left
out. Whisper does that with a sentence that it was just told as context."""

BROKEN_OFF_S = 0.8
"""So much speech after the last word is time for two or three more."""

LOOP_RATIO = 2.4
"""Text that compresses better than this repeats itself (Radford et al. 2022, section 4.5)."""

_ROUND = re.compile(r"(?:^|\s)(\S+(?:\s\S+){0,2})(?:\s\1){4}(?=\s|$)")
"""One to three words five times in a row; after a long sentence they hardly show in the ratio above."""


_AGAIN = re.compile(r"(?:^|\s)(\S+(?:\s\S+){3,11})(?:\s\1){2}(?=\s|$)")
"""Four to twelve words three times in a row: hardly anybody says a sentence again at once, and again."""


def expected(vocabulary: Sequence[str]) -> str:
    """What may be heard anywhere in an answer: fillers, and the names and terms that the bank gives."""
    return " ".join([FILLERS, ", ".join(vocabulary)]).strip()


def context_of(before: Sequence[Word]) -> str | None:
    """The last words of the stretch before, None when there are none or they are doubtful."""
    last = before[-CONTEXT_WORDS:]
    if not last or fmean(word.probability for word in last) < SURE:
        return None
    return " ".join(word.text for word in last)


def repeats(segments: Iterable[Any]) -> bool:
    """Whether one of faster-whisper's segments goes round in circles, or all of them say a sentence again."""
    heard = list(segments)
    if any(segment.compression_ratio > LOOP_RATIO or _ROUND.search(segment.text) for segment in heard):
        return True
    return bool(_AGAIN.search(" ".join(segment.text.strip() for segment in heard)))


def leaves_out(segments: Iterable[Any], speech: Sequence[SpeechSpan]) -> bool:
    """Whether faster-whisper's segments lack words that must have been said; both in seconds from the same
    start."""
    words = tuple(at_speech(whole_words(segments), speech))
    if len(words) < MIN_WORDS_PER_S * sum(span.duration_s for span in speech):
        return True
    return any(span.duration_s >= LONGEST_WORDLESS_S and not _has_a_word(span, words) for span in speech)


def breaks_off(segments: Sequence[Any], speech: Sequence[SpeechSpan]) -> bool:
    """Whether somebody speaks on after the last of faster-whisper's words; both in seconds from one start."""
    words = tuple(whole_words(segments))
    return bool(words) and speech_after(words[-1].end_s or 0.0, speech) >= BROKEN_OFF_S


def ends_surely(segments: Sequence[Any], speech: Sequence[SpeechSpan]) -> bool:
    """Whether the words go to the end of the speech, with a last one that is no guess."""
    words = tuple(whole_words(segments))
    return bool(words) and words[-1].probability >= SURE and not breaks_off(segments, speech)


def _has_a_word(span: SpeechSpan, words: Sequence[Word]) -> bool:
    return any((word.start_s or 0.0) < span.end_s and (word.end_s or 0.0) > span.start_s for word in words)
