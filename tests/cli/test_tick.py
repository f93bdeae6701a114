"""voicesim review ATTEMPT --tick: a person's own word on their points, and what counts it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.practised import Call, practised
from tests.practised import call as call
from voicesim.assess.assessment import PointHit, Verdict
from voicesim.bank.load import load_bank
from voicesim.store.history import History

BANK = load_bank("senior-pm")
SAID = "We dropped the forecasting module to keep the date, and churn fell by 12 percent."
QUOTED = "the forecasting module"


def judged(home: Path, attempt_id: str, *verdicts: Verdict) -> None:
    """Give the points of an answer these verdicts, in their order, the rest missed; its length is good."""
    with History.open(home / "history.sqlite3") as history:
        attempt = history.attempt(attempt_id)
        assert attempt.assessment is not None
        missed: list[Verdict] = ["missed"] * len(attempt.assessment.points)
        given = (*verdicts, *missed)
        timing = replace(attempt.assessment.timing, verdict="on-target")
        hits = tuple(
            PointHit(hit.point_id, hit.kind, verdict, "so it seems")
            if verdict == "missed"
            else PointHit(hit.point_id, hit.kind, verdict, "so it seems", QUOTED, 2, 4, 1.6, 2.7)
            for hit, verdict in zip(attempt.assessment.points, given, strict=False)
        )
        history.save_assessment(
            attempt_id,
            replace(attempt.assessment, points=hits, timing=timing),
            bank_id=BANK.id,
            bank_version=BANK.version,
        )


@pytest.fixture
def answer(home: Path) -> str:
    """An answer of yesterday with one point covered, one to check, and the others missed."""
    attempt_id = f"{practised(home, ('quality', SAID))}-1"
    judged(home, attempt_id, "covered", "check")
    return attempt_id


@pytest.fixture
def points(answer: str, home: Path) -> list[str]:
    with History.open(home / "history.sqlite3") as history:
        return [point.id for point in history.attempt(answer).question.key_points]


def own(call: Call, answer: str) -> dict[str, str | None]:
    (told,) = json.loads(call("review", answer, "--json").out)["attempts"]
    return {point["id"]: point["own"] for point in told["points"] if point["own"]}


def test_a_point_to_check_asks_with_the_words_that_come_nearest(call: Call, answer: str) -> None:
    done = call("review", answer)
    assert "? check" in done.out
    assert "did you make this? “the forecasting module”" in done.out


def test_the_way_to_decide_is_told_until_nothing_is_open(call: Call, answer: str, points: list[str]) -> None:
    assert f"1 point to check, such as: voicesim review {answer} --tick {points[1]}=yes" in " ".join(
        call("review", answer).out.split()
    )
    assert "to check" not in call("review", answer, "--tick", f"{points[1]}=no").out


def test_it_is_kept_and_shown_as_the_person_s_own(call: Call, answer: str, points: list[str]) -> None:
    done = call("review", answer, "--tick", f"{points[1]}=yes")
    assert (done.code, done.err) == (0, "")
    assert "you: made it" in done.out
    assert "did you make this?" not in done.out
    assert "you: made it" in call("review", "last").out
    assert own(call, answer) == {points[1]: "covered"}


def test_with_a_reason_that_is_kept_shown_and_told(call: Call, answer: str, points: list[str]) -> None:
    done = call("review", answer, "--tick", f"{points[0]}=no", "--reason", "That was the team.")
    assert done.code == 0, done.err
    assert "you: did not make it, “That was the team.”" in " ".join(done.out.split())
    (told,) = json.loads(call("review", answer, "--json").out)["attempts"]
    assert (told["points"][0]["own_reason"], told["points"][0]["own_over"]) == (
        "That was the team.",
        "covered",
    )
    assert "add --tick" in call("review", answer, "--reason", "Why not?").err


def test_several_at_once_and_over_any_verdict(call: Call, answer: str, points: list[str]) -> None:
    ticks = [f"{points[0]}=no", f"{points[1]}=no", f"{points[2]}=YES"]
    done = call("review", answer, *(word for tick in ticks for word in ("--tick", tick)), "--json")
    assert done.code == 0, done.err
    (told,) = json.loads(done.out)["attempts"]
    assert [point["own"] for point in told["points"][:3]] == ["missed", "missed", "covered"]
    assert [point["verdict"] for point in told["points"][:3]] == ["covered", "check", "missed"]


def test_it_can_be_taken_back(call: Call, answer: str, points: list[str]) -> None:
    call("review", answer, "--tick", f"{points[1]}=yes")
    call("review", answer, "--tick", f"{points[1]}=open")
    assert own(call, answer) == {}


@pytest.mark.parametrize(
    ("tick", "words"),
    [
        ("impact", "POINT=yes, POINT=no or POINT=open"),
        ("impact=perhaps", "POINT=yes, POINT=no or POINT=open"),
        ("=yes", "POINT=yes, POINT=no or POINT=open"),
        ("unheard-of=yes", "has no point unheard-of; choose from "),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is(
    call: Call, answer: str, points: list[str], tick: str, words: str
) -> None:
    done = call("review", answer, "--tick", f"{points[0]}=no", "--tick", tick)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert own(call, answer) == {}


def test_the_answer_must_be_clear(call: Call, home: Path) -> None:
    session = practised(home, ("quality", SAID), ("launch-failed", SAID))
    unnamed = call("review", "--tick", "x=yes")
    assert (unnamed.code, "voicesim review ATTEMPT --tick" in unnamed.err) == (2, True)
    several = call("review", session, "--tick", "x=yes")
    assert several.code == 2
    assert f"{session}-1, {session}-2" in several.err
    assert call("review", "nonsense", "--tick", "x=yes").code == 2
    assert "do not go together" in call("review", "--open", "--tick", "x=yes").err


def test_a_session_of_one_answer_stands_for_it(call: Call, answer: str, points: list[str]) -> None:
    assert call("review", "last", "--tick", f"{points[1]}=yes").code == 0
    assert own(call, answer) == {points[1]: "covered"}


def test_one_answer_can_be_looked_at_alone(call: Call, home: Path) -> None:
    session = practised(home, ("quality", SAID), ("launch-failed", "Um, we failed."))
    done = call("review", f"{session}-2")
    assert "launch-failed" in done.out
    assert "forecasting" not in done.out


class TestWhatCountsIt:
    def test_progress_and_the_weakest_points(self, call: Call, answer: str, points: list[str]) -> None:
        def progress() -> tuple[float, list[str]]:
            told = json.loads(call("progress", "--json").out)
            return told["over_time"][0]["coverage"], [weak["point"] for weak in told["weakest"]]

        assert progress()[0] == pytest.approx(1.5 / len(points), abs=0.001)
        ticks = [f"{point}=yes" for point in points[1:-1]] + [f"{points[0]}=no"]
        call("review", answer, *(word for tick in ticks for word in ("--tick", tick)))
        coverage, weakest = progress()
        assert coverage == pytest.approx((len(points) - 2) / len(points), abs=0.001)
        assert sorted(weakest) == sorted([points[0], points[-1]])

    def test_corrections_are_counted_and_decisions_are_none(
        self, call: Call, answer: str, points: list[str]
    ) -> None:
        ticks = [f"{points[0]}=no", f"{points[1]}=yes", f"{points[2]}=yes"]
        call("review", answer, *(word for tick in ticks for word in ("--tick", tick)))
        told = json.loads(call("progress", "--json").out)["corrections"]
        assert told == {"to_made": 1, "to_not_made": 1, "since_agreed": 0}
        assert "1 from missed to made, 1 from covered to not made." in call("progress").out

    def test_what_is_due(self, call: Call, answer: str, points: list[str]) -> None:
        def due_on() -> str:
            (each,) = json.loads(call("progress", "--json").out)["repetitions"]
            return str(each["due_on"])

        before = due_on()
        call("review", answer, *(word for point in points for word in ("--tick", f"{point}=yes")))
        assert due_on() > before

    def test_the_table_of_a_session_and_the_list_of_sessions(
        self, call: Call, answer: str, points: list[str]
    ) -> None:
        assert f"1 of {len(points)} +1?" in call("review", "last").out
        call("review", answer, "--tick", f"{points[1]}=yes")
        assert f"2 of {len(points)}" in call("review", "last").out
        assert f"2 of {len(points)}" in call("review").out

    def test_a_comparison(self, call: Call, home: Path, answer: str, points: list[str]) -> None:
        later = f"{practised(home, ('quality', SAID), days_ago=0.5)}-1"
        judged(home, later, "covered", "covered")
        call("review", answer, "--tick", f"{points[1]}=yes", "--tick", f"{points[2]}=yes")
        told = json.loads(call("compare", answer, later, "--json").out)
        changes = {each["id"]: each for each in told["points"]}
        assert [changes[point]["change"] for point in points[:3]] == ["kept", "kept", "lost"]
        assert changes[points[2]]["before"] == {
            "verdict": "missed",
            "evidence": None,
            "start_s": None,
            "own": "covered",
            "second": None,
        }
        assert "before: you: made it" in call("compare", answer, later).out

    def test_judging_anew_leaves_it(self, call: Call, answer: str, points: list[str]) -> None:
        call("review", answer, "--tick", f"{points[1]}=no")
        done = call("rescore", "--json")
        assert done.code == 0, done.err
        told = {point["id"]: point["own"] for point in json.loads(done.out)["points"]}
        assert told[points[1]] == "missed"
