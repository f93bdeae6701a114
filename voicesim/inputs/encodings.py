"""Whole files of unknown encoding as text, as subtitle editors and older programs write them."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from voicesim.errors import InputError
from voicesim.inputs.text import MAX_ANSWER_BYTES

_MARKED = (
    # The mark of UTF-32 begins with that of UTF-16, so it is looked for first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NEARLY_ALL = 0.9
"""Of the letters of an English text so many have a zero byte in UTF-16."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with `\\n` line ends and no byte order mark; `notice` says what was assumed, None for UTF-8."""

    text: str
    notice: str | None = None


def read_decoded(path: Path) -> Decoded:
    """The text of a file. Raises InputError as `decode_file` does, and where it cannot be read."""
    try:
        with path.open("rb") as file:
            return decode_file(file.read(MAX_ANSWER_BYTES + 1), str(path))
    except FileNotFoundError as exc:
        raise InputError(f"There is no file {path}; check the name and the folder.") from exc
    except OSError as exc:
        raise InputError(
            f"{path} cannot be read ({exc.strerror}); check what it is, and its rights."
        ) from exc


def decode_file(data: bytes, name: str) -> Decoded:
    """UTF-8, UTF-16 and UTF-32 are known by their bytes; anything else is read as Windows-1252, and said.

    Raises InputError for binary data, for what no encoding fits, and beyond `MAX_ANSWER_BYTES`.
    """
    if len(data) > MAX_ANSWER_BYTES:
        raise InputError(f"{name} is longer than {MAX_ANSWER_BYTES // 1_000_000} MB; split it.")
    wide = _wide_encoding(data)
    if wide is not None:
        return Decoded(_lines(_wide(data, wide, name)))
    if b"\0" in data:
        raise InputError(f"{name} is not text; save it as UTF-8 text.")
    try:
        return Decoded(_lines(data.decode("utf-8-sig")))
    except UnicodeDecodeError as exc:
        return _western(data, name, exc)


def _wide_encoding(data: bytes) -> str | None:
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return encoding
    half = len(data) // 2
    if half == 0 or len(data) % 2:
        return None
    even, odd = data[::2].count(0) / half, data[1::2].count(0) / half
    if even == 0 and odd > _NEARLY_ALL:
        return "utf-16-le"
    return "utf-16-be" if odd == 0 and even > _NEARLY_ALL else None


def _wide(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as exc:
        raise InputError(f"{name} is {encoding.upper()} text that breaks off; save it as UTF-8.") from exc


def _western(data: bytes, name: str, exc: UnicodeDecodeError) -> Decoded:
    """Windows-1252; where most letters beyond ASCII are UTF-8 all the same, only for the other bytes."""
    line = data.count(b"\n", 0, exc.start) + 1
    strays = _stray_bytes(data)
    letters = sum(ord(sign) > 127 for sign in data.decode("utf-8", "ignore"))
    try:
        text = _mixed(data) if letters > strays else data.decode("cp1252")
    except UnicodeDecodeError as wrong:
        place = data.count(b"\n", 0, wrong.start) + 1
        byte = wrong.object[wrong.start]
        raise InputError(
            f"{name}:{place} is not UTF-8 text (byte 0x{byte:02X}); save it as UTF-8."
        ) from wrong
    return Decoded(
        _lines(text.removeprefix("\ufeff")),
        f"line {line} is not UTF-8 text and was read as Windows-1252; "
        "if its letters look wrong, save the file as UTF-8.",
    )


def _stray_bytes(data: bytes) -> int:
    return sum(0xDC80 <= ord(sign) <= 0xDCFF for sign in data.decode("utf-8", "surrogateescape"))


def _mixed(data: bytes) -> str:
    text = data.decode("utf-8", "surrogateescape")
    return "".join(
        bytes([ord(sign) - 0xDC00]).decode("cp1252", "replace") if 0xDC80 <= ord(sign) <= 0xDCFF else sign
        for sign in text
    )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
