"""The standard streams: what their encoding lacks is replaced, and what cannot be written is told."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from voicesim.errors import OutputError

LOOKALIKES = dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("‘’‚′", "'") | dict.fromkeys("“”„″«»", '"')
LOOKALIKES |= dict.fromkeys("·•●", "*") | dict(zip("×→←✓✗øØłŁđĐ", "x><+-oOlLdD", strict=True))
LOOKALIKES |= {"…": "...", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "€": "EUR"}
"""What stands for a character that an encoding lacks, where there is more to say than a question mark."""

NAME = "voicesim.lookalike"
_GONE = {errno.EPIPE} | ({errno.EINVAL} if sys.platform == "win32" else set())
"""How a system says that nobody reads any more."""


class ReaderGone(Exception):
    """Whoever read our output has seen enough, as `head` has after some lines: an end, and no mistake."""


def lookalike(text: str) -> str:
    """The text in ASCII, which every encoding has: letters without their accents, plain signs, else "?"."""
    return "".join(LOOKALIKES.get(char) or _plain(char) for char in text)


def _plain(char: str) -> str:
    if char.isascii():
        return char
    if unicodedata.combining(char):
        return ""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    plain = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    # Not so a fraction or a power: "½" is not 12, and "10²" is not 102.
    return plain if plain.isalpha() or plain.isspace() else "?"


def has(text: str, encoding: str) -> bool:
    """Whether a text can be written in this encoding as it is."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return lookalike(error.object[error.start : error.end]), error.end


codecs.register_error(NAME, _replace)


class Output(io.TextIOWrapper):
    """Standard output that says in a sentence when it cannot be written, once, and is silent from then on.

    Raises OutputError, or ReaderGone where the reader has gone, from whatever writes.
    """

    failed = False

    def write(self, text: str, /) -> int:
        self._tried(lambda: super(Output, self).write(text))
        return len(text)

    def flush(self) -> None:
        self._tried(super().flush)

    def write_bytes(self, data: bytes) -> None:
        """Put bytes as they are behind what was written before."""
        self.flush()
        self._tried(lambda: self.buffer.write(data))
        self.flush()

    def _tried(self, work: Callable[[], object]) -> None:
        try:
            if not self.failed:
                work()
        except OSError as exc:
            self.failed = True
            if exc.errno in _GONE:
                raise ReaderGone from exc
            raise OutputError(_sentence(exc)) from exc


class _Sentences(io.TextIOWrapper):
    """Standard error: what nobody can be told is no reason to fail."""

    failed = False

    def write(self, text: str, /) -> int:
        self._tried(lambda: super(_Sentences, self).write(text))
        return len(text)

    def flush(self) -> None:
        self._tried(super().flush)

    def _tried(self, work: Callable[[], object]) -> None:
        try:
            if not self.failed:
                work()
        except OSError:
            self.failed = True


class _Closed(io.BufferedIOBase):
    """Where a stream was closed before the program began."""

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def _sentence(error: OSError) -> str:
    if error.errno == errno.EBADF:
        return "Standard output is closed, so the result has no place to go; send it to a file or a pipe."
    return f"The output cannot be written ({error.strerror}); make room, or send it somewhere else."


@contextmanager
def steady_streams() -> Iterator[None]:
    """For a `with`, standard streams that no character, full disk or closed pipe can break.

    Flush standard output before the end: what cannot be written after it is lost without a word.
    """
    _fill_closed_descriptors()
    before = sys.stdin, sys.stdout, sys.stderr
    output, sentences = _over(sys.stdout, Output), _over(sys.stderr, _Sentences)
    with open(os.devnull, encoding="utf-8") as nothing:
        sys.stdin, sys.stdout, sys.stderr = before[0] or nothing, output, sentences
        try:
            yield
        finally:
            sys.stdin, sys.stdout, sys.stderr = before
            for stream in (output, sentences):
                if isinstance(stream, Output | _Sentences):
                    _let_go(stream)


def _over(stream: TextIO | None, kind: type[Output] | type[_Sentences]) -> TextIO:
    """The stream in a new coat; one that is no file, as in some editors, as it is."""
    if stream is None:
        return kind(_Closed(), encoding="utf-8", errors=NAME, write_through=True)  # type: ignore[arg-type]
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    with suppress(OSError):
        stream.flush()
    return kind(
        stream.buffer,
        encoding=stream.encoding,
        errors=NAME,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def _let_go(stream: Output | _Sentences) -> None:
    """Give back what was under it; when that is broken, Python must not try to write what is left in it."""
    with suppress(OSError, OutputError, ReaderGone):
        stream.flush()
    if stream.failed:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    stream.detach()


def _fill_closed_descriptors() -> None:
    """Else the next file that is opened, such as the history, would take the place of a standard stream."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
