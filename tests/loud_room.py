"""A loudspeaker and a microphone in one room: what is played is heard in the microphone, a moment later."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import numpy as np

from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.microphone import Block
from voicesim.audio.player import Playback, SilentPlayer, load
from voicesim.bank.question import Question

BLOCK = 512
BLOCK_S = BLOCK / RATE_HZ
LATENCY_S = 0.15
"""From the loudspeaker's samples to the microphone's; sound cards and walls take as long."""

SILENCE_S = 40.0
"""How long somebody is silent after all that they say, before their microphone ends."""

LOUDNESS = 0.95
"""The loudspeaker stands beside the microphone: nobody who speaks is as loud."""


class LoudRoom(SilentPlayer):
    """Where somebody says one clip after the other, each as an answer, and falls silent while something is
    played. Its clock stands still for a machine that is too slow."""

    def __init__(self, *clips: Clip, silence_s: float = SILENCE_S) -> None:
        super().__init__(paced=True, clock=self.clock)
        self._clips = list(clips)
        self._silence_s = silence_s
        self._played: list[tuple[float, float]] = []
        self._time_s = 0.0
        self._open = False
        self._closed_at = time.monotonic()

    def clock(self) -> float:
        return self._time_s if self._open else self._time_s + time.monotonic() - self._closed_at

    def play(self, sound: Clip | Path | str) -> Playback:
        start_s = self.clock()
        self._played.append((start_s, start_s + load(sound).duration_s))
        return super().play(sound)

    def microphone(self, question: Question, number: int) -> RoomMicrophone:
        return RoomMicrophone(self, self._clips.pop(0), self._silence_s)

    def heard_from_the_loudspeaker(self) -> bool:
        return any(a <= self._time_s - LATENCY_S <= b for a, b in self._played)

    def plays(self) -> bool:
        return any(a <= self._time_s <= b + LATENCY_S for a, b in self._played)

    @contextmanager
    def listening(self) -> Iterator[None]:
        self._time_s, self._open = self.clock(), True
        try:
            yield
        finally:
            self._closed_at, self._open = time.monotonic(), False

    def next_block(self) -> None:
        time.sleep(BLOCK_S)
        self._time_s += BLOCK_S


class RoomMicrophone:
    def __init__(self, room: LoudRoom, clip: Clip, silence_s: float) -> None:
        self._room = room
        silence = np.zeros(round(silence_s * RATE_HZ), np.float32)
        self._said = np.concatenate([clip.samples, silence])

    def open(self) -> AbstractContextManager[Iterator[Block]]:
        return self._opened()

    @contextmanager
    def _opened(self) -> Iterator[Iterator[Block]]:
        with self._room.listening():
            yield self._blocks()

    def _blocks(self) -> Iterator[Block]:
        at = 0
        while at < len(self._said):
            self._room.next_block()
            samples = np.zeros(BLOCK, np.float32)
            if not self._room.plays():
                said = self._said[at : at + BLOCK]
                samples[: len(said)] = said
                at += BLOCK
            if self._room.heard_from_the_loudspeaker():
                samples[:] = LOUDNESS
            yield Block(samples)
