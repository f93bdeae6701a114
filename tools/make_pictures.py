"""Draw docs/images/terminal.svg: what the demo really shows, as rich draws it.

python -m tools.make_pictures
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from rich.console import Console

from voicesim.assess.norms import load_norms
from voicesim.audio.player import SilentPlayer
from voicesim.bank.load import load_bank
from voicesim.cli.keys import NoKeys
from voicesim.cli.render.console import THEME
from voicesim.cli.render.live import recording_line
from voicesim.cli.render.summary import summary
from voicesim.cli.terminal_desk import TerminalDesk
from voicesim.demo.cast import cast_demo
from voicesim.desk import RecordingState
from voicesim.interview.conductor import Interview
from voicesim.interview.equipment import Pacing
from voicesim.paths import history_file, recordings_dir
from voicesim.store.history import History

IMAGES = Path(__file__).parent.parent / "docs" / "images"
WIDTH = 104


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VOICESIM_HOME"] = folder
        draw()


def draw() -> None:
    norms, bank = load_norms(), load_bank("senior-pm")
    console = Console(theme=THEME, width=WIDTH, record=True, force_terminal=True, highlight=False)
    plan, equipment = cast_demo(bank, 2, SilentPlayer(paced=False), fast=True)
    pacing = Pacing(prep_s=0, max_s=lambda target_s: 300, linger_s=0)
    desk = TerminalDesk(console, NoKeys(), norms, None)
    console.print("$ scripts/practice", style="quiet")
    with History.open(history_file()) as history:
        interview = Interview(bank, plan, "demo", pacing, equipment, history, recordings_dir(), norms, desk)
        console.print()
        session = interview.run()
        console.print()
        console.print(recording_line(RecordingState(33.0, 40.0, 300, -24.0, False), norms, console))
        console.print()
        console.print(summary(history.attempts(session.id)))
    IMAGES.mkdir(parents=True, exist_ok=True)
    console.save_svg(str(IMAGES / "terminal.svg"), title="voicesim")


if __name__ == "__main__":
    main()
