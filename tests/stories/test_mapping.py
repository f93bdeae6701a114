"""Each story is read once for each question; what is kept of it holds no word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.written import LAUNCH, story
from voicesim.assess.coverage import Likely, judge_points, likely_points
from voicesim.bank.load import find_question, load_bank
from voicesim.bank.question import Question
from voicesim.speech.words import Word
from voicesim.stories.mapping import MapCache, Points, hold_against

QUESTION = find_question(load_bank("senior-pm"), "launch-failed")


class Judge:
    """Counts how often it is asked."""

    def __init__(self, says: Points) -> None:
        self.asked = 0
        self._says = says

    def __call__(self, question: Question, words: tuple[Word, ...]) -> Points:
        self.asked += 1
        return self._says


@pytest.mark.parametrize("says", [None, (Likely("setback", 0.5, "check", 2, 9),)])
def test_a_judge_is_asked_once_for_the_same_texts(tmp_path: Path, says: Points) -> None:
    judge = Judge(says)
    for _ in range(2):
        (fit,) = hold_against([(QUESTION, story())], MapCache(tmp_path / "c" / "map.jsonl"), judge)
        assert fit.points == says
    assert judge.asked == 1


def test_other_words_are_read_anew(tmp_path: Path) -> None:
    judge, cache = Judge(None), MapCache(tmp_path / "map.jsonl")
    list(
        hold_against([(QUESTION, story()), (QUESTION, story(LAUNCH.replace("Churn", "Cost")))], cache, judge)
    )
    assert judge.asked == 2


def test_a_damaged_cache_costs_only_time(tmp_path: Path) -> None:
    path = tmp_path / "map.jsonl"
    path.write_bytes(
        b'\xff{"key": 1}\n[]\n{"key": "a", "points": [["p", "x", "maybe", 0, 1]]}\n' + b"[" * 9000
    )
    judge = Judge(None)
    list(hold_against([(QUESTION, story())], MapCache(path), judge))
    assert judge.asked == 1
    list(hold_against([(QUESTION, story())], MapCache(tmp_path), judge))  # a folder stands in its place


def test_the_cache_holds_numbers_and_no_word(tmp_path: Path) -> None:
    path = tmp_path / "map.jsonl"
    list(hold_against([(QUESTION, story())], MapCache(path)))
    kept = path.read_text(encoding="utf-8").lower()
    assert "setback" in kept
    assert not any(word in kept for word in ("churn", "forecast", "shops"))


def test_the_real_judge_gives_the_verdicts_that_an_answer_of_these_words_gets() -> None:
    words = story().words
    found = likely_points(QUESTION, words)
    assert found is not None
    hits = judge_points(QUESTION, words)
    assert [(each.point_id, each.verdict) for each in found] == [(hit.point_id, hit.verdict) for hit in hits]
    quoted = [(each.first_word, each.last_word) for each in found if each.verdict != "missed"]
    assert quoted == [(hit.first_word, hit.last_word) for hit in hits if hit.verdict != "missed"]


def test_without_words_there_is_nothing_to_read() -> None:
    assert likely_points(QUESTION, ()) is None
