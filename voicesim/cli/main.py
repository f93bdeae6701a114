"""The command line: one verb per file, and the one place where errors become words and exit codes."""

from __future__ import annotations

import logging
import os
import platform
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer

from voicesim import __version__, log, paths
from voicesim.cli.output import say, tell
from voicesim.cli.private import keep_private
from voicesim.cli.streams import ReaderGone, steady_streams
from voicesim.cli.verbs import LazyVerbs
from voicesim.errors import InputError, VoicesimError

INTERRUPTED = 130
TRACEBACK = "VOICESIM_TRACEBACK"
UNEXPECTED = "Something went wrong that should not have"
KEPT = "Interrupted. Everything said so far is kept."

HELP_IN_BOXES = 80
"""Columns of a terminal below which boxes around the help would cut the names of options."""

LOG = logging.getLogger(__name__)
_COLUMNS = shutil.get_terminal_size().columns
_NARROW: dict[str, Any] = {"terminal_width": _COLUMNS - 1} if _COLUMNS < HELP_IN_BOXES else {}

app = typer.Typer(
    name="voicesim",
    cls=LazyVerbs,
    help="A spoken mock interview at your desk: local, private, fast, honest.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None if _NARROW else "rich",
    context_settings={"help_option_names": ["-h", "--help"]} | _NARROW,
)


def _version(asked: bool) -> None:
    if asked:
        tell(f"voicesim {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show what is done, on standard error and in the log.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    log.start(paths.log_file(), _level(), verbose=verbose)
    LOG.info("voicesim %s: %s", __version__, context.invoked_subcommand)
    LOG.debug("Python %s on %s %s", platform.python_version(), platform.system(), platform.release())


def _level() -> log.Level:
    """As the settings say; a mistake in them is told by the verb that needs them."""
    config: Any = import_module("voicesim.config")  # imported late: --help does without it
    try:
        level: log.Level = config.load_settings(paths.config_file()).log
        return level
    except VoicesimError:
        return "info"


def run() -> None:
    """The entry point: runs a verb and ends the process with its exit code."""
    keep_private()
    threading.excepthook = log.thread_failed
    sys.exit(guarded(app))


def guarded(command: Callable[[], Any]) -> int:
    """Run a command; the exit code. An error becomes its sentence on standard error, never a traceback."""
    _listen_to_signals()
    start_s = time.monotonic()
    with steady_streams():
        code = _exit_code(command)
    LOG.info("ended with %d after %.1f s", code, time.monotonic() - start_s)
    log.stop()
    return code


def _exit_code(command: Callable[[], Any]) -> int:
    try:
        try:
            command()
        finally:
            sys.stdout.flush()  # while it can still be said that this failed
    except SystemExit as exc:  # how Typer ends, also after Ctrl-C
        if exc.code == INTERRUPTED:
            say(KEPT)
        return exc.code if isinstance(exc.code, int) else int(bool(exc.code))
    except VoicesimError as exc:
        LOG.log(logging.INFO if isinstance(exc, InputError) else logging.WARNING, "refused", exc_info=exc)
        say(str(exc))
        return exc.exit_code
    except KeyboardInterrupt:
        say(KEPT)
        return INTERRUPTED
    except ReaderGone:
        return 0
    except Exception as exc:
        if TRACEBACK in os.environ:
            raise
        LOG.error("unexpected", exc_info=exc)
        say(_unexpected(exc))
        return 1
    return 0


def _unexpected(exc: Exception) -> str:
    file = paths.log_file()
    where = f"with {file}, which says where" if file.exists() else f"with what {TRACEBACK}=1 shows"
    return f"{UNEXPECTED} ({type(exc).__name__}); everything said so far is kept. Please report it {where}."


def _listen_to_signals() -> None:
    """Ctrl-C, a polite kill and a closed terminal end alike. Also where Ctrl-C was switched off by whatever
    started us, as shells do for a script in the background; but `nohup` means what it says."""
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _interrupt)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
