"""With --plain the stream that a terminal gets is text and ends of lines: what a screen reader can follow."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.practised import practised
from tests.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX pseudo-terminal")

PROGRAM = (sys.executable, "-m", "tests.whole.uncertain")
PRACTICE = ("practice", "--question", "quality", "--prep", "0")
DRAWN = re.compile("[─-▟▁-█▮▯]")
"""Rules, boxes and bars, of which a screen reader says the names."""


def only_text(stream: bytes) -> None:
    """No escape sequence, no going back in the line or over it, nothing that is drawn."""
    text = stream.decode()
    assert text
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
    assert not re.search(r"\r(?!\r*\n)", text)
    assert not DRAWN.search(text)


def practise(terminal: Terminal) -> str:
    terminal.until("Check: did you make this?")
    terminal.press("y")
    terminal.until("(2 of 3)")
    terminal.press("\r")
    terminal.until("(3 of 3)")
    terminal.press("n")
    terminal.until("Keys: Enter to finish")
    terminal.press("\r")
    assert terminal.end() == 0
    only_text(terminal.stream)
    return terminal.stream.decode()


def test_practising_is_told_in_lines_that_are_only_added(home: Path) -> None:
    told = practise(Terminal(os.environ, *PROGRAM, *PRACTICE, "--plain"))
    assert "Question 1 of 1" in told
    assert told.count("Recording. The target is 2:00. Keys: Enter when you are done") == 1
    assert told.count("Writing down what you said.") == 1
    assert "Kept as session" in told


@pytest.mark.parametrize("wish", ["setting", "TERM"])
def test_the_settings_or_the_terminal_can_want_it_too(home: Path, wish: str) -> None:
    if wish == "setting":
        home.mkdir(exist_ok=True)
        (home / "settings.toml").write_text("plain = true\n")
    kind = "dumb" if wish == "TERM" else "xterm-256color"
    practise(Terminal(os.environ, *PROGRAM, *PRACTICE, kind=kind))


def test_other_verbs_follow_the_settings(home: Path) -> None:
    practised(home, ("quality", "We gave up the dashboard and retention went up by twelve percent."))
    (home / "settings.toml").write_text("plain = true\n")
    for arguments in (("review",), ("review", "last"), ("progress",), ("rescore",), ("norms",)):
        terminal = Terminal(os.environ, sys.executable, "-m", "voicesim", *arguments)
        assert terminal.end() == 0
        only_text(terminal.stream)


def test_the_demo_goes_by_itself(home: Path) -> None:
    terminal = Terminal(os.environ, sys.executable, "-m", "voicesim", "demo", "-n", "1", "--fast", "--plain")
    terminal.until("Question 1 of 1")
    for _ in range(20):
        if "Kept as session" in terminal.text:
            break
        terminal.press("q")
        try:
            terminal.until("Kept as session", timeout_s=3)
        except AssertionError:
            continue
    assert terminal.end() == 0
    only_text(terminal.stream)


def test_without_it_the_clock_moves_and_without_colours_if_they_are_not_wanted(home: Path) -> None:
    terminal = Terminal({**os.environ, "NO_COLOR": "1"}, *PROGRAM, *PRACTICE)
    terminal.until("check: did you make this?")
    terminal.press("q\r")
    assert terminal.end() == 0
    assert b"\x1b" in terminal.stream
    assert not re.search(rb"\x1b\[[0-9;]*(?:3[0-7]|38|9[0-7]);?[0-9;]*m", terminal.stream)
