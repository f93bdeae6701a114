"""Voice without a word over it."""

from __future__ import annotations

from voicesim.assess.assessment import Gap
from voicesim.assess.hesitations import find_hesitations
from voicesim.speech.words import SpeechSpan, Word


def word(start_s: float, end_s: float) -> Word:
    return Word("word", start_s, end_s, 0.9)


def test_a_voiced_gap_between_two_words_is_a_possible_hesitation(norms):
    words = (word(0.0, 1.0), word(1.5, 2.5))
    assert find_hesitations(words, (SpeechSpan(0.0, 2.5),), norms) == (Gap(1.0, 1.5),)


def test_a_silent_gap_is_none(norms):
    words = (word(0.0, 1.0), word(1.5, 2.5))
    assert find_hesitations(words, (SpeechSpan(0.0, 1.0), SpeechSpan(1.5, 2.5)), norms) == ()


def test_a_short_voiced_gap_is_none(norms):
    words = (word(0.0, 1.0), word(1.29, 2.5))
    assert find_hesitations(words, (SpeechSpan(0.0, 2.5),), norms) == ()


def test_voice_detection_that_lets_go_late_is_none(norms):
    words = (word(0.1, 1.0),)
    assert find_hesitations(words, (SpeechSpan(0.0, 1.4),), norms) == ()


def test_a_span_without_any_word_is_one(norms):
    words = (word(0.0, 1.0),)
    spans = (SpeechSpan(0.0, 1.0), SpeechSpan(2.0, 2.6))
    assert find_hesitations(words, spans, norms) == (Gap(2.0, 2.6),)


def test_words_without_times_or_no_words_give_nothing(norms):
    assert find_hesitations((), (SpeechSpan(0.0, 5.0),), norms) == ()
    assert find_hesitations((Word("word", None, None, 1.0),), (SpeechSpan(0.0, 5.0),), norms) == ()
