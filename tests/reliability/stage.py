"""A place for things to go wrong: the whole program in this process, with a microphone that meets faults."""

from __future__ import annotations

import contextlib
import os
import pkgutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.practised import Call, Done
from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.microphone import Block, Microphone
from voicesim.audio.player import Player, SilentPlayer
from voicesim.audio.wav import read_wav
from voicesim.speech.speaker import Speaker
from voicesim.store.history import History
from voicesim.store.records import Attempt

QUESTION = "quality"


def noise(seconds: float) -> Clip:
    """As loud as a voice, and nobody speaks: quick to judge."""
    chance = np.random.default_rng(0)
    return Clip((0.1 * chance.standard_normal(round(seconds * RATE_HZ))).astype(np.float32))


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Delivers a clip as fast as it is heard; `happens` when `at_s` seconds of it were heard."""

    clip: Clip
    happens: Callable[[], None]
    at_s: float = 1.0

    def open(self) -> AbstractContextManager[Iterator[Block]]:
        return self._open()

    @contextmanager
    def _open(self) -> Iterator[Iterator[Block]]:
        with FileMicrophone(self.clip, paced=False).open() as blocks:
            yield self._heard(blocks)

    def _heard(self, blocks: Iterator[Block]) -> Iterator[Block]:
        samples, waiting = 0, True
        for block in blocks:
            if waiting and samples >= self.at_s * RATE_HZ:
                waiting = False
                self.happens()
            samples += len(block.samples)
            yield block


@dataclass
class Stage:
    """`home` is the data directory. `undo` puts the world right again, `leave` takes the stage down."""

    home: Path
    folder: Path
    patch: pytest.MonkeyPatch
    call: Call
    leave: contextlib.ExitStack
    undo: contextlib.ExitStack
    speaker: Speaker
    fake_python: Callable[[str], str]
    arguments: tuple[object, ...] = ("--no-voice",)
    model: object = "demo"
    microphone: Microphone = field(default_factory=lambda: FileMicrophone(noise(2.0), paced=False))
    player: Player = field(default_factory=lambda: SilentPlayer(paced=False))

    def practise(self) -> Done:
        """A whole interview of one question, with this stage's microphone and loudspeaker."""
        equipment = "voicesim.cli.equipment"
        self.patch.setattr(f"{equipment}._from_device", lambda name: lambda question, number: self.microphone)
        self.patch.setattr(f"{equipment}.loudspeaker", lambda name, paced: self.player)
        given = ("--question", QUESTION, "--prep", "0", "--model", self.model)
        return self.call("practice", *given, *self.arguments)

    def finish(self) -> Done:
        """What the person does when the fault is gone."""
        self.undo.close()
        return self.call("transcribe", "--pending", "--model", "demo")

    @property
    def database(self) -> Path:
        return self.home / "history.sqlite3"

    def answers(self) -> tuple[Attempt, ...]:
        with History.open(self.database) as history:
            return history.attempts()

    def kept_s(self) -> list[float]:
        """How much sound lies in each recording."""
        files = sorted((self.home / "recordings").rglob("*.wav"))
        return [round(read_wav(file).duration_s, 2) for file in files]

    def meanwhile(self, happens: Callable[[], None], seconds: float = 2.0, at_s: float = 1.0) -> None:
        """Let it happen while the answer is being recorded."""
        self.microphone = Meanwhile(noise(seconds), happens, at_s)

    def before(self, name: str, happens: Callable[[], None]) -> None:
        """Let it happen when the function of this name is called for the first time."""
        module, _, attribute = name.rpartition(".")
        function = pkgutil.resolve_name(name)

        waiting = [happens]

        def after(*arguments: Any, **options: Any) -> Any:
            while waiting:
                waiting.pop()()
            return function(*arguments, **options)

        self.patch.setattr(pkgutil.resolve_name(module), attribute, after)

    def spoken(self) -> Path:
        """A sentence in the voice that the demo model understands."""
        return self.speaker.render("We gave up the dashboard, and retention went up by twelve percent.")

    def mount(self, size: str = "3m") -> None:
        """The data directory on a small disk of its own. Skips where this user may not mount one."""
        self.home.mkdir(exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "none", str(self.home)]
        if sys.platform != "linux" or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("no disk can be mounted here; the same is tried with a limit for the size of files")
        self.leave.callback(self._unmount)

    def _unmount(self) -> None:
        subprocess.run(["umount", "--lazy", self.home], check=True)

    def fill_disk(self) -> None:
        filler = self.home / "filler"
        with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))
        self.undo.callback(filler.unlink)

    def limit_files(self, size: int) -> None:
        """No file can grow beyond so many bytes: a full disk that needs no rights."""
        resource = pytest.importorskip("resource", reason="needs POSIX limits")
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        self.undo.callback(resource.setrlimit, resource.RLIMIT_FSIZE, before)

    def write_protect(self) -> None:
        """For root too, to whom modes mean nothing."""
        if os.geteuid() == 0:
            self.mount()
            self._remount("ro")
            self.undo.callback(self._remount, "rw")
        else:
            self.home.mkdir()
            self.home.chmod(0o500)
            self.undo.callback(self.home.chmod, 0o700)

    def _remount(self, mode: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{mode}", self.home], check=True)

    def be_impatient(self) -> None:
        self.patch.setitem(History.open.__func__.__kwdefaults__, "busy_s", 0.3)  # type: ignore[attr-defined]

    def lock(self) -> None:
        """Another program takes hold of the history."""
        other = sqlite3.connect(self.database, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        self.undo.callback(other.close)
