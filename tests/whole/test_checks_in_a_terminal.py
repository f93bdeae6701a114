"""A point to check is put to the person at a real pseudo-terminal, and never where nobody can be asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal
from voicesim.store.history import History

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX pseudo-terminal")

PROGRAM = (sys.executable, "-m", "tests.whole.uncertain")
PRACTICE = ("practice", "--question", "quality", "--prep", "0")
ASKED = "check: did you make this?"
POINTS = ("engineering", "testing", "bottlenecks")
"""The points of the question that the judge is not certain of."""


@pytest.fixture
def history(home: Path) -> Iterator[History]:
    with History.open(home / "history.sqlite3") as opened:
        yield opened


def start(*arguments: str, columns: int = 110) -> Terminal:
    return Terminal(os.environ, *PROGRAM, *arguments, columns=columns)


def own(history: History) -> dict[str, bool]:
    (attempt,) = history.attempts()
    return {each.point_id: each.made for each in attempt.own}


def asked_line(screen: str) -> str:
    (line,) = (line for line in screen.splitlines() if line.startswith(ASKED))
    return line


def test_one_key_decides_a_point(history: History) -> None:
    terminal = start(*PRACTICE)
    screen = terminal.until(f"{ASKED} {POINTS[0]} (1 of 3)")
    assert asked_line(screen).endswith("“the dashboard” at 0:00")
    for key in ("y made it", "n did not", "enter leave open", "q skip"):
        assert key in screen
    terminal.press("y")
    screen = terminal.until(f"{ASKED} {POINTS[1]} (2 of 3)")
    assert f"✓ you: made it  {POINTS[0]}" in screen
    terminal.press("n")
    screen = terminal.until(f"{ASKED} {POINTS[2]} (3 of 3)")
    assert f"✗ you: did not make it  {POINTS[1]}" in screen
    terminal.press("\r")
    screen = terminal.until("enter finish")
    assert f"? left open  {POINTS[2]}" in screen
    assert ASKED not in screen
    terminal.press("\r")
    assert terminal.end() == 0
    assert "2 of 6 +1?" in terminal.text, "what was decided counts in the table"
    assert own(history) == {POINTS[0]: True, POINTS[1]: False}


@pytest.mark.parametrize("key", ["q", "\x1b"])
def test_a_key_skips_all_of_them_and_the_interview_goes_on(history: History, key: str) -> None:
    terminal = start(*PRACTICE)
    terminal.until(ASKED)
    terminal.press(key)
    screen = terminal.until("a answer again")
    assert screen.count("left open") == 1
    terminal.press("q")
    assert terminal.end() == 0
    assert own(history) == {}


def test_any_other_key_leaves_a_point_open(history: History) -> None:
    terminal = start(*PRACTICE)
    for place, key in enumerate("xa ", 1):
        terminal.until(f"({place} of 3)")
        terminal.press(key)
    terminal.until("enter finish")
    terminal.press("\r")
    assert terminal.end() == 0
    assert own(history) == {}


def test_an_arrow_is_no_key(history: History) -> None:
    terminal = start(*PRACTICE)
    terminal.until("(1 of 3)")
    terminal.press("\x1b[A")
    terminal.press("y")
    terminal.until("(2 of 3)")
    terminal.press("q")
    terminal.until("enter finish")
    terminal.press("\r")
    assert terminal.end() == 0
    assert own(history) == {POINTS[0]: True}


def test_it_takes_one_line_in_a_narrow_terminal_too() -> None:
    terminal = start(*PRACTICE, columns=60)
    lines = terminal.until(ASKED).splitlines()
    place = next(place for place, line in enumerate(lines) if line.startswith(ASKED))
    assert "y made it" in lines[place + 1]
    terminal.press("q")
    terminal.until("enter finish")
    terminal.press("q")
    assert terminal.end() == 0


def test_the_demo_asks_too(history: History) -> None:
    terminal = start("demo", "--questions", "1", "--fast")
    terminal.until(ASKED, 90)
    terminal.press("y")
    terminal.until("(2 of 3)")
    terminal.press("q")
    assert terminal.end() == 0
    assert list(own(history).values()) == [True]


@pytest.mark.parametrize("piped", ["in", "out", "json"])
def test_nobody_is_asked_where_nobody_can_answer(history: History, piped: str) -> None:
    command = " ".join((*PROGRAM, *PRACTICE))
    redirected = {
        "in": f"{command} </dev/null",
        "out": f"{command} | cat",
        "json": f"{command} --json",
    }[piped]
    terminal = Terminal(os.environ, "/bin/sh", "-c", redirected)
    terminal.until("did you make this?")  # the feedback says so
    if piped != "in":
        terminal.press("\r")
    assert terminal.end() == 0
    assert "y made it" not in terminal.text
    assert own(history) == {}


def test_piped_as_json_it_says_nothing_but_the_data() -> None:
    done = subprocess.run(
        [*PROGRAM, *PRACTICE, "--json"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    (line,) = done.stdout.splitlines()
    assert [point["verdict"] for point in json.loads(line)["points"]][1:4] == ["check"] * 3
