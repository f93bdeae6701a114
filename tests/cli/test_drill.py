"""voicesim stories drill: a question, ten seconds, and which story one would tell."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_stories import folder as folder
from tests.practised import Call
from tests.practised import call as call
from voicesim.store.history import History

ONE = ("stories", "drill", "--section", "execution", "-n", "1", "--seed", "1", "--no-voice")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def type_in(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return type_in


def grades(home: Path) -> list[tuple[str | None, int]]:
    with History.open(home / "history.sqlite3") as history:
        return [(each.story, each.grade) for each in history.drilled("senior-pm")]


def test_a_choice_is_typed_and_told_against_the_map(
    call: Call, folder: Path, home: Path, typed: Callable[[str], None]
) -> None:
    typed("late\nIt was a hard winter.\n")
    done = call(*ONE)
    assert done.code == 0, done.err
    for part in (
        "Question 1 of 1",
        "late-launch  can serve",
        "“It was a hard winter.”",
        "“We were to launch",
    ):
        assert part in done.out
    assert grades(home) == [("late-launch", 3)]


def test_json_is_one_line_a_question(
    call: Call, folder: Path, home: Path, typed: Callable[[str], None]
) -> None:
    typed("\n")
    done = call(*ONE, "--json")
    told = json.loads(done.out)
    assert (told["story"], told["serves"], told["grade"]) == (None, False, "again")
    assert told["served_by"] == ["late-launch"]
    assert grades(home) == [(None, 1)]


def test_a_story_that_is_not_there_is_named_and_counts_as_none(
    call: Call, folder: Path, home: Path, typed: Callable[[str], None]
) -> None:
    typed("late-lunch\nHello.\n")
    done = call(*ONE)
    assert "did you mean" in done.err
    assert grades(home) == [(None, 1)]


def test_the_end_of_the_input_ends_the_drill(
    call: Call, folder: Path, home: Path, typed: Callable[[str], None]
) -> None:
    typed("")
    assert call(*ONE).code == 0
    assert grades(home) == []


def test_without_stories_the_way_to_one_is_told(call: Call) -> None:
    done = call("stories", "drill")
    assert done.code == 0
    assert "stories new" in done.err


def test_forgetting_everything_forgets_the_drills_and_no_story(
    call: Call, folder: Path, home: Path, typed: Callable[[str], None]
) -> None:
    typed("late\nHello.\n")
    call(*ONE)
    assert call("history", "forget", "--all", "--yes").code == 0
    assert grades(home) == []
    assert (folder / "late-launch.md").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal as POSIX has it")
def test_at_a_terminal_there_are_ten_seconds_that_a_key_ends(folder: Path, home: Path) -> None:
    from tests.programs import VOICESIM
    from tests.terminal import Terminal

    terminal = Terminal(os.environ, *VOICESIM, *ONE)
    terminal.until("Think:", timeout_s=120)
    terminal.press("\r")
    terminal.until("Which story?")
    terminal.press("lunch\n")
    terminal.until("There is no story")
    terminal.press("late\n")
    terminal.until("First sentence?")
    terminal.press("It was a hard winter.\n")
    terminal.until("can serve")
    assert terminal.end() == 0
    assert grades(home) == [("late-launch", 3)]
