"""The words that the benchmarks compare a transcript with."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tools.benchmarks.live_answers import sentences, speak_answer, words_spoken
from tools.espeak import Espeak


@pytest.fixture(scope="module")
def espeak() -> Espeak:
    return Espeak()


def test_no_word_is_missing_where_espeak_runs_words_together(espeak: Espeak) -> None:
    text = "In the end, I asked most of them, and it was."
    speech = espeak.say(text)
    assert len(speech.words) < len(text.split())

    words = list(words_spoken(text, speech))

    assert [word for word, _, _ in words] == text.split()
    assert all(start_s < end_s for _, start_s, end_s in words)
    assert all(a[2] <= b[1] for a, b in pairwise(words))
    assert words[-1][2] <= speech.duration_s


def test_an_answer_consists_of_whole_sentences(espeak: Espeak) -> None:
    answer = speak_answer(espeak, 20, seed=3)

    rest = answer.text
    while rest:
        said = next(sentence for sentence in sentences() if rest.startswith(sentence))
        rest = rest.removeprefix(said).lstrip()
    assert answer.words[-1].end_s == pytest.approx(answer.ends_s, abs=0.001)
