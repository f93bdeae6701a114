"""voicesim doctor: does everything work here, and how well is this person heard?"""

from __future__ import annotations

import contextlib
from dataclasses import asdict
from typing import Annotated

import typer

from voicesim import paths
from voicesim.checkup import Check, trials
from voicesim.cli.calibrate import run
from voicesim.cli.options import AnswersDir, InputDevice, Json
from voicesim.cli.output import print_json
from voicesim.cli.render.checkup import check_line, doing_line, verdict_line
from voicesim.cli.render.console import make_console
from voicesim.config import Settings, load_settings
from voicesim.errors import InputError


def doctor(
    calibrate: Annotated[
        bool,
        typer.Option(
            "--calibrate", help="Read three sentences aloud instead, and see what each speech model hears."
        ),
    ] = False,
    model: Annotated[
        str | None,
        typer.Option("--model", help="Calibrate only this speech model, a name or directory."),
    ] = None,
    input_device: InputDevice = None,
    answers: AnswersDir = None,
    as_json: Json = False,
) -> None:
    """Try microphone, loudspeaker, voice, model and disk for real; ends with 1 on a problem."""
    settings = load_settings(paths.config_file())
    if calibrate:
        run(settings, model, input_device, answers, as_json=as_json)
    elif model or input_device or answers:
        raise InputError("--model, --input and --answers go with --calibrate; doctor tries what is set.")
    else:
        _try_all(settings, as_json=as_json)


def _try_all(settings: Settings, *, as_json: bool) -> None:
    console = make_console()
    screen = make_console(stderr=True)
    checks: list[Check] = []
    for trial in trials(settings):
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
