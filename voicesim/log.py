"""What the program did, for a report about a mistake in it: never what was asked, said or read.

Any room may log with `logging.getLogger(__name__)`. Records hold numbers, our own ids and names of things; of
an exception only its class and places in the code are kept, since its text may quote an answer or a file.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import sys
import threading
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import walk_tb
from typing import Any, Literal, TextIO

Level = Literal["off", "warning", "info", "debug"]

ROOT = "voicesim"
FILE_BYTES = 1_000_000
FILES = 3
LINE = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"
MAX_CAUSES = 10

logging.getLogger(ROOT).addHandler(logging.NullHandler())  # or the standard library prints warnings itself


def start(file: Path, level: Level = "info", *, verbose: bool = False) -> None:
    """Log to this file from now on; `verbose` logs everything, and on standard error too.

    The file is one of FILES that take each other's place. It is only made with its folder when the data
    directory above it is there, or for a warning. A log that cannot be written is given up in silence.
    """
    stop()
    logger = logging.getLogger(ROOT)
    logger.propagate = False
    logger.setLevel(logging.DEBUG if verbose else _severity(level))
    if level != "off":
        logger.addHandler(_PrivateFile(file))
    if verbose:
        logger.addHandler(_Screen())


def stop() -> None:
    """Close the file; log nowhere."""
    logger = logging.getLogger(ROOT)
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)
        handler.close()
    logger.propagate = True
    logger.addHandler(logging.NullHandler())


def _severity(level: Level) -> int:
    return logging.CRITICAL + 1 if level == "off" else int(getattr(logging, level.upper()))


def places(error: BaseException) -> str:
    """The exception and what caused it, the outermost first: the class and the lines of code, no texts."""
    return "\n".join(line for each in _chain(error) for line in _told(each))


def _chain(error: BaseException) -> Iterator[BaseException]:
    following: BaseException | None = error
    for _ in range(MAX_CAUSES):
        if following is None:
            return
        yield following
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)


def _told(error: BaseException) -> Iterator[str]:
    kind = type(error)
    yield f"{kind.__module__}.{kind.__qualname__}{_harmless(error)}"
    for frame, line in walk_tb(error.__traceback__):
        code = frame.f_code
        yield f"  {_short(code.co_filename)}:{line} {code.co_name}"


def _harmless(error: BaseException) -> str:
    """The part of an exception's text that the system chose, and nobody's file or answer."""
    if isinstance(error, OSError) and error.strerror:
        return f": errno {error.errno}"
    if isinstance(error, sqlite3.Error):
        return f": {getattr(error, 'sqlite_errorname', '')}"
    return ""


def _short(file: str) -> str:
    """A path from the package on, which is the same on every machine."""
    parts = Path(file).parts
    for root in ("site-packages", "dist-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) + 1 :])
    return "/".join(parts[-(len(parts) - parts.index(ROOT)) :]) if ROOT in parts else parts[-1]


class _Discreet(logging.Formatter):
    def formatException(self, ei: Any) -> str:
        error: BaseException | None = ei[1]
        return "" if error is None else places(error)


class _PrivateFile(RotatingFileHandler):
    """Only this user can read it, and nobody is disturbed when it cannot be written."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            file, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", errors="replace", delay=True
        )
        self._folder = file.parent
        self.setFormatter(_Discreet(LINE))

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING or self._folder.parent.is_dir():
            super().emit(record)

    def _open(self) -> Any:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors, opener=_private)

    def handleError(self, record: logging.LogRecord) -> None:
        pass

    def close(self) -> None:
        try:
            super().close()
        except OSError:  # a full disk; the stream is closed all the same
            return


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


class _Screen(logging.Handler):
    """Standard error as it is at the moment: whoever draws there may have put something before it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(_Discreet("%(asctime)s.%(msecs)03d %(levelname)s %(message)s", "%H:%M:%S"))

    def emit(self, record: logging.LogRecord) -> None:
        stream: TextIO | None = sys.stderr
        if stream is not None:
            print(self.format(record), file=stream)

    def handleError(self, record: logging.LogRecord) -> None:
        pass


def thread_failed(failed: threading.ExceptHookArgs) -> None:
    """A `threading.excepthook`: what nobody caught is logged, and not printed across the screen."""
    if failed.exc_value is not None:
        logging.getLogger(ROOT).error("a thread failed", exc_info=failed.exc_value)
