"""The person's own editor, where there is one."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

from voicesim.cli.private import usual_rights
from voicesim.errors import VoicesimError


def editor_command() -> list[str]:
    """The command in VISUAL or EDITOR; empty where there is none, or no terminal to edit in."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return []
    return shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")


def open_editor(command: list[str], path: Path) -> None:
    """Edit a file and wait for the end of it. Raises VoicesimError when the editor cannot be started."""
    try:
        with usual_rights():
            subprocess.run([*command, str(path)], check=False)
    except OSError as exc:
        raise VoicesimError(
            f"The editor {command[0]} cannot be started ({exc.strerror}); set EDITOR to another one. "
            f"The story is in {path}."
        ) from exc
