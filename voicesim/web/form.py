"""What a form sends, as plain values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from urllib.parse import parse_qsl

from voicesim.errors import InputError

MAX_FIELDS = 20

Form = Mapping[str, str]


def read_form(body: bytes) -> Form:
    """The fields of a form as browsers send it; of several with one name the last. Raises InputError."""
    try:
        text = body.decode("ascii")
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict"))
    except ValueError as exc:
        raise InputError("What was sent is no form of this desk; open the page again.") from exc


def read_second(text: str) -> float | None:
    """Seconds, or minutes and seconds, as in 41, 41.5 and 1:05; None where there is nothing.

    Raises InputError for anything else.
    """
    text = text.strip()
    if not text:
        return None
    minutes, _, seconds = text.rpartition(":")
    try:
        second = 60 * int(minutes or 0) + float(seconds)
    except ValueError:
        second = math.nan
    if not 0 <= second < math.inf:
        raise InputError(f"{text} is no time; write seconds or minutes, as in 41 or 1:05.")
    return second
