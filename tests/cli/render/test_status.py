"""The lines at the bottom change in place, also when the window is made narrower or wider meanwhile."""

from __future__ import annotations

import contextlib
import io
import sys
from dataclasses import replace
from typing import IO, cast

import pytest
from rich.text import Text

from voicesim.assess.norms import load_norms
from voicesim.bank.styles import phase_at
from voicesim.cli.render.console import THEME, SafeConsole
from voicesim.cli.render.live import Flow, asking_line, next_line, preparing_line, recording_line
from voicesim.cli.render.status import open_status
from voicesim.desk import Preparing, RecordingState

pyte = pytest.importorskip("pyte")

ROWS = 12


class Window:
    """A terminal whose width changes; `runs_on` says whether it then wraps lines anew, as most do, or cuts
    them, as xterm does."""

    def __init__(self, columns: int, *, runs_on: bool) -> None:
        self._runs_on = runs_on
        self._open(columns)
        self.console = SafeConsole(
            file=cast("IO[str]", self),
            theme=THEME,
            force_terminal=True,
            width=columns,
            height=ROWS,
            legacy_windows=False,
        )

    def write(self, text: str) -> int:
        self._stream.feed(text)
        return len(text)

    def flush(self) -> None:
        pass

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self._screen.display if line.strip()]

    def resize(self, columns: int) -> None:
        before, cursor = [line.rstrip() for line in self._screen.display], self._screen.cursor
        at, column = cursor.y, cursor.x
        assert column == 0, "the cursor rests at the start of a line, which is found again"
        self._open(columns)
        self.console.width = columns
        self._stream.feed("".join(f"{self._kept(line, columns)}\r\n" for line in before[:at]))
        below = [self._kept(line, columns) for line in before[at:] if line]
        self._stream.feed("\x1b7" + "\r\n".join(below) + "\x1b8")

    def _kept(self, line: str, columns: int) -> str:
        return line if self._runs_on else line[:columns]

    def _open(self, columns: int) -> None:
        self._screen = pyte.Screen(columns, ROWS)
        self._screen.set_mode(pyte.modes.LNM)
        self._stream = pyte.Stream(self._screen)


@pytest.fixture(params=[True, False], ids=["runs on", "cuts"])
def window(request: pytest.FixtureRequest) -> Window:
    return Window(80, runs_on=request.param)


def recording(console: SafeConsole, second: float) -> Flow:
    return recording_line(RecordingState(second, 120.0, 300, -24.0, False), load_norms(), console)


def test_the_phase_of_an_answer_has_its_own_clock_beside_that_of_the_answer(window: Window) -> None:
    event = replace(RecordingState(80.0, 300.0, 900, -24.0, False), phase=phase_at("case", 80.0, 300.0))
    with open_status(window.console) as status:
        status.update(recording_line(event, load_norms(), window.console))
        assert any("1:20 of 5:00  users and needs 0:20 of 1:15" in line for line in window.lines)


@pytest.mark.parametrize("widths", [(40,), (30, 79, 20), (100,), (100, 40)])
def test_a_resized_window_keeps_no_dead_lines(window: Window, widths: tuple[int, ...]) -> None:
    with open_status(window.console) as status:
        window.console.print("The question")
        status.update(recording(window.console, 1.0))
        for second, columns in enumerate(widths, 2):
            window.resize(columns)
            status.update(recording(window.console, second))
        assert window.lines[0] == "The question"
        assert sum("rec 0:" in line for line in window.lines) == 1
        assert sum("quit" in line for line in window.lines) == 1
    assert window.lines == ["The question"]


def test_what_is_printed_comes_above(window: Window) -> None:
    with open_status(window.console) as status:
        status.update(Text("status"))
        window.console.print("one")
        window.console.print(Text("two"))
        assert window.lines == ["one", "two", "status"]
        window.resize(40)
        window.console.print("three")
        assert window.lines == ["one", "two", "three", "status"]
    assert window.lines == ["one", "two", "three"]


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 120])
def test_no_key_is_parted_from_what_it_does(columns: int) -> None:
    window = Window(columns, runs_on=True)
    for line, keys in [
        (asking_line(), ("enter go on", "r from the start", "s skip", "q quit")),
        (preparing_line(Preparing(5.0)), ("Think: 0:05", "enter start", "r hear again", "q quit")),
        (
            recording(window.console, 5.0),
            ("rec 0:05 of 2:00", "enter done", "p pause", "r repeat", "a over", "q quit"),
        ),
        (next_line(last=True), ("enter finish", "a answer again", "q quit")),
    ]:
        with open_status(window.console) as status:
            status.update(line)
            for key in keys:
                assert any(key in line for line in window.lines), (key, window.lines)


def test_without_a_terminal_nothing_is_written() -> None:
    out = io.StringIO()
    with open_status(SafeConsole(file=out, width=80)) as status:
        status.update(Text("status"))
    assert out.getvalue() == ""


def test_the_cursor_comes_back_and_what_is_piped_stays_piped(monkeypatch: pytest.MonkeyPatch) -> None:
    window = Window(80, runs_on=True)
    piped = io.StringIO()
    monkeypatch.setattr(sys, "stdout", piped)
    with contextlib.suppress(KeyboardInterrupt), open_status(window.console) as status:
        status.update(Text("status"))
        assert window._screen.cursor.hidden
        print('{"json": 1}')
        raise KeyboardInterrupt
    assert piped.getvalue() == '{"json": 1}\n'
    assert window.lines == []
    assert not window._screen.cursor.hidden
