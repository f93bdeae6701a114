"""Answers put together from synthetic speech, silences, filled pauses and noise, with every time known."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from tools.espeak import SAMPLE_RATE_HZ, Espeak
from voicesim.assess.assessment import Gap
from voicesim.speech.words import SpeechSpan, Word

# Not f2 and f3: espeak-ng mixes breath into them that differs from one process to the next.
VOICES = ("en-us", "en-us+f1", "en-us+m3", "en-gb-x-rp", "en-us+f4", "en-gb-scotland", "en-us+m7")
RATES_WPM = (130, 190)
FLOORS_DBFS = (-75.0, -60.0, -50.0)
FILLED_PAUSES = ("um", "uh", "erm")
_SPEECH_RMS = 0.08
_AUDIBLE = 0.004  # of full scale: quieter edges of a synthetic phrase are silence
_SENTENCES = (
    "We sold software to small clinics, and renewals were falling.",
    "I asked twenty nurses what they did all morning.",
    "Most of them typed the same numbers into three different systems.",
    "So we chose the import and dropped the new colours.",
    "The head of sales wanted a mobile app instead.",
    "I showed him the recordings, and he agreed to wait until spring.",
    "Engineering needed nine weeks, which left no time for the reports.",
    "We told every customer in April what would change.",
    "Two of them complained, and I called them both myself.",
    "By September renewals had gone from seventy to ninety percent.",
    "I learned to watch people work before I write anything down.",
    "The board asked for the same plan in the other countries.",
)


@dataclass(frozen=True, slots=True)
class Built:
    """One answer: sound (float32, 16 kHz) and the truth about it, times in seconds.

    `words` leaves the filled pauses out, as a speech model does; `absorbed` are the same words where each
    one after a filled pause begins with it, which is what Whisper's word times do.
    """

    samples: np.ndarray
    words: tuple[Word, ...]
    absorbed: tuple[Word, ...]
    filled_pauses: tuple[Gap, ...]
    silences: tuple[Gap, ...]
    spans: tuple[SpeechSpan, ...]


@dataclass
class _Builder:
    """What was put together so far."""

    pieces: list[np.ndarray] = field(default_factory=list)
    length: int = 0
    words: list[Word] = field(default_factory=list)
    absorbed: list[Word] = field(default_factory=list)
    filled: list[Gap] = field(default_factory=list)
    voiced: list[SpeechSpan] = field(default_factory=list)
    filler_from_s: float | None = None

    @property
    def now_s(self) -> float:
        return self.length / SAMPLE_RATE_HZ

    def add(self, samples: np.ndarray) -> None:
        self.pieces.append(samples)
        self.length += len(samples)

    def silence(self, seconds: float) -> None:
        self.add(np.zeros(round(seconds * SAMPLE_RATE_HZ)))

    def phrase(self, text: str, sound: np.ndarray, starts_s: list[float]) -> None:
        begin_s, end_s = self.now_s, self.now_s + len(sound) / SAMPLE_RATE_HZ
        edges = [begin_s + start_s for start_s in starts_s[1:]] + [end_s]
        for word, start_s, stop_s in zip(text.split(), [begin_s, *edges[:-1]], edges, strict=True):
            self.words.append(Word(word, start_s, stop_s, 0.9))
            heard_s = start_s if self.filler_from_s is None else self.filler_from_s
            self.absorbed.append(Word(word, heard_s, stop_s, 0.9))
            self.filler_from_s = None
        self.voiced.append(SpeechSpan(begin_s, end_s))
        self.add(sound)

    def filled_pause(self, sound: np.ndarray) -> None:
        self.filler_from_s = self.now_s
        end_s = self.now_s + len(sound) / SAMPLE_RATE_HZ
        self.filled.append(Gap(self.now_s, end_s))
        self.voiced.append(SpeechSpan(self.now_s, end_s))
        self.add(sound)


def build(espeak: Espeak, seed: int, filled_pauses: bool = True, sentences: int = 8) -> Built:
    """An answer of about half a minute; the same seed always gives the same one."""
    rng = random.Random(seed)
    voice, rate = rng.choice(VOICES), rng.randint(*RATES_WPM)
    built = _Builder()
    built.silence(rng.uniform(0.4, 3.0))
    for number, sentence in enumerate(rng.sample(_SENTENCES, sentences)):
        if number:
            built.silence(rng.choice((0.3, 0.55, 0.8, 1.2, 2.1, 2.6, 4.5)))
        for place, phrase in enumerate(_phrases(sentence, rng)):
            if place and filled_pauses and rng.random() < 0.6:
                built.silence(rng.choice((0.02, 0.15, 0.3)))
                built.filled_pause(_filled_pause(espeak, rng, voice))
                built.silence(rng.choice((0.02, 0.15, 0.3)))
            elif place:
                built.silence(rng.choice((0.02, 0.25, 0.6, 1.0)))
            built.phrase(phrase, *_spoken(espeak, phrase, voice, rate))
    built.silence(rng.uniform(0.5, 1.5))
    floor_dbfs = FLOORS_DBFS[seed % len(FLOORS_DBFS)]
    spans = _joined(built.voiced)
    gaps = tuple(Gap(a.end_s, b.start_s) for a, b in pairwise(spans))
    return Built(
        samples=_with_room(np.concatenate(built.pieces), gaps, floor_dbfs, seed),
        words=tuple(built.words),
        absorbed=tuple(built.absorbed),
        filled_pauses=tuple(built.filled),
        silences=gaps,
        spans=spans,
    )


def _phrases(sentence: str, rng: random.Random) -> list[str]:
    words = sentence.split()
    cut = rng.randint(3, len(words) - 3)
    return [" ".join(words[:cut]), " ".join(words[cut:])]


def _spoken(espeak: Espeak, text: str, voice: str, rate: int) -> tuple[np.ndarray, list[float]]:
    """The sound without silence around it and where each of its words starts, in seconds."""
    speech = espeak.say(text, voice, rate)
    sound, cut_s = _trimmed(speech.samples)
    starts = {word.character: word.start_s - cut_s for word in speech.words}
    places = [match.start() for match in re.finditer(r"\S+", text)]
    even_s = len(sound) / SAMPLE_RATE_HZ / len(places)
    return sound, [starts.get(place, number * even_s) for number, place in enumerate(places)]


def _filled_pause(espeak: Espeak, rng: random.Random, voice: str) -> np.ndarray:
    """An um of 0.35 to 0.7 s."""
    sound, _ = _trimmed(espeak.say(rng.choice(FILLED_PAUSES), voice, rng.randint(80, 110)).samples)
    wanted = rng.uniform(0.35, 0.7) * SAMPLE_RATE_HZ
    middle, half = len(sound) // 3, SAMPLE_RATE_HZ // 50
    loop = sound[middle : middle + 2 * half] * np.hanning(2 * half)
    held = np.zeros(max(half, int(wanted) - len(sound) + half))
    for start in range(0, len(held) - 2 * half, half):
        held[start : start + 2 * half] += loop
    return np.concatenate([sound[: middle + half], held, sound[middle + half :]])[: int(wanted)]


def _trimmed(samples: np.ndarray) -> tuple[np.ndarray, float]:
    levelled = samples * _SPEECH_RMS / max(1e-6, float(np.sqrt(np.mean(samples**2))))
    loud = np.flatnonzero(np.abs(levelled) > _AUDIBLE)
    return levelled[loud[0] : loud[-1] + 1], loud[0] / SAMPLE_RATE_HZ


def _joined(voiced: list[SpeechSpan]) -> tuple[SpeechSpan, ...]:
    """Voiced stretches less than 0.1 s apart are one: nobody hears a pause there."""
    joined: list[SpeechSpan] = []
    for span in voiced:
        if joined and span.start_s - joined[-1].end_s < 0.1:
            span = SpeechSpan(joined.pop().start_s, span.end_s)
        joined.append(span)
    return tuple(joined)


def _with_room(sound: np.ndarray, gaps: tuple[Gap, ...], floor_dbfs: float, seed: int) -> np.ndarray:
    """The sound in a room: steady noise, and a breath in every third long silence."""
    rng = np.random.default_rng(seed)
    room = sound + rng.standard_normal(len(sound)) * 10 ** (floor_dbfs / 20)
    for gap in [gap for gap in gaps if gap.end_s - gap.start_s >= 1.0][::3]:
        length = int(0.4 * SAMPLE_RATE_HZ)
        start = int((gap.start_s + 0.3) * SAMPLE_RATE_HZ)
        room[start : start + length] += rng.standard_normal(length) * np.hanning(length) * 10 ** (-45 / 20)
    return np.clip(room, -1, 1).astype(np.float32)
