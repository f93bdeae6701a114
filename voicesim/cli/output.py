"""The two streams: results as JSON Lines on standard output, sentences on standard error."""

from __future__ import annotations

import json
import sys

from voicesim.bank.hints import DRIVES_A_TERMINAL, printable


def print_json(record: object) -> None:
    """One value on one line, at once, so that a reader of the pipe can follow."""
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    sys.stdout.write(DRIVES_A_TERMINAL.sub(lambda found: f"\\u{ord(found[0]):04x}", line) + "\n")
    sys.stdout.flush()


def say(text: str) -> None:
    """A sentence for the person, on standard error."""
    for line in shown(text):
        print(f"voicesim: {line}", file=sys.stderr)


def shown(text: str) -> list[str]:
    """The lines of a message; what it quotes from elsewhere cannot act on the terminal."""
    return [printable(line) for line in text.splitlines()]
