"""The seam behind which every source of a spoken answer stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from voicesim.audio.clip import Samples


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A short run of sound at 16 kHz as it arrives; `overflowed` when some was lost just before it."""

    samples: Samples
    overflowed: bool = False


class Microphone(Protocol):
    """Something that can be listened to: a device, a file, a buffer."""

    def open(self) -> AbstractContextManager[Iterator[Block]]:
        """Start to listen. The iterator ends when the source does (a file at its end; a device never).

        Raises AudioError when the source cannot be opened, and out of the iterator when it stops delivering.
        """
        ...
