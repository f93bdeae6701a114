"""How many words are wrong when an answer is transcribed while it is spoken, beside the whole file at once.

    scripts/bench live_accuracy [MINUTES] [--model MODEL]

The demo model, or any other on this machine by its name or directory, on answers of 20 s to 5 min in the
demo's voice with pauses, fillers and three noise floors (60 minutes unless told). Word error rates are over
all words; the last lines count words that were written down where nobody speaks: silence, breath, clicks,
hum and music.
"""

from __future__ import annotations

import argparse
import random
import time

import numpy as np

from tools.benchmarks.live_answers import SpokenAnswer, speak_answer
from tools.benchmarks.live_one import BANK
from tools.espeak import Espeak
from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.audio.wav import to_pcm16
from voicesim.bank.load import load_bank
from voicesim.speech.activity import ActivityDetector
from voicesim.speech.engine import whole_window
from voicesim.speech.live import LiveTranscriber
from voicesim.speech.models import find_model
from voicesim.speech.transcriber import WhisperTranscriber
from voicesim.speech.word_error_rate import edit_distance, normalise
from voicesim.speech.words import Transcript

MINUTES = 60.0
BLOCK = 512


def hear_live(transcriber: WhisperTranscriber, samples: Samples) -> tuple[Transcript, Transcript]:
    """What is written down meanwhile, and from the same recording afterwards.

    The sound comes as fast as it can be heard, but never more than some seconds ahead of the transcriber.
    """
    live, detector = LiveTranscriber(transcriber), ActivityDetector()
    live.start()
    for start in range(0, len(samples), BLOCK):
        block = samples[start : start + BLOCK]
        detector.feed(block)
        while live._heard_s - live._taken_s > 10:
            time.sleep(0.01)
        live.hear(block, detector.marks)
    spans = detector.finish()
    kept = (np.frombuffer(to_pcm16(samples), "<i2") / np.float32(32_768)).astype(np.float32)
    return live.finish(kept, spans), transcriber.transcribe(kept, spans)


def whole_file(transcriber: WhisperTranscriber, samples: Samples) -> str:
    with whole_window():
        segments, _ = transcriber._model.transcribe(
            samples, language="en", beam_size=5, temperature=0.0, condition_on_previous_text=False
        )
        return " ".join(segment.text.strip() for segment in segments)


def nobody_speaks(seconds: float = 60.0) -> dict[str, Samples]:
    rng = np.random.default_rng(3)
    length = round(seconds * RATE_HZ)
    at_s = np.arange(length) / RATE_HZ
    noise = rng.standard_normal(length)
    breath = noise * 0.02 * np.maximum(0, np.sin(2 * np.pi * at_s / 3.0)) ** 4
    clicks = np.zeros(length)
    for start in rng.integers(0, length - 200, round(seconds * 5)):
        clicks[start : start + 200] += 0.3 * rng.standard_normal(200) * np.exp(-np.arange(200) / 30)
    hum = sum(0.05 / n * np.sin(2 * np.pi * 50 * n * at_s) for n in (1, 2, 3, 5))
    floor = noise * 1e-3
    sounds = {
        "silence": floor,
        "breath": floor + breath,
        "clicks": floor + clicks,
        "hum": floor + hum,
        "music": floor + _tune(rng, at_s),
    }
    return {name: np.asarray(sound, np.float32) for name, sound in sounds.items()}


def _tune(rng: np.random.Generator, at_s: np.ndarray) -> np.ndarray:
    """Plucked notes of a scale, three a second, each with its overtones; shape (n_samples,) as `at_s`."""
    note = (3 * at_s).astype(int)
    pitch = 220 * 2 ** (rng.choice([0, 2, 4, 7, 9, 12], note[-1] + 1) / 12)
    since_s = at_s - note / 3
    tones = sum(np.sin(2 * np.pi * n * pitch[note] * since_s) / n for n in range(1, 6))
    return np.asarray(0.1 * tones * np.exp(-since_s / 0.15))


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench live_accuracy", description=__doc__.split("\n")[0])
    parser.add_argument("minutes", nargs="?", type=float, default=MINUTES, metavar="MINUTES")
    parser.add_argument("--model", default="demo", help="a name or a directory; the demo model unless told")
    options = parser.parse_args()
    model = find_model(options.model)
    transcriber = WhisperTranscriber(model.directory, model.name, load_bank(BANK).vocabulary)
    transcriber.load()
    espeak, rng = Espeak(), random.Random(4)
    errors = {"whole file": 0, "while speaking": 0, "afterwards": 0}
    said, heard_s, answers, same = 0, 0.0, 0, 0
    while heard_s < 60 * options.minutes:
        answer: SpokenAnswer = speak_answer(
            espeak, rng.choice((20, 40, 60, 90, 120, 180, 300)), 1000 + answers
        )
        live, later = hear_live(transcriber, answer.samples)
        truth = normalise(answer.text)
        texts = {"while speaking": live.text, "afterwards": later.text}
        texts["whole file"] = whole_file(transcriber, answer.samples)
        for name, text in texts.items():
            errors[name] += edit_distance(truth, normalise(text))
        said += len(truth)
        answers += 1
        same += live == later
        heard_s += len(answer.samples) / RATE_HZ
    print(f"{answers} answers, {heard_s / 60:.1f} min, {said} words; identical to afterwards: {same}")
    for name, wrong in errors.items():
        print(f"word error rate, {name}: {100 * wrong / said:.2f} %")
    for name, sound in nobody_speaks().items():
        print(f"words in a minute of {name}: {len(hear_live(transcriber, sound)[0].words)}")


if __name__ == "__main__":
    main()
