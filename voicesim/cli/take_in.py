"""voicesim import: remarks that somebody else wrote, taken into the history."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from voicesim import paths
from voicesim.cli.output import say
from voicesim.inputs.remarks import read_remarks
from voicesim.store.history import History
from voicesim.store.sent_remarks import take_remarks
from voicesim.wording import count


def take_in(
    files: Annotated[
        list[Path], typer.Argument(help="Files with remarks, as the page of export --bundle saves them.")
    ],
) -> None:
    """Import the remarks that a coach wrote in the page that export --bundle made."""
    sent = [(path, read_remarks(path)) for path in files]
    with History.open(paths.history_file()) as history:
        for path, remarks in sent:
            kept = take_remarks(history, remarks)
            known = len(remarks) - kept
            more = f"; {known} of them {'was' if known == 1 else 'were'} here already" if known else ""
            say(f"{path}: {count(kept, 'new remark')}{more}.")
