"""Recordings for the browser, by the answer they belong to: no path comes from outside."""

from __future__ import annotations

from pathlib import Path

from voicesim.errors import InputError
from voicesim.store.records import Attempt


def recording_of(attempt: Attempt, recordings_dir: Path) -> Path:
    """The file with the sound of an answer.

    Raises InputError where there is none, or the history, which another program may have written, names one
    outside of the recordings.
    """
    if attempt.audio_path is None:
        raise InputError(f"{attempt.id} was given as text, so there is nothing to listen to.")
    home, path = recordings_dir.resolve(), recordings_dir / attempt.audio_path
    try:
        real = path.resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        raise InputError(f"The recording of {attempt.id} is no longer on this machine.") from None
    if home not in real.parents or not real.is_file():
        raise InputError(f"{attempt.id} has no recording of voicesim's own.")
    return real
