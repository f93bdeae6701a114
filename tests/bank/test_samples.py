"""The sample answers of the built-in banks."""

from __future__ import annotations

from collections import Counter

import pytest

from voicesim.bank.load import builtin_banks, load_bank
from voicesim.bank.samples import samples, strong_sample


@pytest.mark.parametrize("name", builtin_banks())
def test_every_built_in_question_has_a_strong_and_a_poor_sample(name: str) -> None:
    told = Counter((sample.question, sample.strong) for sample in samples(name))
    asked = [question.id for question in load_bank(name).questions]
    assert told == Counter((question, strong) for question in asked for strong in (True, False))


@pytest.mark.parametrize("name", builtin_banks())
def test_a_strong_sample_makes_what_a_poor_one_does_not(name: str) -> None:
    for question in load_bank(name).questions:
        known = {point.id for point in question.key_points}
        strong, poor = sorted(
            (each for each in samples(name) if each.question == question.id), key=lambda each: not each.strong
        )
        assert strong.makes | poor.makes <= known
        assert len(strong.makes) >= len(known) - 1, question.id
        assert len(poor.makes) <= 1, question.id


@pytest.mark.parametrize("name", builtin_banks())
def test_a_strong_sample_takes_half_of_its_target_and_more_when_it_is_spoken(name: str) -> None:
    targets = {question.id: question.target_s for question in load_bank(name).questions}
    for sample in samples(name):
        words = sum(len(passage.text.split()) for passage in sample.passages)
        if sample.strong:
            assert words / 150 * 60 >= targets[sample.question] / 2, (sample.question, words)


def test_a_bank_of_ones_own_has_none() -> None:
    assert samples("my-bank") == ()
    assert strong_sample("my-bank", "one") is None
