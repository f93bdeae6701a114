"""voicesim doctor: does everything work here?"""

from __future__ import annotations

from dataclasses import asdict

import typer

from voicesim.cli.options import Json
from voicesim.cli.output import print_json


def doctor(as_json: Json = False) -> None:
    """Try microphone, loudspeaker, voice, model and disk for real; ends with 1 on a problem."""
    from voicesim import paths
    from voicesim.checkup import Check, check_all
    from voicesim.cli.render.checkup import check_line
    from voicesim.cli.render.console import make_console
    from voicesim.config import load_settings

    console = make_console()
    checks: list[Check] = []
    for check in check_all(load_settings(paths.config_file())):
        checks.append(check)
        if not as_json:
            console.print(check_line(check))
    if as_json:
        print_json([asdict(check) for check in checks])
    if any(check.status == "problem" for check in checks):
        raise typer.Exit(1)
