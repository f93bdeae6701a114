"""Rating oneself, correcting a verdict and noting an interview at a real pseudo-terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal
from voicesim.store.history import History

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX pseudo-terminal")

PROGRAM = (sys.executable, "-m", "tests.whole.uncertain")
PRACTICE = ("practice", "--question", "quality", "--prep", "0")


@pytest.fixture
def history(home: Path) -> Iterator[History]:
    with History.open(home / "history.sqlite3") as opened:
        yield opened


def start(*arguments: str) -> Terminal:
    return Terminal(os.environ, *PROGRAM, *arguments)


def test_it_is_asked_for_once_and_comes_before_the_feedback(history: History) -> None:
    terminal = start(*PRACTICE, "--self-rate")
    screen = terminal.until("How did it go, from 1 (badly) to 5 (very well)?")
    assert "covered" not in screen
    terminal.press("4")
    terminal.until("Which points did you make?")
    terminal.until("1  standards")
    terminal.press("1 2x\x7f\r")
    screen = terminal.until("(1 of 3)")
    assert "You thought: it went 4 of 5, 2 of 6 points made." in screen
    assert "as you thought" in screen
    terminal.press("q")
    terminal.until("d disagree")
    terminal.press("q")
    assert terminal.end() == 0
    second = start(*PRACTICE)
    second.until("How did it go")
    second.press("\r")
    second.until("Which points did you make?")
    second.press("\x1b")
    screen = second.until("(1 of 3)")
    assert "You thought" not in screen
    second.press("q")
    second.until("enter finish")
    second.press("q")
    assert second.end() == 0
    rated, unrated = history.attempts()
    assert rated.rating is not None
    assert rated.rating.made == ("standards", "engineering")
    assert unrated.rating is None


def test_a_key_corrects_a_verdict_with_a_reason(history: History) -> None:
    terminal = start(*PRACTICE)
    terminal.until("(1 of 3)")
    terminal.press("q")
    terminal.until("d disagree")
    terminal.press("d")
    terminal.until("Which verdict is not right?")
    terminal.until("1  ✓ covered  standards")
    terminal.press("1\r")
    terminal.until("standards was not made, you say.")
    terminal.press("That was the team, not me.\r")
    terminal.until("✗ you: did not make it  standards  “That was the team, not me.”")
    terminal.press("d\x1b")
    terminal.until("enter finish")
    terminal.press("\r")
    assert terminal.end() == 0
    (attempt,) = history.attempts()
    ((own),) = attempt.own
    assert (own.point_id, own.made, own.reason, own.corrects) == (
        "standards",
        False,
        "That was the team, not me.",
        True,
    )


def test_an_interview_is_noted_and_each_question_is_put_to_the_person(home: Path, history: History) -> None:
    terminal = start("debrief")
    terminal.until("Which questions came?")
    terminal.press("leading people without authority\rexpected salary\rwhy this role\rwork permit\r\r")
    screen = terminal.until("a into your own bank")
    assert "1  senior-pm:lead-without-authority" in screen, "it is shown before the keys"
    terminal.press("\r")
    terminal.until("2  “expected salary”")
    terminal.press("a\r")
    terminal.until("3  “why this role”")
    terminal.press("9\r")
    terminal.until("is in none of these banks")
    terminal.press("why-leave\r")
    terminal.until("4  “work permit”")
    terminal.press("n\r")
    screen = terminal.until("4 questions came: 3 in your banks, 0 practised before.")
    assert terminal.end() == 0
    names = [(each.bank_id, each.question_id, each.decided) for each in history.debrief().questions]
    assert names == [
        ("senior-pm", "lead-without-authority", True),
        ("my-questions", "expected-salary", True),
        ("pm-opening", "why-leave", True),
        (None, None, True),
    ]
    assert (home / "my-questions.yaml").exists()
