"""Spoken answers of any length with known words, for measuring what is transcribed while one speaks."""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np

from tools.espeak import SAMPLE_RATE_HZ, Espeak, Speech
from voicesim.demo.candidate import sample_answers
from voicesim.speech.words import Word

UNSEEN = Path(__file__).parents[2] / "training" / "demo_model" / "data" / "unseen_answers.txt"
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
        at_s, to_s = length / SAMPLE_RATE_HZ, (length + last - first) / SAMPLE_RATE_HZ
        for word, *times_s in words_spoken(text, speech):
            start_s, end_s = np.clip(np.array(times_s) + at_s - first / SAMPLE_RATE_HZ, at_s, to_s)
            words.append(Word(word, float(start_s), float(end_s), 0.9))
        parts += [sound[first:last], np.zeros(round(rng.choice(pauses_s) * SAMPLE_RATE_HZ), np.float32)]
        length += len(parts[-2]) + len(parts[-1])
    ends_s = (length - len(parts[-1])) / SAMPLE_RATE_HZ
    parts[-1] = np.zeros(round(AFTER_S * SAMPLE_RATE_HZ), np.float32)
    sound = np.concatenate(parts)
    floor = 10 ** (FLOORS_DBFS[seed % len(FLOORS_DBFS)] / 20)
    noise = np.random.default_rng(seed).standard_normal(len(sound)) * floor
    return SpokenAnswer(np.clip(sound + noise, -1, 1).astype(np.float32), tuple(words), ends_s)


def words_spoken(text: str, speech: Speech) -> Iterator[tuple[str, float, float]]:
    """Every word of a text with its start and end in the sound, in seconds.

    espeak-ng tells one start for words that it runs together ("in the"); they share its time evenly.
    """
    first_letters = [word.character for word in speech.words]
    starts_s = [word.start_s for word in speech.words] + [speech.duration_s]
    told = [
        (max(0, bisect_right(first_letters, found.start()) - 1), found[0])
        for found in re.finditer(r"\S+", text)
    ]
    groups = [(start, [word for _, word in run]) for start, run in groupby(told, itemgetter(0))]
    ends = [start for start, _ in groups[1:]] + [len(first_letters)]
    for (start, run), end in zip(groups, ends, strict=True):
        edges = np.linspace(starts_s[start], starts_s[end], len(run) + 1)
        yield from ((word, float(edges[i]), float(edges[i + 1])) for i, word in enumerate(run))


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
