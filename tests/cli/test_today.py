"""practice --today: a sitting for each bank of the day, then the drill; who stops is told how to go on."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fixed_clock import FIRST_DAY, Clock
from tests.fixed_clock import clock as clock
from tests.practised import Call
from tests.practised import call as call
from tests.stories.written import LAUNCH
from voicesim.bank.question import Bank
from voicesim.cli.today import practise_today
from voicesim.plan import Plan
from voicesim.review.days import Days
from voicesim.store.history import History
from voicesim.store.records import Session


class Sittings:
    """Holds sessions in which so many questions are answered, each without a sound; notes what was asked."""

    def __init__(self, home: Path, answers: int = 1000) -> None:
        self.home, self.answers = home, answers
        self.asked: list[tuple[str, int, int]] = []
        self.drilled: list[str] = []

    def hold(self, bank: Bank, plan: Plan, files: Sequence[Path]) -> Session:
        self.asked.append((bank.id, len(plan.questions), len(files)))
        with History.open(self.home / "history.sqlite3") as history:
            planned = [question.id for question in plan.questions]
            session = history.start_session("practice", bank.id, bank.version, planned=planned)
            for number, question in enumerate(plan.questions[: self.answers], 1):
                history.begin_attempt(session.id, question, number, audio=False)
            return history.finish_session(session.id)

    def practise(self, files: Sequence[Path] = (), *, typed: bool = True) -> None:
        practise_today(
            self.hold, Days(), files, {}, target_s=None, drill=self.drilled.append if typed else None
        )


@pytest.fixture
def sittings(clock: Clock, home: Path, monkeypatch: pytest.MonkeyPatch) -> Sittings:
    """A day with 6 questions of one bank, then some of another, and a drill."""
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n\n"))
    (home / "stories").mkdir(parents=True)
    (home / "stories" / "late-launch.md").write_text(LAUNCH, encoding="utf-8")
    with History.open(home / "history.sqlite3") as history:
        history.save_plan(FIRST_DAY + timedelta(days=13), 45, ["behavioural", "pm-opening"])
    return Sittings(home)


def test_one_bank_after_the_other_and_then_the_drill(
    sittings: Sittings, capsys: pytest.CaptureFixture[str]
) -> None:
    sittings.practise()
    assert sittings.asked == [("pm-opening", 6, 0), ("behavioural", 8, 0)]
    assert sittings.drilled == ["behavioural"]
    assert "Next is behavioural (8 questions): Enter goes on, Ctrl-C stops." in capsys.readouterr().err


def test_whoever_stops_is_asked_no_more_and_told_how_to_go_on(
    sittings: Sittings, capsys: pytest.CaptureFixture[str]
) -> None:
    sittings.answers = 2
    sittings.practise()
    assert len(sittings.asked) == 1
    assert sittings.drilled == []
    assert "go on with: voicesim practice --today" in capsys.readouterr().err
    sittings.answers = 1000
    asked = sittings.asked[0][1]
    sittings.practise()
    assert sittings.asked[1][1] == asked - 2, "what was answered is not asked again"


def test_where_nobody_can_type_the_drill_is_named(
    sittings: Sittings, capsys: pytest.CaptureFixture[str]
) -> None:
    sittings.practise(typed=False)
    assert sittings.drilled == []
    assert "voicesim stories drill behavioural" in capsys.readouterr().err


def test_recorded_answers_are_shared_out_in_order(sittings: Sittings, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.wav" for number in range(8)]
    sittings.practise(files, typed=False)
    assert sum(asked for _, asked, _ in sittings.asked) == 8
    assert all(asked == given for _, asked, given in sittings.asked)


def test_questions_answered_elsewhere_today_count(sittings: Sittings, call: Call) -> None:
    sittings.practise()
    again = len(sittings.asked)
    with History.open(sittings.home / "history.sqlite3") as history:
        history.save_drilled("behavioural", "own-mistake", "late-launch", 3)
    sittings.practise()
    assert len(sittings.asked) == again
