"""Voice without a word over it."""

from __future__ import annotations

from voicesim.assess.assessment import Gap
from voicesim.assess.hesitations import find_hesitations
from voicesim.assess.norms import Norms
from voicesim.speech.words import SpeechSpan, Word


def word(start_s: float, end_s: float) -> Word:
    return Word("word", start_s, end_s, 0.9)


def test_a_voiced_gap_between_two_words_is_a_possible_hesitation(norms: Norms) -> None:
    words = (word(0.0, 1.0), word(1.5, 2.5))
    assert find_hesitations(words, (SpeechSpan(0.0, 2.5),), norms) == (Gap(1.0, 1.5),)


def test_a_silent_gap_is_none(norms: Norms) -> None:
    words = (word(0.0, 1.0), word(1.5, 2.5))
    assert find_hesitations(words, (SpeechSpan(0.0, 1.0), SpeechSpan(1.5, 2.5)), norms) == ()


def test_a_short_voiced_gap_is_none(norms: Norms) -> None:
    words = (word(0.0, 1.0), word(1.29, 2.5))
    assert find_hesitations(words, (SpeechSpan(0.0, 2.5),), norms) == ()


def test_voice_detection_that_lets_go_late_is_none(norms: Norms) -> None:
    words = (word(0.1, 1.0),)
    assert find_hesitations(words, (SpeechSpan(0.0, 1.4),), norms) == ()


def test_a_span_without_any_word_is_one(norms: Norms) -> None:
    words = (word(0.0, 1.0),)
    spans = (SpeechSpan(0.0, 1.0), SpeechSpan(2.0, 2.6))
    assert find_hesitations(words, spans, norms) == (Gap(2.0, 2.6),)


def test_words_without_times_or_no_words_give_nothing(norms: Norms) -> None:
    assert find_hesitations((), (SpeechSpan(0.0, 5.0),), norms) == ()
    assert find_hesitations((Word("word", None, None, 1.0),), (SpeechSpan(0.0, 5.0),), norms) == ()


def spaced(text: str, *edges_s: float) -> tuple[Word, ...]:
    """Words between neighbouring edges, four to a second unless edges say otherwise."""
    return tuple(
        Word(each, start_s, end_s, 0.9)
        for each, start_s, end_s in zip(text.split(), edges_s, edges_s[1:], strict=False)
    )


def test_the_rest_of_a_word_that_the_recogniser_ended_early_is_none(norms: Norms) -> None:
    early = (
        *spaced("we decided to keep it on the", 0.0, 0.2, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8),
        Word("checkout,", 1.8, 1.9, 0.9),
        Word("and", 2.4, 2.6, 0.9),
        *spaced("we said so", 2.6, 2.8, 3.0, 3.2),
    )
    assert find_hesitations(early, (SpeechSpan(0.0, 3.2),), norms) == ()
    with_um = (*early[:7], Word("checkout,", 1.8, 2.4, 0.9), Word("and", 2.9, 3.1, 0.9))
    assert find_hesitations(with_um, (SpeechSpan(0.0, 3.1),), norms) == (Gap(2.4, 2.9),)
