"""The two streams: results as JSON Lines on standard output, sentences on standard error."""

from __future__ import annotations

import json
import sys

from voicesim.bank.hints import DRIVES_A_TERMINAL, printable
from voicesim.cli.streams import Output, has


def print_json(record: object) -> None:
    """One value on one line, at once, so that a reader of the pipe can follow. It means the same in every
    encoding: characters that this one lacks are written as escapes."""
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    if not has(line, sys.stdout.encoding or "utf-8"):
        line = json.dumps(record, separators=(",", ":"))
    sys.stdout.write(DRIVES_A_TERMINAL.sub(lambda found: f"\\u{ord(found[0]):04x}", line) + "\n")
    sys.stdout.flush()


def tell(text: object) -> None:
    """A line of the result, on standard output."""
    print(text)


def print_utf8(text: str) -> None:
    """The content of a file, whose encoding is its own whatever that of the stream is."""
    if isinstance(sys.stdout, Output):
        sys.stdout.write_bytes(text.encode("utf-8", "replace"))
    else:
        sys.stdout.write(text)


def say(text: str) -> None:
    """A sentence for the person, on standard error."""
    for line in shown(text):
        print(f"voicesim: {line}", file=sys.stderr)


def shown(text: str) -> list[str]:
    """The lines of a message; what it quotes from elsewhere cannot act on the terminal."""
    return [printable(line) for line in text.splitlines()]
