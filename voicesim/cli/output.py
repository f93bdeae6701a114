"""The two streams: results as JSON Lines on standard output, sentences on standard error."""

from __future__ import annotations

import json
import sys


def print_json(record: object) -> None:
    """One value on one line, at once, so that a reader of the pipe can follow."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def say(text: str) -> None:
    """A sentence for the person, on standard error."""
    for line in text.splitlines():
        print(f"voicesim: {line}", file=sys.stderr)
