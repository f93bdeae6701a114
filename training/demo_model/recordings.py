"""Synthesised sentences on disk: log-mel frames with the times of their words and phonemes."""

from __future__ import annotations

import json
import random
import re
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from faster_whisper.feature_extractor import FeatureExtractor

from tools.espeak import SAMPLE_RATE_HZ, Espeak, Speech
from training.demo_model.sentences import TextSource

MEL_FRAMES_A_SECOND = 100
VOICES = (
    ("en-us", 0.50), ("en", 0.08), ("en-us+m3", 0.07), ("en-us+f2", 0.07), ("en-us+m1", 0.04),
    ("en-us+f4", 0.04), ("en-gb-x-rp", 0.06), ("en-gb-scotland", 0.06), ("en-us+m7", 0.03),
    ("en-us+f3", 0.03), ("en-us-nyc", 0.02),
)  # fmt: skip
_SILENCE = 1e-3
_LEAD_SAMPLES, _TAIL_SAMPLES = 160, 800
_LONGEST_S = 14.0
_HESITANT = re.compile(r"\b(um|uh|er|hmm|you know)\b", re.IGNORECASE)


class LogMel:
    """Whisper's log-mel frames before their normalisation, which needs the whole window."""

    def __init__(self) -> None:
        self._extractor = FeatureExtractor()
        self._window = np.hanning(self._extractor.n_fft + 1)[:-1].astype(np.float32)

    def __call__(self, samples: np.ndarray) -> np.ndarray:
        """Mono 16 kHz samples to float32 [frames, 80], log10 of the mel power, at least -10."""
        extractor = self._extractor
        spectrum = extractor.stft(
            samples, extractor.n_fft, extractor.hop_length, window=self._window, return_complex=True
        )
        power: np.ndarray = extractor.mel_filters @ (np.abs(spectrum[..., :-1]) ** 2)
        levels: np.ndarray = np.log10(np.clip(power, 1e-10, None))
        return levels.astype(np.float32).T


@dataclass(frozen=True, slots=True)
class Recording:
    """One spoken sentence. Word and phoneme starts are in mel frames (10 ms) from the first frame."""

    passage: int
    kind: str
    text: str
    offset: int
    frames: int
    words: tuple[tuple[int, int, float], ...]  # character, length, start
    phonemes: tuple[tuple[float, str], ...]


def trimmed(speech: Speech) -> tuple[np.ndarray, float] | None:
    """The samples without the silence around them and the seconds cut from the front; None for silence."""
    loud = np.flatnonzero(np.abs(speech.samples) > _SILENCE)
    if len(loud) == 0 or (loud[-1] - loud[0]) > _LONGEST_S * SAMPLE_RATE_HZ:
        return None
    first = max(0, int(loud[0]) - _LEAD_SAMPLES)
    return speech.samples[first : int(loud[-1]) + _TAIL_SAMPLES], first / SAMPLE_RATE_HZ


def voice_of(rng: random.Random) -> tuple[str, int, int]:
    """A voice, its rate in words a minute and its pitch; the demo's own settings most often."""
    voice = rng.choices([name for name, _ in VOICES], [weight for _, weight in VOICES])[0]
    rate = 160 if rng.random() < 0.35 else round(rng.triangular(130, 210, 162))
    return voice, rate, 50 if rng.random() < 0.5 else rng.randint(38, 62)


def synthesise(folder: Path, seed: int, hours: float, texts: TextSource) -> None:
    """Speak passages until `hours` of sound lie in folder/part-<seed>.mel and .jsonl."""
    espeak, mel, rng = Espeak(), LogMel(), random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    wanted, written, passage_number = round(hours * 3600 * MEL_FRAMES_A_SECOND), 0, 0
    part = folder / f"part-{seed}.part"
    with part.open("wb") as sound, (folder / f"part-{seed}.jsonl").open("w", encoding="utf-8") as index:
        while written < wanted:
            passage, (voice, rate, pitch) = texts.passage(), voice_of(rng)
            passage_number += 1
            for text in passage.sentences:
                speech = espeak.say(text, voice, rate, pitch)
                if (cut := trimmed(speech)) is None:
                    continue
                samples, lead_s = cut
                frames = mel(samples)
                sound.write(frames.astype(np.float16).tobytes())
                entry = {
                    "passage": passage_number,
                    "kind": passage.kind,
                    "text": text,
                    "offset": written,
                    "frames": len(frames),
                    "words": [(w.character, w.length, _frame(w.start_s - lead_s)) for w in speech.words],
                    "phonemes": [
                        (_frame(start - lead_s), name.strip("',")) for start, name in speech.phonemes
                    ],
                }
                index.write(json.dumps(entry) + "\n")
                written += len(frames)
    part.rename(folder / f"part-{seed}.mel")


def _frame(seconds: float) -> float:
    return round(seconds * MEL_FRAMES_A_SECOND, 1)


class Library:
    """The recordings of a folder, their frames mapped from disk."""

    def __init__(self, folder: Path) -> None:
        self.recordings: list[Recording] = []
        self._sounds: list[np.ndarray] = []
        self._part_of: list[int] = []
        for number, sound in enumerate(sorted(folder.glob("part-*.mel"))):
            self._sounds.append(np.memmap(sound, np.float16, "r").reshape(-1, 80))
            for line in sound.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines():
                entry = json.loads(line)
                entry["words"] = tuple(tuple(word) for word in entry["words"])
                entry["phonemes"] = tuple((start, name) for start, name in entry["phonemes"])
                entry["passage"] += number * 10_000_000
                self.recordings.append(Recording(**entry))
                self._part_of.append(number)
        if not self.recordings:
            raise FileNotFoundError(f"no recordings in {folder}: synthesise some first")

    def hesitant(self) -> Library:
        """The same library with none but the sentences in which a filled pause is spoken."""
        found = [number for number, one in enumerate(self.recordings) if _HESITANT.search(one.text)]
        library = copy(self)
        library.recordings = [self.recordings[number] for number in found]
        library._part_of = [self._part_of[number] for number in found]
        return library

    def frames(self, index: int) -> np.ndarray:
        """The log-mel frames of a recording, float32 [frames, 80]."""
        recording = self.recordings[index]
        sound = self._sounds[self._part_of[index]]
        return sound[recording.offset : recording.offset + recording.frames].astype(np.float32)
