"""The days left and today's part, on the progress page of the desk and in the file that `progress` writes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.practised import Call, practised
from tests.practised import call as call
from tests.web.served import served
from voicesim.review.days import Days
from voicesim.store.history import History

TODAY = Days().at(datetime.now(UTC))


def plan_for(home: Path, days: int) -> None:
    with History.open(home / "history.sqlite3") as history:
        history.save_plan(TODAY + timedelta(days=days), 30, ["senior-pm"])


@pytest.mark.parametrize("answers", [0, 1])
def test_the_desk_shows_them_with_and_without_answers(home: Path, answers: int) -> None:
    for _ in range(answers):
        practised(home, ("quality", "We measured churn."), days_ago=9)
    plan_for(home, 9)
    with served(home) as desk:
        page = desk.get("/progress").text
    assert f"9 days left to the interview on {TODAY + timedelta(days=9)}" in page
    assert "voicesim practice --today" in page
    assert ("<strong>due</strong>" in page) == bool(answers)
    assert "<strong>new</strong>" in page


def test_another_plan_is_on_the_page_that_is_loaded_anew(home: Path) -> None:
    plan_for(home, 9)
    with served(home) as desk:
        first = desk.get("/progress").text
        assert desk.get("/progress").text == first
        with History.open(home / "history.sqlite3") as history:
            history.forget_plan()
        assert 'id="plan"' not in desk.get("/progress").text
        plan_for(home, 5)
        assert "5 days left to the interview" in desk.get("/progress").text


@pytest.mark.parametrize("days", [None, -1])
def test_without_an_interview_ahead_there_is_nothing_of_it(home: Path, days: int | None) -> None:
    if days is not None:
        plan_for(home, days)
    with served(home) as desk:
        page = desk.get("/progress")
    assert page.status == 200
    assert 'id="plan"' not in page.text


def test_on_the_day_it_says_so(home: Path) -> None:
    plan_for(home, 0)
    with served(home) as desk:
        assert "The interview is today" in desk.get("/progress").text


def test_questions_are_due_before_the_interview(home: Path) -> None:
    full = "I decided it with the team, and we gave up a month for it; churn fell by 9 percent."
    practised(home, ("quality", full), days_ago=0)
    plan_for(home, 1)
    with served(home) as desk:
        assert str(TODAY + timedelta(days=1)) in desk.get("/questions").text


def test_the_page_and_the_terminal_of_progress_show_them(
    call: Call, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practised(home, ("quality", "We measured churn."), days_ago=9)
    plan_for(home, 9)
    monkeypatch.setattr("webbrowser.open", lambda address: True)
    assert call("progress", "--open").code == 0
    page = (home / "recordings" / "progress.html").read_text(encoding="utf-8")
    assert "9 days left to the interview" in page
    done = call("progress")
    assert (
        f"9 days left to the interview on {TODAY + timedelta(days=9)}:  voicesim practice --today" in done.out
    )
