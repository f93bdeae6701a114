"""Single key presses without Enter, on POSIX terminals and on Windows consoles."""

from __future__ import annotations

import re
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

POLL_S = 0.02
ESCAPE = "\x1b"
ESCAPE_S = 0.05
"""Arrows and function keys begin with an escape, whose rest comes at once; the escape key has none."""

MAX_TYPED = 2000
"""Characters of a line that is typed here."""

_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]?|O.?|[^\x1b])", re.DOTALL)
"""What arrows and function keys send, and a key together with alt (ECMA-48)."""


class Keys(Protocol):
    """A source of key presses."""

    def read(self, timeout_s: float) -> str | None:
        """The next key as one character, or None when none came within `timeout_s` seconds."""
        ...


class NoKeys:
    """Where nobody can press a key: waits, and reports none."""

    def read(self, timeout_s: float) -> str | None:
        time.sleep(max(0.0, timeout_s))
        return None


def edited(text: str, key: str) -> str:
    """A line that is being typed after one more key; `key` may be none."""
    if key in ("\x7f", "\b"):
        return text[:-1]
    if key == "\x15":  # ctrl-u
        return ""
    return text + key if key.isprintable() and len(text) < MAX_TYPED else text


def open_keys() -> AbstractContextManager[Keys]:
    """Keys of this terminal for the length of a `with`; its settings are put back at the end.

    Gives a source without keys when standard input is not a terminal.
    """
    if not sys.stdin.isatty():
        return _no_keys()
    return _terminal_keys()


@contextmanager
def _no_keys() -> Iterator[Keys]:
    yield NoKeys()


if sys.platform == "win32":
    import msvcrt

    class _WindowsKeys:
        def read(self, timeout_s: float) -> str | None:
            deadline = time.monotonic() + timeout_s
            while not msvcrt.kbhit():
                if time.monotonic() >= deadline:
                    return None
                time.sleep(POLL_S)
            key = msvcrt.getwch()
            if key in ("\x00", "\xe0"):  # arrows and function keys come as two
                msvcrt.getwch()
                return None
            if key == "\x03":
                raise KeyboardInterrupt
            return key

    @contextmanager
    def _terminal_keys() -> Iterator[Keys]:
        yield _WindowsKeys()

else:
    import os
    import select
    import termios
    import tty

    class _PosixKeys:
        def __init__(self, descriptor: int) -> None:
            self._descriptor = descriptor
            self._waiting: deque[str] = deque()

        def read(self, timeout_s: float) -> str | None:
            if self._waiting:
                return self._waiting.popleft()
            if not self._ready(timeout_s):
                return None
            data = os.read(self._descriptor, 64)
            if data.endswith(b"\x1b") and self._ready(ESCAPE_S):
                data += os.read(self._descriptor, 64)
            if not data:  # the terminal was closed
                raise KeyboardInterrupt
            self._waiting.extend(_SEQUENCE.sub("", data.decode("utf-8", "ignore")))
            return self._waiting.popleft() if self._waiting else None

        def _ready(self, timeout_s: float) -> bool:
            ready, _, _ = select.select([self._descriptor], [], [], max(0.0, timeout_s))
            return bool(ready)

    @contextmanager
    def _terminal_keys() -> Iterator[Keys]:
        descriptor = sys.stdin.fileno()
        before = termios.tcgetattr(descriptor)
        try:
            tty.setcbreak(descriptor)  # keeps Ctrl-C and Ctrl-Z working, unlike raw mode
            yield _PosixKeys(descriptor)
        finally:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
