"""voicesim doctor: does everything work here?"""

from __future__ import annotations

import contextlib
from dataclasses import asdict

import typer

from voicesim.cli.options import Json
from voicesim.cli.output import print_json


def doctor(as_json: Json = False) -> None:
    """Try microphone, loudspeaker, voice, model and disk for real; ends with 1 on a problem."""
    from voicesim import paths
    from voicesim.checkup import Check, trials
    from voicesim.cli.render.checkup import check_line, doing_line, verdict_line
    from voicesim.cli.render.console import make_console
    from voicesim.config import load_settings

    console = make_console()
    screen = make_console(stderr=True)
    checks: list[Check] = []
    for trial in trials(load_settings(paths.config_file())):
        with screen.status(doing_line(trial)) if screen.is_terminal else contextlib.nullcontext():
            checks.append(trial.run())
        if not as_json:
            console.print(check_line(checks[-1], console))
    if as_json:
        print_json([asdict(check) for check in checks])
    else:
        console.print(verdict_line(checks))
    if any(check.status == "problem" for check in checks):
        raise typer.Exit(1)
