"""Which story an answer tells: measured on stories that were told twice each, closely and freely."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.stories.written import story
from voicesim.bank.load import builtin_banks
from voicesim.bank.samples import samples
from voicesim.stories.likeness import TOLD_FROM, like, likenesses, terms_of
from voicesim.stories.story import Story, as_words

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "retold.jsonl").read_text(encoding="utf-8").splitlines()
]
STORIES = [story(f"# {row['name']}\n\n## Action\n\n{row['written']}\n", row["name"]) for row in ROWS]


def best(text: str, stories: list[Story] = STORIES) -> tuple[str, bool]:
    found = likenesses(as_words(text), stories)[0]
    return found.story, found.tells


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["name"]))
def test_a_story_told_closely_is_found(row: dict[str, object]) -> None:
    told = row["told"]
    assert isinstance(told, list)
    assert best(told[0]) == (row["name"], True)


def test_most_stories_told_in_other_words_are_found_and_none_is_taken_for_another() -> None:
    free = [(row["name"], best(row["told"][1])) for row in ROWS]
    assert all(found == name for name, (found, _) in free)
    assert sum(tells for _, (_, tells) in free) >= 4


def test_answers_about_other_things_tell_none_of_them() -> None:
    others = [" ".join(p.text for p in each.passages) for bank in builtin_banks() for each in samples(bank)]
    assert len(others) > 50
    assert [text for text in others if best(text)[1]] == []


def test_a_few_words_in_common_are_no_likeness() -> None:
    assert best("Churn.")[1] is False
    assert best("")[1] is False


def test_likeness_is_one_for_the_very_words_and_the_same_both_ways() -> None:
    one, other = terms_of(STORIES[0].words), terms_of(STORIES[1].words)
    assert like(one, one) == 1.0
    assert like(one, other) == like(other, one) < TOLD_FROM
