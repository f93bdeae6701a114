"""The demo's candidate: sample answers, spoken by the voice that the demo model understands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from voicesim.audio.clip import RATE_HZ, Clip, Samples
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.files import read_audio
from voicesim.audio.microphone import Block, Microphone
from voicesim.audio.player import Player
from voicesim.speech.speaker import Speaker

VOICE = "en-us"
RATE_WPM = 160
"""The voice and rate that the demo model was trained on most."""

TARGET_S = 40.0
"""Sample answers are short, so that the whole demo takes about two minutes."""

ROOM_NOISE_DBFS = -66.0
TAIL_S = 0.6


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """What the candidate says to a question: texts, and silences in seconds between them."""

    question_id: str
    shows: str
    says: tuple[str | float, ...]

    @property
    def text(self) -> str:
        return " ".join(part for part in self.says if isinstance(part, str))


@cache
def sample_answers() -> tuple[SampleAnswer, ...]:
    """The sample answers of the built-in bank, in the order in which the demo shows them."""
    return tuple(
        SampleAnswer(entry["question"], entry["shows"], tuple(entry["says"]))
        for entry in _script()["answers"]
    )


@cache
def sample_reply(question_id: str, point_id: str) -> SampleAnswer:
    """What the candidate says to the follow-up about a point: something of use where the script has it."""
    replies = _script()["replies"]
    found = [each for each in replies if (each["question"], each["point"]) == (question_id, point_id)]
    entry = (found or [_script()["otherwise"]])[0]
    return SampleAnswer(question_id, entry["shows"], tuple(entry["says"]))


@cache
def _script() -> dict[str, Any]:
    import yaml

    text = resources.files("voicesim.demo").joinpath("answers.yaml").read_text(encoding="utf-8")
    script: dict[str, Any] = yaml.safe_load(text)
    return script


def speak(answer: SampleAnswer, speaker: Speaker, seed: int = 0) -> Clip:
    """The answer as sound, with its silences and a faint room noise. Raises VoiceError."""
    parts: list[Samples] = []
    for run in _runs(answer.says):
        if isinstance(run, float):
            parts.append(np.zeros(round(run * RATE_HZ), np.float32))
        else:
            parts.append(_trimmed(read_audio(speaker.render(run)).samples))
    parts.append(np.zeros(round(TAIL_S * RATE_HZ), np.float32))
    sound = np.concatenate(parts)
    noise = np.random.default_rng(seed).standard_normal(len(sound)).astype(np.float32)
    return Clip(np.clip(sound + noise * np.float32(10 ** (ROOM_NOISE_DBFS / 20)), -1, 1))


def _runs(says: tuple[str | float, ...]) -> Iterator[str | float]:
    """Neighbouring sentences joined: the voice itself knows how long to breathe between them."""
    texts: list[str] = []
    for part in says:
        if isinstance(part, str):
            texts.append(part)
            continue
        if texts:
            yield " ".join(texts)
            texts = []
        yield float(part)
    if texts:
        yield " ".join(texts)


def _trimmed(samples: Samples, floor: float = 1e-3) -> Samples:
    loud = np.flatnonzero(np.abs(samples) > floor)
    return samples[loud[0] : loud[-1] + 1] if len(loud) else samples[:0]


@dataclass(frozen=True, slots=True)
class CandidateMicrophone:
    """The candidate as a microphone, who can also be heard where there is a loudspeaker."""

    clip: Clip
    player: Player | None
    paced: bool

    def open(self) -> AbstractContextManager[Iterator[Block]]:
        return self._open()

    @contextmanager
    def _open(self) -> Iterator[Iterator[Block]]:
        source: Microphone = FileMicrophone(self.clip, paced=self.paced)
        with source.open() as blocks:
            playback = self.player.play(self.clip) if self.player is not None else None
            try:
                yield blocks
            finally:
                if playback is not None:
                    playback.stop()
