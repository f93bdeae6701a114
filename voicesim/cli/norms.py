"""voicesim norms: every threshold that verdicts and advice rest on, with its source."""

from __future__ import annotations

from dataclasses import asdict

from voicesim import paths
from voicesim.assess.norms import explain_norms, load_norms
from voicesim.cli.options import Json
from voicesim.cli.output import print_json
from voicesim.cli.render.console import make_console
from voicesim.cli.render.norms import norms_list
from voicesim.config import load_settings


def norms(as_json: Json = False) -> None:
    """The thresholds behind every verdict, their sources, and which of them you changed."""
    settings = paths.config_file()
    explained = explain_norms(load_norms(load_settings(settings).norms))
    if as_json:
        print_json([asdict(norm) for norm in explained])
        return
    console = make_console()
    console.print(norms_list(explained), soft_wrap=not console.is_terminal)
    console.print(f"\nChange one in {settings}, below a line [norms]: pause_long_s = 1.5", markup=False)
