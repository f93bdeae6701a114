"""Remarks that a coach wrote in the page that was sent to them, as the file that comes back."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voicesim.errors import InputError

MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class SentRemark:
    """A remark on an answer, at a second of it, or with None about all of it."""

    attempt_id: str
    at_s: float | None
    author: str
    text: str


def read_remarks(path: Path) -> tuple[SentRemark, ...]:
    """Raises InputError, naming the file and the remark, for what is no such file."""
    fields = _object(path)
    author = fields.get("author", "")
    sent = fields.get("remarks")
    if fields.get("voicesim") != "remarks" or not isinstance(sent, list) or not isinstance(author, str):
        raise InputError(
            f"{path} holds no remarks; give the file that the page of `voicesim export --bundle` has saved."
        )
    return tuple(_remark(path, number, each, author) for number, each in enumerate(sent, 1))


def _object(path: Path) -> Mapping[str, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        found = json.loads(data.decode("utf-8-sig")) if len(data) <= MAX_BYTES else None
    except OSError as exc:
        raise InputError(f"{path} cannot be read ({exc.strerror}); check the name and the folder.") from exc
    except (ValueError, RecursionError) as exc:
        raise InputError(f"{path} is no JSON; give the file as it was sent back.") from exc
    return found if isinstance(found, dict) else {}


def _remark(path: Path, number: int, each: object, author: str) -> SentRemark:
    fields = each if isinstance(each, dict) else {}
    name, at_s, text = fields.get("attempt"), fields.get("at_s"), fields.get("text")
    timed = at_s is None or (type(at_s) in (int, float) and math.isfinite(at_s))
    if not isinstance(name, str) or not isinstance(text, str) or not timed:
        raise InputError(f"{path}, remark {number}: it lacks its answer or its words; have it saved again.")
    return SentRemark(name, None if at_s is None else float(at_s), author, text)
