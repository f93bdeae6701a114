"""A choice that was made on the command line, kept in the settings file; all else in it stays as it is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from voicesim.errors import InputError, VoicesimError
from voicesim.report.files import write_text


def keep_setting(path: Path, key: str, value: bool) -> None:
    """Set a key at the top of a TOML file, which need not be there yet.

    Raises InputError where the file is not to be understood, VoicesimError where it cannot be written.
    """
    line = f"{key} = {str(value).lower()}"
    before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    after = _with_line(before, key, line)
    known = _values(before)
    if known is None or _values(after) != known | {key: value}:
        raise InputError(f"{path} cannot be changed without harm; write this line at the top of it: {line}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as exc:
        raise VoicesimError(
            f"{path.parent} cannot be made ({exc.strerror}); make it, or choose another VOICESIM_HOME."
        ) from exc
    write_text(path, after)


def _with_line(text: str, key: str, line: str) -> str:
    """The line in place of the one that sets the key, else before the first table."""
    lines = text.splitlines()
    ends = next((at for at, each in enumerate(lines) if re.match(r"\s*\[", each)), len(lines))
    same = [at for at, each in enumerate(lines[:ends]) if re.match(rf"\s*{key}\s*=", each)]
    if same:
        lines[same[0]] = line
    else:
        blank = [""] if ends < len(lines) else []
        lines[ends:ends] = [line, *blank]
    return "\n".join(lines) + "\n"


def _values(text: str) -> dict[str, object] | None:
    try:
        return tomllib.loads(text)
    except ValueError:
        return None
