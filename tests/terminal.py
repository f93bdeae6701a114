"""A program on a screen that can be read, with a keyboard: a pseudo-terminal as a person sees it."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest

pexpect = pytest.importorskip("pexpect", reason="needs a POSIX pseudo-terminal")
pyte = pytest.importorskip("pyte")

COLUMNS, LINES = 110, 45


class Terminal:
    """Runs a command until it ends; what it wrote is on the screen, and as it came in `stream`."""

    def __init__(
        self,
        env: Mapping[str, str],
        program: str,
        *arguments: str,
        columns: int = COLUMNS,
        kind: str = "xterm-256color",
    ) -> None:
        self.stream = b""
        self._screen = pyte.HistoryScreen(columns, LINES, history=2000)
        self._stream = pyte.ByteStream(self._screen)
        self._process = pexpect.spawn(
            program,
            list(arguments),
            env={**env, "TERM": kind, "COLUMNS": str(columns), "LINES": str(LINES)},
            dimensions=(LINES, columns),
        )

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    def press(self, keys: str) -> None:
        self._process.send(keys)

    def until(self, text: str, timeout_s: float = 40) -> str:
        """The screen once it shows this text."""
        deadline = time.monotonic() + timeout_s
        while text not in self.text:
            if time.monotonic() > deadline or not self._read():
                raise AssertionError(f"{text!r} did not appear; the screen shows:\n{self.text}")
        return self.text

    def end(self, timeout_s: float = 40) -> int:
        """Wait for the program; its exit code."""
        deadline = time.monotonic() + timeout_s
        while self._read() and time.monotonic() < deadline:
            pass
        self._process.close()
        code = self._process.exitstatus
        assert code is not None, f"ended by signal {self._process.signalstatus}"
        return int(code)

    def _read(self) -> bool:
        try:
            read = self._process.read_nonblocking(65536, timeout=0.1)
            self.stream += read
            self._stream.feed(read)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        return True
