"""Timing, pace and hesitations against answers built with known times, through the real voice detection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import mean, median

import pytest

from tools.benchmarks.built_speech import Built
from voicesim.speech.words import SpeechSpan, Word

pytest.importorskip(
    "espeakng_loader", reason="answers are built with the espeak-ng of the espeakng_loader wheel"
)
from tools.benchmarks import delivery


@pytest.fixture(scope="module")
def sounds() -> list[delivery.Sound]:
    return delivery.hear(answers=9)


def heard(sound: delivery.Sound) -> Sequence[SpeechSpan]:
    return sound.spans


def test_the_answers_begin_and_end_is_found_within_60_ms(sounds: list[delivery.Sound]) -> None:
    errors_ms = delivery.edge_errors_ms(sounds, heard)
    assert median(errors_ms) <= 30
    assert max(errors_ms) <= 60


def test_pauses_of_half_a_second_and_more_are_found_with_their_lengths(sounds: list[delivery.Sound]) -> None:
    found, errors_ms = delivery.pauses(sounds, heard)
    assert found.right > 50
    assert found.f1 >= 0.97
    assert mean(error <= 80 for error in errors_ms) >= 0.95


def test_words_per_minute_are_within_two_percent(sounds: list[delivery.Sound]) -> None:
    assert max(delivery.rate_errors(sounds, heard, lambda sound: sound.built.words)) <= 0.02


@pytest.mark.parametrize("words_of", [lambda built: built.words, lambda built: built.absorbed])
def test_filled_pauses_that_were_not_written_down_are_suspected(
    sounds: list[delivery.Sound], words_of: Callable[[Built], Sequence[Word]]
) -> None:
    found = delivery.hesitations(sounds, words_of)
    assert found.recall >= 0.7
    assert found.precision >= 0.8


def test_speech_without_filled_pauses_is_not_suspected() -> None:
    sounds = delivery.hear(answers=3, filled_pauses=False)
    assert delivery.hesitations(sounds, lambda built: built.words).wrong == 0
