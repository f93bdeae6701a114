"""When a model that was told what was said before has left something out, it can be seen."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from voicesim.speech.context import breaks_off, ends_surely, leaves_out, repeats
from voicesim.speech.words import SpeechSpan


def segment(*words: tuple[float, float]) -> SimpleNamespace:
    parts = [SimpleNamespace(word=" so", start=start, end=end, probability=0.9) for start, end in words]
    return SimpleNamespace(words=parts)


TWO_SENTENCES = (SpeechSpan(0.2, 2.0), SpeechSpan(3.0, 6.0))


def test_a_sentence_without_any_word_was_left_out() -> None:
    assert leaves_out([segment((3.0, 3.4), (3.4, 4.0), (4.0, 5.9))], TWO_SENTENCES)


def test_words_in_every_sentence_are_enough() -> None:
    assert not leaves_out([segment((0.2, 0.6)), segment((3.0, 3.4), (3.4, 5.9))], TWO_SENTENCES)


def test_a_word_that_reaches_over_a_pause_is_in_the_sentence_after_it() -> None:
    assert leaves_out([segment((2.2, 3.4), (3.4, 4.0), (4.0, 5.9))], TWO_SENTENCES)


@pytest.mark.parametrize(("lasts_s", "left_out"), [(1.4, False), (1.6, True)])
def test_a_sound_too_short_for_a_sentence_need_not_be_one(lasts_s: float, left_out: bool) -> None:
    speech = (SpeechSpan(0.0, 2.0), SpeechSpan(3.0, 3.0 + lasts_s))
    assert leaves_out([segment((0.1, 0.5), (0.5, 1.9))], speech) is left_out


def test_far_too_few_words_are_not_all() -> None:
    assert leaves_out([segment((0.1, 0.5), (9.0, 9.9))], (SpeechSpan(0.0, 10.0),))


def test_nothing_at_all_was_left_out_of_silence() -> None:
    assert not leaves_out([], ())


@pytest.mark.parametrize(("last_s", "broken_off"), [(5.9, False), (5.3, False), (5.1, True), (2.0, True)])
def test_speech_after_the_last_word_is_seen(last_s: float, broken_off: bool) -> None:
    heard = [segment((0.2, 0.6), (0.6, last_s))]
    assert breaks_off(heard, TWO_SENTENCES) is broken_off
    assert ends_surely(heard, TWO_SENTENCES) is not broken_off


def test_a_guess_is_no_sure_end() -> None:
    guess = SimpleNamespace(words=[SimpleNamespace(word=" so", start=5.0, end=5.9, probability=0.3)])
    assert not ends_surely([segment((0.2, 0.6)), guess], TWO_SENTENCES)


@pytest.mark.parametrize(
    ("text", "ratio", "round_and_round"),
    [
        ("in use by the pirates of the period. SaaS, B2C, D2C, D3C, D3C, D3C, D3C, D3C,", 2.3, True),
        ("and then, and then, and then, and then, and then, it went", 1.9, True),
        ("one of the things one of the things", 2.5, True),
        ("A group? Um, yeah, go for it. Um, yeah, go for it. Um, yeah, go for it.", 1.5, True),
        ("we did it for them, we did it for them, and it went well", 1.4, False),
        ("no, no, no, no, that was not it, and we went on with the other one", 1.2, False),
        ("it was very, very late and very, very, very dark", 1.2, False),
    ],
)
def test_text_that_goes_round_in_circles_is_seen(text: str, ratio: float, round_and_round: bool) -> None:
    assert repeats([SimpleNamespace(text=text, compression_ratio=ratio)]) is round_and_round


def test_a_sentence_that_is_written_thrice_is_seen_across_segments() -> None:
    said = [SimpleNamespace(text=" Um, yeah, go for it.", compression_ratio=1.0)]
    assert repeats(said * 3)
    assert not repeats(said * 2)
