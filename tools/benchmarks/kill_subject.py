"""The program that is killed: the real command line, whose microphone keeps a tally that outlives it."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, MutableSequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.microphone import Block

PACE = 3.0
"""How much faster than a voice the answers are given."""

PHASES = ("starting", "asking", "recording", "transcribing", "judging", "storing")

PRELOADED = (
    "voicesim.cli.main",
    "voicesim.cli.session",
    "voicesim.cli.equipment",
    "voicesim.cli.terminal_desk",
    "voicesim.finish",
    "faster_whisper",
    "onnxruntime",
    "soundfile",
    "rich.live",
)
"""Imported once, by the process from which every program is forked: this alone makes a kill cheap."""


def run_program(
    home: Path,
    arguments: tuple[str, ...],
    said: Path,
    marks: Connection | None = None,
    delivered: MutableSequence[int] | None = None,
) -> None:
    """Run voicesim with its data in `home`; what it prints goes to the file `said`.

    Each phase is sent through `marks` as (name, monotonic seconds) when it begins; `delivered` counts the
    samples that the microphone gave for each answer.
    """
    os.environ |= {"VOICESIM_HOME": str(home), "HF_HUB_OFFLINE": "1", "COLUMNS": "100"}
    output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(output, 1)
    os.dup2(output, 2)
    if marks is not None and delivered is not None:
        _watch(lambda phase: marks.send((phase, time.monotonic())), delivered)
    from tqdm import tqdm  # type: ignore[import-untyped]

    from voicesim.cli.main import app, guarded

    tqdm.set_lock(threading.RLock())  # its own is one that multiprocessing would miss after a kill
    sys.argv = ["voicesim", *arguments]
    sys.exit(guarded(app))


def _watch(send: Callable[[str], None], delivered: MutableSequence[int]) -> None:
    from voicesim.assess.draft import Draft
    from voicesim.cli import answer_files
    from voicesim.cli.terminal_desk import TerminalDesk
    from voicesim.desk import Event, Working
    from voicesim.store.database import Database

    phases = ["starting"]
    show, finish, writing = TerminalDesk.show, Draft.finish, Database.writing

    def enter(phase: str) -> None:
        phases[-1] = phase
        send(phase)

    def showing(desk: TerminalDesk, event: Event) -> None:
        if isinstance(event, Working):
            enter("asking" if event.what.startswith("Preparing") else "transcribing")
        show(desk, event)

    def assessing(*arguments: Any, **options: Any) -> Any:
        enter("judging")
        return finish(*arguments, **options)

    @contextmanager
    def storing(database: Database) -> Iterator[None]:
        phases.append("storing")
        send("storing")
        with writing(database):
            yield
        phases.pop()
        send(phases[-1])

    microphones = iter(range(len(delivered)))

    def microphone(path: Path, *, paced: bool, **reading: Any) -> TalliedMicrophone:
        return TalliedMicrophone(path, next(microphones), delivered, lambda: enter("recording"))

    for owner, name, stand_in in (
        (TerminalDesk, "show", showing),
        (Draft, "finish", assessing),
        (Database, "writing", storing),
        (answer_files, "FileMicrophone", microphone),
    ):
        setattr(owner, name, stand_in)


class TalliedMicrophone:
    """A recording that comes at `PACE` times its speed, and the count of what was heard of it."""

    def __init__(
        self, path: Path, number: int, delivered: MutableSequence[int], opened: Callable[[], None]
    ) -> None:
        self._file = FileMicrophone(
            path,
            paced=True,
            clock=lambda: PACE * time.monotonic(),
            sleep=lambda seconds: time.sleep(seconds / PACE),
        )
        self._number, self._delivered, self._opened = number, delivered, opened

    @contextmanager
    def open(self) -> Iterator[Iterator[Block]]:
        self._opened()
        with self._file.open() as blocks:
            yield self._tallied(blocks)

    def _tallied(self, blocks: Iterator[Block]) -> Iterator[Block]:
        for block in blocks:
            self._delivered[self._number] += len(block.samples)
            yield block
