"""The seams of an interview, with a page behind each: desk, microphone, loudspeaker."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import soundfile

from voicesim.assess.norms import Norms
from voicesim.audio.clip import Clip
from voicesim.audio.microphone import Block
from voicesim.audio.player import load
from voicesim.desk import Command, Event
from voicesim.web.practice.line import PageLine
from voicesim.web.practice.loudspeaker import PagePlayback
from voicesim.web.practice.scene import after


@dataclass(frozen=True, slots=True)
class PageDesk:
    line: PageLine
    norms: Norms

    def show(self, event: Event) -> None:
        self.line.change(after(self.line.scene, event, self.norms))

    def command(self, timeout_s: float) -> Command | None:
        return self.line.command(timeout_s)


@dataclass(frozen=True, slots=True)
class PageMicrophone:
    line: PageLine

    @contextmanager
    def open(self) -> Iterator[Iterator[Block]]:
        """Returns when sound arrives. Raises AudioError when none does, and out of the iterator when no page
        came back for long, or its microphone has ended."""
        ear = self.line.listen()
        try:
            ear.wait()
            yield ear.blocks()
        finally:
            self.line.listen_no_more(ear)


@dataclass(frozen=True, slots=True)
class PagePlayer:
    line: PageLine

    def play(self, sound: Clip | Path | str) -> PagePlayback:
        """Raises InputError when the file cannot be read."""
        clip = load(sound)
        wav = io.BytesIO()
        soundfile.write(wav, clip.samples, clip.rate_hz, format="WAV", subtype="PCM_16")
        return self.line.play(wav.getvalue(), clip.duration_s)
