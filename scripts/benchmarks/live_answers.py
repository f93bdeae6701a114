"""Spoken answers of any length with known words, for measuring what is transcribed while one speaks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from scripts.demo_model.espeak import SAMPLE_RATE_HZ, Espeak
from voicesim.demo.candidate import sample_answers
from voicesim.speech.words import Word

UNSEEN = Path(__file__).parents[1] / "demo_model" / "unseen_answers.txt"
PAUSES_S = (0.15, 0.3, 0.45, 0.6, 0.8, 1.1, 1.6, 3.2)
FLOORS_DBFS = (-75.0, -60.0, -50.0)
AFTER_S = 5.0
"""Room noise after the last word: longer than any wait that is measured."""

JOINT_S = 1.2
"""The pause between two answers that are joined to a longer one: it ends a stretch, so that the second is cut
as it would be by itself."""


@dataclass(frozen=True, slots=True, eq=False)
class SpokenAnswer:
    """Sound (float32, 16 kHz, shape (n_samples,)), noise after its end included, and the words with times."""

    samples: np.ndarray
    words: tuple[Word, ...]
    ends_s: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def sentences() -> list[str]:
    """What the candidate can say: the demo's answers, and others that the demo model never heard."""
    texts = [part for answer in sample_answers() for part in answer.says if isinstance(part, str)]
    texts += UNSEEN.read_text(encoding="utf-8").replace("\n", " ").split(". ")
    return [text.rstrip(". ") + "." for text in texts if len(text.split()) >= 4]


def speak_answer(
    espeak: Espeak, seconds: float, seed: int, pauses_s: Sequence[float] = PAUSES_S
) -> SpokenAnswer:
    """An answer of about so many seconds; the same seed always gives the same words and pauses.

    The sound differs by some milliseconds with what espeak-ng spoke before.
    """
    rng = random.Random(seed)
    pool = sentences()
    parts: list[np.ndarray] = [np.zeros(round(rng.uniform(0.3, 2.0) * SAMPLE_RATE_HZ), np.float32)]
    words: list[Word] = []
    length = len(parts[0])
    while length < seconds * SAMPLE_RATE_HZ:
        text = rng.choice(pool)
        speech = espeak.say(text)
        sound = speech.samples
        loud = np.flatnonzero(np.abs(sound) > 0.003)
        first, last = loud[0], loud[-1] + 1
        starts = [max(0.0, word.start_s - first / SAMPLE_RATE_HZ) for word in speech.words]
        ends = [*starts[1:], (last - first) / SAMPLE_RATE_HZ]
        at_s = length / SAMPLE_RATE_HZ
        for word, start_s, end_s in zip(speech.words, starts, ends, strict=True):
            said = text[word.character :].split(maxsplit=1)[0]
            words.append(Word(said, at_s + start_s, at_s + max(start_s, end_s), 0.9))
        parts += [sound[first:last], np.zeros(round(rng.choice(pauses_s) * SAMPLE_RATE_HZ), np.float32)]
        length += len(parts[-2]) + len(parts[-1])
    ends_s = (length - len(parts[-1])) / SAMPLE_RATE_HZ
    parts[-1] = np.zeros(round(AFTER_S * SAMPLE_RATE_HZ), np.float32)
    sound = np.concatenate(parts)
    floor = 10 ** (FLOORS_DBFS[seed % len(FLOORS_DBFS)] / 20)
    noise = np.random.default_rng(seed).standard_normal(len(sound)) * floor
    return SpokenAnswer(np.clip(sound + noise, -1, 1).astype(np.float32), tuple(words), ends_s)


def joined(before: SpokenAnswer, ending: SpokenAnswer) -> SpokenAnswer:
    """One answer after the other as one, so that answers of several lengths can end in the same words."""
    lead = before.samples[: round((before.ends_s + JOINT_S) * SAMPLE_RATE_HZ)]
    lead_s = len(lead) / SAMPLE_RATE_HZ
    words = [
        replace(word, start_s=(word.start_s or 0.0) + lead_s, end_s=(word.end_s or 0.0) + lead_s)
        for word in ending.words
    ]
    return SpokenAnswer(
        np.concatenate([lead, ending.samples]), (*before.words, *words), lead_s + ending.ends_s
    )
