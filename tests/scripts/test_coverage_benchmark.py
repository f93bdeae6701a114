"""The figures in docs/coverage.md come from a benchmark that counts rightly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.benchmarks.coverage import Judged, always, cross_validated, judge_file, share
from scripts.benchmarks.mishearing import Mishearing
from voicesim.bank.load import load_bank
from voicesim.bank.question import Question

DATA = Path(__file__).parents[1] / "data" / "coverage"


@pytest.fixture(scope="module")
def questions() -> dict[str, Question]:
    return {question.id: question for question in load_bank("senior-pm").questions}


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("name", "least"), [("dev-natural", 0.85), ("dev-hard", 0.83)])
def test_verdicts_on_questions_left_out_agree_with_people(
    name: str, least: float, questions: dict[str, Question]
) -> None:
    judged, _ = judge_file(rows(name), questions, cross_validated, None)
    assert len(judged) == 396
    assert sum(one.credit for one in judged) / len(judged) >= least
    assert sum(one.verdict == "unsure" for one in judged) / len(judged) <= 0.1
    overlaps = [one.overlaps for one in judged if one.overlaps is not None]
    assert sum(overlaps) / len(overlaps) >= 0.8


def test_always_yes_is_right_as_often_as_points_are_made(questions: dict[str, Question]) -> None:
    labelled = rows("dev-natural")
    judged, _ = judge_file(labelled, questions, always, None)
    made = sum(len(row["covered"]) for row in labelled)
    assert sum(one.credit for one in judged) == made


def test_unsure_is_half_right() -> None:
    verdicts = ("covered", "unsure", "missed")
    assert [Judged("content", True, verdict, None).credit for verdict in verdicts] == [1.0, 0.5, 0.0]
    assert [Judged("content", False, verdict, None).credit for verdict in verdicts] == [0.0, 0.5, 1.0]
    assert share([]) == "-"


def test_about_the_asked_share_of_words_is_misheard_the_same_way_each_time() -> None:
    labelled = rows("dev-hard")
    heard = [Mishearing(labelled, 0.1).heard(row["text"].split()) for row in labelled[:3]]
    assert heard == [Mishearing(labelled, 0.1).heard(row["text"].split()) for row in labelled[:3]]
    mishearing = Mishearing(labelled, 0.1)
    changed = spoken = 0
    for row in labelled:
        tokens = row["text"].split()
        words, places = mishearing.heard(tokens)
        assert len(words) == len(places)
        assert places == sorted(places)
        kept = {place for word, place in zip(words, places, strict=True) if word == tokens[place]}
        changed += len(tokens) - len(kept) + len(words) - len(set(places))
        spoken += len(tokens)
    assert 0.07 <= changed / spoken <= 0.13


def test_nothing_is_misheard_without_a_share() -> None:
    tokens = ["We", "dropped", "it."]
    assert Mishearing([{"text": "We dropped it."}], 0.0).heard(tokens) == (tokens, [0, 1, 2])
