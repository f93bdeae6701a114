"""Assessments as JSON Lines on standard output."""

from __future__ import annotations

import json
import sys


def print_json(record: object) -> None:
    """One value on one line, at once, so that a reader of the pipe can follow."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
    sys.stdout.flush()
