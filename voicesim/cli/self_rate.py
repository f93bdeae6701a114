"""Rating oneself before the feedback: asked for once, and kept in the settings."""

from __future__ import annotations

from typing import Annotated

import typer

from voicesim import paths
from voicesim.cli.keep_setting import keep_setting
from voicesim.cli.output import say
from voicesim.config import Settings

SelfRate = Annotated[
    bool | None,
    typer.Option(
        "--self-rate/--no-self-rate",
        help="Say how an answer went before you are told; kept as a setting until you choose otherwise.",
    ),
]


def self_rating(wanted: bool | None, settings: Settings, *, askable: bool) -> bool:
    """Whether to ask in this interview: as it was said now, which is kept, else as it was said before."""
    if wanted is not None and wanted != settings.self_rate:
        path = paths.config_file()
        keep_setting(path, "self_rate", wanted)
        told = "before the feedback" if wanted else "no more"
        undo = "--no-self-rate" if wanted else "--self-rate"
        say(f"You rate yourself {told}, from now on ({path}); {undo} changes it.")
    if wanted and not askable:
        say("Nobody can be asked without a terminal or hands free, so no answer is rated this time.")
    return askable and (settings.self_rate if wanted is None else wanted)
