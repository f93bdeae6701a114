"""The command line: one verb per file, and the one place where errors become words and exit codes."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from voicesim import __version__
from voicesim.cli import (
    bank,
    compare,
    demo,
    doctor,
    export,
    history,
    models,
    practice,
    progress,
    rescore,
    review,
    score,
    transcribe,
)
from voicesim.cli.output import say
from voicesim.errors import VoicesimError

INTERRUPTED = 130
TRACEBACK = "VOICESIM_TRACEBACK"
UNEXPECTED = "Something went wrong that should not have"
KEPT = "Interrupted. Everything said so far is kept."

app = typer.Typer(
    name="voicesim",
    help="A spoken mock interview at your desk: local, private, fast, honest.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(practice.practice)
app.command()(demo.demo)
app.command()(score.score)
app.command()(transcribe.transcribe)
app.command()(review.review)
app.command()(compare.compare)
app.command()(progress.progress)
app.command()(export.export)
app.command()(rescore.rescore)
app.add_typer(history.app, name="history")
app.add_typer(bank.app, name="bank")
app.add_typer(models.app, name="models")
app.command()(doctor.doctor)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"voicesim {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def run() -> None:
    """The entry point: runs a verb and ends the process with its exit code."""
    sys.exit(guarded(app))


def guarded(command: Callable[[], Any]) -> int:
    """Run a command; the exit code. An error becomes its sentence on standard error, never a traceback."""
    _end_like_ctrl_c(signal.SIGTERM)
    if hasattr(signal, "SIGHUP"):
        _end_like_ctrl_c(signal.SIGHUP)
    try:
        command()
    except SystemExit as exc:  # how Typer ends, also after Ctrl-C
        if exc.code == INTERRUPTED:
            say(KEPT)
        return exc.code if isinstance(exc.code, int) else int(bool(exc.code))
    except VoicesimError as exc:
        say(str(exc))
        return exc.exit_code
    except KeyboardInterrupt:
        say(KEPT)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; keep Python from complaining when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as exc:
        if TRACEBACK in os.environ:
            raise
        say(f"{UNEXPECTED} ({type(exc).__name__}: {exc}). Everything said so far is kept.")
        say(f"Set {TRACEBACK}=1 to see where, and please tell us.")
        return 1
    return 0


def _end_like_ctrl_c(number: int) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(number, interrupt)
