"""A microphone with the faults that real ones have, on demand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np

from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.microphone import Block
from voicesim.errors import AudioError


@dataclass(frozen=True, slots=True)
class FaultyMicrophone:
    """Delivers a clip as fast as it is heard, with faults at these seconds of it.

    `refuses` is the sentence with which it cannot be opened; `lost_at_s` is where it is unplugged;
    `zeros_from_s` is where it is muted; `overflows_at_s` are the seconds before which sound was lost.
    """

    clip: Clip
    refuses: str | None = None
    lost_at_s: float | None = None
    zeros_from_s: float | None = None
    overflows_at_s: tuple[float, ...] = ()

    @contextmanager
    def open(self) -> Iterator[Iterator[Block]]:
        if self.refuses is not None:
            raise AudioError(self.refuses)
        with FileMicrophone(self.clip, paced=False).open() as blocks:
            yield self._spoilt(blocks)

    def _spoilt(self, blocks: Iterator[Block]) -> Iterator[Block]:
        at_s = 0.0
        for block in blocks:
            end_s = at_s + len(block.samples) / RATE_HZ
            if self.lost_at_s is not None and end_s > self.lost_at_s:
                raise AudioError("The microphone stopped delivering sound.")
            if self.zeros_from_s is not None and end_s > self.zeros_from_s:
                block = replace(block, samples=np.zeros_like(block.samples))
            yield replace(block, overflowed=any(at_s <= second < end_s for second in self.overflows_at_s))
            at_s = end_s
