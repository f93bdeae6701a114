"""scripts/bench coverage --server: how often a second reader is right, counted over a real server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from tests.second.model_server import ModelServer, claims, refuses, serving, silence
from tests.tools.test_coverage_benchmark import BANK, TEXT
from tools.benchmarks import coverage_second
from tools.benchmarks.coverage import main
from tools.benchmarks.coverage_answers import Given, Role
from tools.benchmarks.coverage_second import Asked, figures, in_words
from voicesim.assess.assessment import PointHit, Verdict
from voicesim.assess.second import SecondVerdict
from voicesim.bank.question import KeyPoint, Question

QUOTE = "then we lost two boats"
POINTS = tuple(KeyPoint(name, "content", "", (), "") for name in ("one", "two", "three", "four"))
QUESTION = Question("q", "s", "?", "story", 60.0, POINTS)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(claims(True, QUOTE)) as found:
        yield found


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two answers of which the judge leaves two points to check: the one is made, the other is not."""

    def judge(question: Question, words: object) -> list[PointHit]:
        verdicts: dict[str, Verdict] = {"acted": "covered", "loss": "check", "left": "check"}
        return [
            PointHit(point.id, point.kind, verdicts.get(point.id, "missed"), "")
            for point in question.key_points
        ]

    monkeypatch.setattr(coverage_second, "judge_points", judge)
    monkeypatch.setattr("tools.benchmarks.coverage.judge_points", judge)
    (tmp_path / "yard.yaml").write_text(BANK, "utf-8")
    path = tmp_path / "yard.jsonl"
    path.write_text("".join(json.dumps({**TEXT, "id": name}) + "\n" for name in "ab"), "utf-8")
    return path


def measured(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict[str, Any]]:
    main([str(argument) for argument in (*arguments, "--json")])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_accuracy_with_it_stands_beside_accuracy_without(
    answers: Path, server: ModelServer, capsys: pytest.CaptureFixture[str]
) -> None:
    table, second = measured(capsys, answers, "--server", server.url)
    shipped, with_it = (table["methods"][name]["all"] for name in ("shipped", "second reader"))
    assert (shipped["accuracy"], shipped["check"]) == (pytest.approx(4 / 6), pytest.approx(4 / 6))
    assert (with_it["accuracy"], with_it["check"]) == (pytest.approx(4 / 6), 0.0)
    found = second["second"]
    assert (found["model"], found["checks"], found["made"], found["told"]) == ("tiny", 4, 0.5, 1.0)
    assert (found["right"], found["yes"], found["yes_right"]) == (0.5, 4, 0.5)
    assert (found["no"], found["no_right"]) == (0, None)
    assert found["seconds"] > 0


def test_a_reader_that_knows_resolves_all_of_them_rightly(
    answers: Path, server: ModelServer, capsys: pytest.CaptureFixture[str]
) -> None:
    def knows(handler: BaseHTTPRequestHandler, prompt: str) -> None:
        claims("how much was lost" in prompt, QUOTE)(handler, prompt)

    server.answer = knows
    table, second = measured(capsys, answers, "--server", server.url, "--server-model", "tiny")
    assert table["methods"]["second reader"]["all"]["accuracy"] == 1.0
    assert (second["second"]["right"], second["second"]["right_low"]) == (1.0, 1.0)
    assert (second["second"]["yes_right"], second["second"]["no_right"]) == (1.0, 1.0)


def test_lies_about_quotations_leave_accuracy_alone(
    answers: Path, server: ModelServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answer = claims(True, "then we lost seven boats")
    table, second = measured(capsys, answers, "--server", server.url)
    methods = table["methods"]
    assert methods["second reader"]["all"]["accuracy"] == methods["shipped"]["all"]["accuracy"]
    assert (second["second"]["told"], second["second"]["right"]) == (0.0, None)


def test_as_a_table_it_is_a_line_after_each_file_and_after_all(
    answers: Path, server: ModelServer, capsys: pytest.CaptureFixture[str]
) -> None:
    other = answers.with_name("yard-more.jsonl")
    other.write_text(answers.read_text("utf-8"), "utf-8")
    main([str(answers), str(other), "--server", server.url])
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("second reader (tiny)")]
    assert [line.split(": ")[1].split(",")[0] for line in lines] == [
        "4 points to check",
        "4 points to check",
        "8 points to check",
    ]
    assert "yes 4, 0.500 right; no 0, – right" in lines[0]


def test_a_server_that_fails_ends_it_with_a_sentence(
    answers: Path, server: ModelServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answer = refuses(404, {"error": "no such model"})
    with pytest.raises(SystemExit, match=r"refuses \(HTTP 404: no such model\)"):
        measured(capsys, answers, "--server", server.url)
    with pytest.raises(SystemExit, match="is not an address of this machine"):
        measured(capsys, answers, "--server", "http://192.0.2.1:9")


def test_one_that_is_too_slow_tells_nothing(
    answers: Path, server: ModelServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answer = silence(server)
    _, second = measured(
        capsys, answers, "--server", server.url, "--server-model", "tiny", "--server-timeout", "0.1"
    )
    assert second["second"]["told"] == 0.0


def test_only_points_that_people_judged_under_their_own_question_count() -> None:
    def asked(name: str, made: bool | None) -> Asked:
        told = None if made is None else SecondVerdict(name, made, None, "tiny")
        return Asked(name, told, 1.0)

    def given(role: Role, *judged: str) -> Given:
        return Given(role, QUESTION, (), frozenset(judged), frozenset({"one", "two"}), {})

    found = figures(
        "tiny",
        [given("own", "one", "two", "three"), given("other", "one"), given("own", "one")],
        [
            [asked("one", True), asked("two", None), asked("three", True), asked("four", True)],
            [asked("one", False)],
            [asked("one", False)],
        ],
    )
    assert (found.checks, found.made, found.told) == (4, 0.75, 0.75)
    assert found.right == pytest.approx(1 / 3)
    assert (found.yes, found.yes_right) == (2, 0.5)
    assert (found.no, found.no_right, found.seconds) == (1, 0.0, 1.0)
    assert in_words(figures("tiny", [], [])) == "second reader (tiny): nothing to check"
