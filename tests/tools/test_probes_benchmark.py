"""scripts/bench probes: which follow-ups ask for what had already been said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tools.test_coverage_benchmark import SENTENCES, TEXT, written
from tests.tools.test_coverage_benchmark import bank as bank
from tools.benchmarks import probes
from voicesim.assess.assessment import Assessment, PointHit
from voicesim.assess.judge import assess
from voicesim.assess.norms import load_norms
from voicesim.bank.question import Bank, Question
from voicesim.speech.words import Word


def missing_all(question: Question, words: tuple[Word, ...], *rest: object) -> Assessment:
    hits = tuple(PointHit(p.id, p.kind, "missed", "", likelihood=0.0) for p in question.key_points)
    return assess(question, words, None, None, load_norms(), judge=lambda *_: hits)


def test_a_probe_for_what_people_found_in_the_answer_is_needless(
    tmp_path: Path, bank: Bank, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(probes, "assess", missing_all)
    thin = {**TEXT, "covered": ["acted"]}
    probes.main([str(written(tmp_path, TEXT, thin)), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["probes"], told["labelled"], told["needless"]) == (2, 2, 1)
    assert told["about"] == {"a point of the bank": 2}
    assert told["needless_share"] == 0.5


def test_a_sentence_labelled_as_a_result_is_known(tmp_path: Path, bank: Bank) -> None:
    found = list(probes.labelled(written(tmp_path, TEXT, SENTENCES), None))
    assert [each.result for each in found] == [False, True]


def test_so_many_answers_are_taken_evenly_spread_and_shown(
    tmp_path: Path, bank: Bank, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(probes, "assess", missing_all)
    probes.main([str(written(tmp_path, TEXT, TEXT, TEXT, TEXT)), "--answers", "2", "--show"])
    shown = capsys.readouterr().out
    assert "answers: 2" in shown
    assert shown.count("needless\ta point of the bank") == 2
