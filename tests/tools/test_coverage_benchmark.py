"""The figures in docs/coverage.md come from a benchmark that reads labels rightly and counts rightly."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tools.benchmarks.coverage import METHODS, main, worst_first
from tools.benchmarks.coverage_answers import Given, bank_for, read_answers
from tools.benchmarks.coverage_scores import Claim, Judged, Method, interval, judge_answers, score
from tools.benchmarks.coverage_tenths import Tenth, in_words, tenths
from tools.benchmarks.mishearing import Mishearing
from voicesim.assess.assessment import PointHit, Verdict
from voicesim.bank.load import load_bank
from voicesim.bank.question import Bank, Question
from voicesim.errors import InputError
from voicesim.speech.words import Word

DATA = Path(__file__).parents[2] / "training" / "judge" / "data" / "train"
BANK = """
id: yard
title: The yard
sections:
- id: all
  title: All
  questions:
  - id: storm
    style: story
    target_s: 90
    prompt: Tell me about a storm.
    key_points:
    - {id: acted, kind: content, means: says what was done}
    - {id: loss, kind: metric, means: says how much was lost}
    - {id: left, kind: tradeoff, means: says what was left undone}
  - id: crew
    style: approach
    target_s: 90
    prompt: How do you lead a crew?
    key_points:
    - {id: asked, kind: content, means: asks people}
    - {id: pay, kind: content, means: speaks of pay}
"""
SAID = {"id": "a", "question": "storm", "covered": ["acted", "loss"]}
TEXT = {**SAID, "text": "We tied it down, then we lost two boats."}
SENTENCES = {
    **SAID,
    "sentences": [
        {"s": "We tied it down,", "part": "A", "points": ["acted"], "near": []},
        {"s": "then we", "part": "-", "points": [], "near": ["left"]},
        {"s": "lost two boats.", "part": "R", "points": ["loss"], "near": []},
    ],
}


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    (tmp_path / "yard.yaml").write_text(BANK, "utf-8")
    return load_bank(tmp_path / "yard.yaml")


def written(folder: Path, *rows: dict[str, Any], name: str = "yard.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def saying(verdicts: dict[str, tuple[Verdict, int, int]]) -> Method:
    """A judge that quotes these words for these points, and misses all others."""

    def hit_by(hit: PointHit, verdict: Verdict, first: int, last: int) -> PointHit:
        return replace(hit, verdict=verdict, first_word=first, last_word=last)

    def judge(question: Question, words: tuple[Word, ...]) -> list[PointHit]:
        missed = [PointHit(point.id, point.kind, "missed", "") for point in question.key_points]
        return [hit_by(hit, *verdicts[hit.point_id]) if hit.point_id in verdicts else hit for hit in missed]

    return judge


def judged(given: Sequence[Given], **verdicts: tuple[Verdict, int, int]) -> list[Judged]:
    """Judged by a clock on which each answer takes a second."""
    return judge_answers(given, saying(verdicts), count().__next__)


def answers_of(*verdicts: Iterable[tuple[bool, Verdict]]) -> list[Judged]:
    return [Judged("own", tuple(Claim("content", *one) for one in some), 0.0) for some in verdicts]


class TestReading:
    def test_an_answer_by_sentences_is_their_words_and_each_point_is_shown_by_its_sentences(
        self, tmp_path: Path, bank: Bank
    ) -> None:
        (given,) = read_answers(written(tmp_path, SENTENCES), bank)
        assert " ".join(word.text for word in given.words) == TEXT["text"]
        assert given.made == {"acted", "loss"}
        assert given.judged == {"acted", "loss", "left"}
        assert given.shown == {"acted": frozenset(range(4)), "loss": frozenset({6, 7, 8})}

    def test_evidence_shows_a_point_by_every_word_that_it_touches(self, tmp_path: Path, bank: Bank) -> None:
        (given,) = read_answers(written(tmp_path, {**TEXT, "evidence": {"acted": "ied it"}}), bank)
        assert given.shown == {"acted": frozenset({1, 2}), "loss": frozenset()}

    def test_without_evidence_nobody_knows_which_words_show_a_point(self, tmp_path: Path, bank: Bank) -> None:
        (given,) = read_answers(written(tmp_path, TEXT), bank)
        assert given.shown is None

    def test_with_missed_points_named_all_others_are_left_out(self, tmp_path: Path, bank: Bank) -> None:
        (given,) = read_answers(written(tmp_path, {**TEXT, "covered": ["loss"], "missed": ["left"]}), bank)
        assert given.judged == {"loss", "left"}
        assert given.made == {"loss"}

    def test_the_same_answer_can_be_judged_by_another_question(self, tmp_path: Path, bank: Bank) -> None:
        other = [{"question": "crew", "made": {"asked": [2, 3]}}]
        own, wrong = read_answers(written(tmp_path, {**SENTENCES, "other": other}), bank)
        assert (own.role, own.question.id) == ("own", "storm")
        assert (wrong.role, wrong.question.id, wrong.words) == ("other", "crew", own.words)
        assert wrong.judged == {"asked", "pay"}
        assert wrong.made == {"asked"}
        assert wrong.shown == {"asked": frozenset({4, 5, 6, 7, 8})}

    def test_texts_about_something_else_are_parted_by_blank_lines_and_tried_against_all_questions(
        self, tmp_path: Path, bank: Bank
    ) -> None:
        path = tmp_path / "off.txt"
        path.write_text("The film was\nlong.\n\n  \nI like tea.\n", "utf-8")
        given = read_answers(path, bank)
        assert [(one.question.id, len(one.words)) for one in given] == [
            ("storm", 4),
            ("crew", 4),
            ("crew", 3),
            ("storm", 3),
        ]
        assert all(one.role == "off" and not one.made for one in given)

    def test_or_against_some_questions_evenly_spread_and_others_for_the_next_text(
        self, tmp_path: Path
    ) -> None:
        path, large = tmp_path / "off.txt", load_bank("senior-pm")
        path.write_text("One.\n\nTwo.", "utf-8")
        places = [large.questions.index(one.question) for one in read_answers(path, large, questions=4)]
        assert len(large.questions) == 22
        assert places == [0, 5, 11, 16, 1, 6, 12, 17]

    def test_labels_follow_the_words_that_were_misheard(self, tmp_path: Path, bank: Bank) -> None:
        rows = [SENTENCES] * 40
        heard = read_answers(written(tmp_path, *rows), bank, misheard=0.3)
        assert len({one.words for one in heard}) > 1
        for one in heard:
            assert one.shown is not None
            boats = {place for place, word in enumerate(one.words) if word.text == "boats."}
            assert boats <= one.shown["loss"]
            assert all(place < len(one.words) for place in one.shown["loss"])

    @pytest.mark.parametrize(
        ("row", "says"),
        [
            ({**TEXT, "question": "strom"}, "storm"),
            ({**TEXT, "covered": ["act"]}, "no key point act"),
            ({**TEXT, "missed": ["loss"]}, "both covered and missed: loss"),
            ({"text": "We.", "question": "storm"}, "lacks 'covered'"),
            ({**SENTENCES, "other": [{"question": "crew", "made": {"pay": [4]}}]}, "among the 3"),
            ({"question": "storm", "covered": []}, '"text" or "sentences"'),
        ],
    )
    def test_a_line_that_is_not_as_it_should_be_is_named(
        self, row: dict[str, Any], says: str, tmp_path: Path, bank: Bank
    ) -> None:
        with pytest.raises(InputError, match=f"line 2: .*{says}"):
            read_answers(written(tmp_path, TEXT, row), bank)


class TestBank:
    @pytest.mark.parametrize("name", ["yard.jsonl", "yard-2.jsonl", "yard-2-hard.txt"])
    def test_a_bank_beside_the_answers_is_theirs(self, name: str, tmp_path: Path, bank: Bank) -> None:
        assert bank_for(tmp_path / name) == bank

    def test_the_longest_name_that_fits_is_taken(self, tmp_path: Path, bank: Bank) -> None:
        (tmp_path / "yard-2.yaml").write_text(BANK.replace("id: yard", "id: second"), "utf-8")
        assert bank_for(tmp_path / "yard-2-hard.jsonl").id == "second"
        assert bank_for(tmp_path / "yard-20.jsonl").id == "yard"

    def test_else_it_is_the_built_in_one_and_a_named_bank_comes_before_all(
        self, tmp_path: Path, bank: Bank
    ) -> None:
        assert bank_for(tmp_path / "yards.jsonl").id == "senior-pm"
        assert bank_for(tmp_path / "yard.jsonl", "senior-pm").id == "senior-pm"
        assert bank_for(tmp_path / "other.jsonl", str(tmp_path / "yard.yaml")) == bank


class TestVerdicts:
    def test_a_check_is_half_right_whatever_people_say(self) -> None:
        verdicts: tuple[Verdict, ...] = ("covered", "check", "missed")
        assert [Claim("content", True, verdict).credit for verdict in verdicts] == [1.0, 0.5, 0.0]
        assert [Claim("content", False, verdict).credit for verdict in verdicts] == [0.0, 0.5, 1.0]

    def test_a_check_may_be_taken_for_what_is_likelier(self) -> None:
        def likelier(made: bool, likelihood: float | None) -> float:
            return Claim("content", made, "check", likelihood=likelihood).likelier

        assert [likelier(True, 0.7), likelier(True, 0.4), likelier(False, 0.4)] == [1.0, 0.0, 1.0]
        assert likelier(True, None) == 0.5
        assert Claim("content", True, "missed", likelihood=0.9).likelier == 0.0

    def test_the_tenths_that_are_shown_are_held_against_what_was_made(self) -> None:
        claims = (
            Claim("content", True, "check", likelihood=0.71),
            Claim("content", False, "check", likelihood=0.68),
            Claim("content", True, "check", likelihood=0.99),
            Claim("content", True, "covered", likelihood=0.7),
            Claim("content", True, "check", likelihood=None),
        )
        found = tenths([Judged("own", claims, 0.0), Judged("other", claims, 0.0)])
        assert found == [Tenth(7, 2, 0.5), Tenth(9, 1, 1.0)]
        assert "7 in 10: 0.50 of 2; 9 in 10: 1.00 of 1" in in_words(found)

    def test_figures_are_over_pairs_of_answer_and_point(self) -> None:
        found = score(
            answers_of(
                [(True, "covered"), (True, "covered"), (True, "missed"), (True, "check")],
                [(False, "covered"), (False, "missed"), (False, "missed"), (False, "check")],
            )
        )
        assert (found.answers, found.pairs) == (2, 8)
        assert found.accuracy == 5 / 8
        assert found.claims_right == 4 / 6
        assert found.covered_right == 2 / 3
        assert found.missed_right == 2 / 3
        assert found.recall == 2 / 4
        assert found.check == 2 / 8

    def test_where_there_is_nothing_to_count_there_is_no_figure(self) -> None:
        found = score(answers_of([(True, "missed")]))
        assert found.covered_right is None
        assert found.evidence_right is None
        assert found.quote_words is None
        assert found.off_covered is None
        assert score([]).accuracy is None

    def test_points_that_nobody_judged_do_not_count(self, tmp_path: Path, bank: Bank) -> None:
        given = read_answers(written(tmp_path, {**TEXT, "covered": ["loss"], "missed": ["left"]}), bank)
        found = score(judged(given, acted=("covered", 0, 3), loss=("covered", 6, 8)))
        assert (found.pairs, found.accuracy) == (2, 1.0)

    def test_each_kind_of_point_can_be_counted_alone(self, tmp_path: Path, bank: Bank) -> None:
        found = judged(read_answers(written(tmp_path, TEXT), bank), acted=("covered", 0, 3))
        kinds = [score(found, kind) for kind in ("content", "metric", "tradeoff")]
        assert [(one.pairs, one.accuracy) for one in kinds] == [(1, 1.0), (1, 0.0), (1, 1.0)]

    def test_the_interval_draws_whole_answers_and_is_the_same_each_time(self) -> None:
        alike = [[1.0, 0.0]] * 50
        assert interval(alike) == (0.5, 0.5)
        apart = [[1.0, 1.0], [0.0, 0.0]] * 25
        low, high = interval(apart)
        assert low is not None
        assert high is not None
        assert 0.34 <= low <= 0.40
        assert 0.60 <= high <= 0.66
        assert interval(apart) == (low, high)


class TestQuotations:
    def test_a_quotation_is_right_when_it_touches_the_labelled_words(
        self, tmp_path: Path, bank: Bank
    ) -> None:
        given = read_answers(written(tmp_path, SENTENCES), bank)
        touching = score(judged(given, acted=("covered", 3, 5), loss=("covered", 6, 7)))
        assert (touching.evidence_right, touching.evidence_wrong) == (1.0, 0.0)
        beside = score(judged(given, acted=("covered", 4, 5), loss=("covered", 6, 7)))
        assert (beside.evidence_right, beside.evidence_wrong) == (0.5, 0.5)

    def test_a_point_that_was_not_made_has_only_wrong_quotations(self, tmp_path: Path, bank: Bank) -> None:
        given = read_answers(written(tmp_path, SENTENCES), bank)
        found = score(judged(given, loss=("covered", 6, 7), left=("covered", 6, 7)))
        assert (found.evidence_right, found.evidence_wrong) == (1.0, 0.5)

    def test_where_no_words_are_labelled_quotations_are_neither(self, tmp_path: Path, bank: Bank) -> None:
        given = read_answers(written(tmp_path, TEXT), bank)
        found = score(judged(given, acted=("covered", 0, 3), left=("covered", 4, 5)))
        assert (found.evidence_right, found.evidence_wrong) == (None, None)
        assert found.quote_words == 3

    def test_their_length_is_counted_in_words(self, tmp_path: Path, bank: Bank) -> None:
        given = read_answers(written(tmp_path, *[SENTENCES] * 5), bank)
        found = score(judged(given, acted=("covered", 0, 3), loss=("covered", 0, 8), left=("check", 0, 1)))
        assert (found.quote_words, found.quote_words_90) == (6.5, 9)

    def test_points_that_quote_the_same_words_share_them(self, tmp_path: Path, bank: Bank) -> None:
        given = read_answers(written(tmp_path, SENTENCES), bank)
        same = score(judged(given, acted=("covered", 0, 3), loss=("covered", 0, 3), left=("covered", 0, 4)))
        assert same.quote_shared == 2 / 3
        check = score(judged(given, acted=("covered", 0, 3), loss=("check", 0, 3)))
        assert check.quote_shared == 0.0


class TestOtherQuestions:
    def test_credit_for_them_stands_beside_what_is_truly_made_and_counts_for_nothing_else(
        self, tmp_path: Path, bank: Bank
    ) -> None:
        other = [{"question": "crew", "made": {"asked": [1]}}]
        given = read_answers(written(tmp_path, {**SENTENCES, "other": other}, SENTENCES), bank)
        found = score(judged(given, asked=("covered", 0, 3), pay=("covered", 0, 3), acted=("check", 0, 3)))
        assert (found.answers, found.pairs, found.accuracy) == (2, 6, 0.5)
        assert (found.other_pairs, found.other_covered, found.other_made) == (2, 1.0, 0.5)
        assert found.quote_shared is None

    def test_a_text_about_something_else_should_earn_nothing(self, tmp_path: Path, bank: Bank) -> None:
        path = tmp_path / "off.txt"
        path.write_text("The film was long.", "utf-8")
        found = score(judged(read_answers(path, bank), pay=("covered", 0, 3), acted=("check", 0, 3)))
        assert (found.off_pairs, found.off_covered) == (5, 0.2)
        assert (found.answers, found.accuracy) == (0, None)


def test_time_is_the_median_of_answers_to_their_own_question() -> None:
    found = [Judged("own", (), seconds) for seconds in (9.0, 0.2, 0.1)]
    assert score([*found, Judged("other", (), 0.001)]).ms == 200


def test_the_worst_file_comes_first_and_files_without_labels_last() -> None:
    generous = [Judged("off", (Claim("content", False, "covered"),), 0.0)]
    strict = [Judged("off", (Claim("content", False, "missed"),), 0.0)]
    files = {
        "strict.txt": strict,
        "good.jsonl": answers_of([(True, "covered")]),
        "bad.jsonl": answers_of([(True, "missed")]),
        "generous.txt": generous,
    }
    assert [name for name, _ in worst_first(files)] == [
        "bad.jsonl",
        "good.jsonl",
        "generous.txt",
        "strict.txt",
    ]


class TestCommand:
    def test_it_prints_an_object_a_file_and_one_for_all(
        self, tmp_path: Path, bank: Bank, capsys: pytest.CaptureFixture[str]
    ) -> None:
        files = [
            str(written(tmp_path, TEXT)),
            str(written(tmp_path, SENTENCES, SENTENCES, name="yard-2.jsonl")),
        ]
        main([*files, "--methods", "always yes", "always no", "--json"])
        printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [(one["file"], one["bank"]) for one in printed] == [
            ("yard.jsonl", "yard"),
            ("yard-2.jsonl", "yard"),
            ("pooled", None),
        ]
        pooled = printed[-1]["methods"]
        assert pooled["always yes"]["all"]["pairs"] == 9
        assert pooled["always yes"]["all"]["accuracy"] == pytest.approx(2 / 3)
        assert pooled["always no"]["metric"]["accuracy"] == 0.0

    def test_without_a_terminal_its_tables_are_plain_lines(
        self, tmp_path: Path, bank: Bank, capsys: pytest.CaptureFixture[str]
    ) -> None:
        main([str(written(tmp_path, TEXT)), "--methods", "shared words", "always yes"])
        lines = [line.split() for line in capsys.readouterr().out.splitlines()]
        assert lines[0] == ["yard.jsonl", "(bank", "yard)"]
        assert [line[:3] for line in lines if line[:1] == ["shared"]] == [
            ["shared", "words", kind] for kind in ("all", "content", "metric", "tradeoff")
        ]
        assert ["always", "yes", "metric", "1", "1", "1.000", "1.000,", "1.000"] in [ln[:8] for ln in lines]

    def test_all_files_are_read_before_any_is_judged(
        self, tmp_path: Path, bank: Bank, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit, match=r"none\.jsonl cannot be read"):
            main([str(written(tmp_path, TEXT)), str(tmp_path / "none.jsonl"), "--methods", "always no"])
        assert capsys.readouterr().out == ""


def test_the_judge_that_ships_quotes_what_it_covers_in_real_answers() -> None:
    bank = load_bank("senior-pm")
    given = read_answers(DATA / "dev-natural.jsonl", bank)[:2]
    found = score(judge_answers(given, METHODS["shipped"], count().__next__))
    assert (found.answers, found.pairs) == (2, sum(len(one.question.key_points) for one in given))
    assert found.accuracy is not None
    assert found.accuracy > 0.5
    assert found.evidence_right is not None
    assert found.quote_words is not None
    assert found.quote_words >= 1


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]


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
