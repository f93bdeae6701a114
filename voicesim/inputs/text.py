"""Bytes of unknown origin as text that is safe to show."""

from __future__ import annotations

import re

from voicesim.errors import InputError

MAX_ANSWER_BYTES = 4_000_000
"""More than 40 hours of speech as plain text, or about 7 with a time for every word."""

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])?")
"""Terminal control sequences (ECMA-48): CSI, OSC with its text, and the short ones."""

_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HALF_PAIR = re.compile("[\ud800-\udfff]")


def vocabulary(words: str) -> frozenset[str]:
    """The words of a text as a set: how the word tables of this room are written."""
    return frozenset(words.split())


def decode(data: bytes, name: str, line: int | None = None) -> str:
    """UTF-8 text with `\\n` line ends and no byte order mark.

    `name` is the file, and `line` the one that `data` is, when it is one. Raises InputError for other
    encodings, for binary data and beyond `MAX_ANSWER_BYTES`.
    """
    where = name if line is None else f"{name}:{line}"
    if len(data) > MAX_ANSWER_BYTES:
        raise InputError(f"{where} is longer than {MAX_ANSWER_BYTES // 1_000_000} MB; split it into answers.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{where} is UTF-16 text; save it as UTF-8.")
    if b"\0" in data:
        raise InputError(f"{where} is not text; give a transcript or JSON as UTF-8 text.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        place = line or data.count(b"\n", 0, exc.start) + 1
        byte = data[exc.start]
        raise InputError(f"{name}:{place} is not UTF-8 text (byte 0x{byte:02X}); save it as UTF-8.") from exc
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean(text: str) -> str:
    """The text without what could act on a terminal or hide in a page.

    Terminal sequences and controls of text direction are left out; other control characters, but for tabs
    and line ends, become spaces; half a surrogate pair becomes the replacement character.
    """
    shown = _CONTROL.sub(" ", _DIRECTION.sub("", _ESCAPE.sub("", text)))
    return _HALF_PAIR.sub("\N{REPLACEMENT CHARACTER}", shown)
