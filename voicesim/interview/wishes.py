"""What a person may want at any moment of an interview, besides going on."""

from __future__ import annotations

from voicesim.desk import Command, Desk


class Left(Exception):
    """The person wants to stop; what was said is kept."""


class Skipped(Exception):
    """The person wants the next question."""


def wish(desk: Desk, timeout_s: float) -> Command | None:
    """The next command within `timeout_s` seconds, if any. Raises Left and Skipped for these wishes."""
    command = desk.command(timeout_s)
    if command is Command.SKIP:
        raise Skipped
    if command is Command.QUIT:
        raise Left
    return command
