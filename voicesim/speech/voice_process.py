"""Starts the process that speaks, and ends it whatever happens."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

from voicesim.errors import VoiceError

CHILD = "voicesim.speech.voice_child"


def ask_child(request: dict[str, Any], folder: Path, *, limit_s: float, python: str) -> dict[str, Any]:
    """Put a request to a fresh process and return its reply; `folder` is private, empty and writable.

    Raises VoiceError when the process cannot be started, crashes, answers nothing, refuses, or is still
    busy after `limit_s` seconds. No process is left behind, neither it nor any that it started.
    """
    _write(folder / "request.json", request)
    command = [python, "-P", "-W", "ignore", "-m", CHILD, str(folder.absolute())]
    with (folder / "log.txt").open("wb") as log, _started(command, log.fileno()) as process:
        try:
            code = process.wait(limit_s)
        except subprocess.TimeoutExpired as exc:
            raise VoiceError(
                f"The voice took longer than {limit_s:.3g} s to read a text aloud and was stopped: "
                "try another voice, or go on with the printed questions."
            ) from exc
        finally:
            _end(process)
    return _reply(folder, code)


def _write(path: Path, request: dict[str, Any]) -> None:
    try:
        path.write_text(json.dumps(request), "utf-8")
    except OSError as exc:
        raise VoiceError(
            f"The voice cannot write to {path.parent}: {exc.strerror}. Free some space."
        ) from exc


def _started(command: list[str], log: int) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,  # never written to: the child ends when this end of it goes away
            stdout=log,
            stderr=log,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as exc:
        raise VoiceError(
            f"The voice could not be started with {command[0]}: {exc}. Reinstall voicesim."
        ) from exc


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _reply(folder: Path, code: int) -> dict[str, Any]:
    try:
        reply: dict[str, Any] = json.loads((folder / "reply.json").read_text("utf-8"))
    except (OSError, ValueError) as exc:
        how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        log = (folder / "log.txt").read_text("utf-8", "replace").split("\n")
        said = next((f": {line.strip()}" for line in reversed(log) if line.strip()), "")
        raise VoiceError(f"The voice {how} before it had spoken{said}. Try another voice.") from exc
    if "error" in reply:
        raise VoiceError(reply["error"])
    return reply
