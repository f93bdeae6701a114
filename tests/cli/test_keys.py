"""Single keys from a real pseudo-terminal: what they are, and what is none."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

import pytest

if sys.platform == "win32":
    pytest.skip("needs a POSIX pseudo-terminal", allow_module_level=True)

import pty

from voicesim.cli.keys import ESCAPE, open_keys


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Write to it, and standard input reads it, as a terminal."""
    keyboard, terminal = pty.openpty()
    with os.fdopen(terminal) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        yield keyboard
    os.close(keyboard)


def pressed(keyboard: int, *sent: bytes) -> list[str]:
    """The keys that are read until none comes any more."""
    found = []
    with open_keys() as keys:
        for data in sent:
            os.write(keyboard, data)
            deadline = time.monotonic() + 0.3
            while time.monotonic() < deadline:
                if (key := keys.read(0.05)) is not None:
                    found.append(key)
    return found


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        (b"y", ["y"]),
        (b"yn", ["y", "n"]),
        (b"\x1b", [ESCAPE]),
        (b"\x1b\x1b", [ESCAPE, ESCAPE]),
        (b"\x1b[A", []),  # an arrow
        (b"\x1bOP", []),  # F1
        (b"\x1b[15~", []),  # F5
        (b"\x1b[1;2C", []),  # shift and an arrow
        (b"y\x1b[Aq", ["y", "q"]),
        (b"\x1ba", []),  # alt and a letter
        ("é".encode(), ["é"]),
    ],
)
def test_a_key_is_a_character_and_arrows_are_none(keyboard: int, sent: bytes, keys: list[str]) -> None:
    assert pressed(keyboard, sent) == keys


def test_escape_is_told_from_what_only_begins_with_it(keyboard: int) -> None:
    assert pressed(keyboard, b"\x1b", b"\x1b[B", b"q") == [ESCAPE, "q"]


def test_without_a_terminal_there_are_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    with open(os.devnull) as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        with open_keys() as keys:
            assert keys.read(0.0) is None
