"""What the exported model gets right, measured through real faster-whisper as the product uses it."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
import yaml
from faster_whisper import WhisperModel

from voicesim.speech.activity import speech_spans
from voicesim.speech.known_models import DEMO
from voicesim.speech.transcriber import WhisperTranscriber
from voicesim.speech.word_error_rate import edit_distance, normalise
from voicesim.speech.words import SpeechSpan, Word

from . import corpora
from .espeak import SAMPLE_RATE_HZ, Espeak
from .noises import floor_sounds
from .numbers import spell_numbers
from .sentences import with_fillers

GENERAL = Path(__file__).with_name("general_english.txt")
UNSEEN = Path(__file__).with_name("unseen_answers.txt")
OTHER_VOICES = (
    ("en", 160),
    ("en-us+m3", 140),
    ("en-us+f2", 175),
    ("en-gb-x-rp", 150),
    ("en-gb-scotland", 190),
)
_FILLERS = ("um", "uh", "er", "hmm")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A spoken text: its samples at 16 kHz and the (word, start_s) pairs that espeak-ng reported."""

    text: str
    samples: np.ndarray
    starts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, in which unit, and the value."""

    what: str
    value: float
    unit: str


def speak(espeak: Espeak, parts: Iterable[str | float], voice: str = "en-us", rate: int = 160) -> Spoken:
    """Speak sentences one after the other; a number among them is a silence in seconds."""
    sounds, starts, texts, at_s = [], [], [], 0.0
    for part in parts:
        if isinstance(part, str):
            speech = espeak.say(part, voice, rate)
            sounds.append(speech.samples)
            texts.append(part)
            for word in speech.words:
                starts.append((part[word.character : word.character + word.length], at_s + word.start_s))
        else:
            sounds.append(np.zeros(round(part * SAMPLE_RATE_HZ), np.float32))
        at_s += len(sounds[-1]) / SAMPLE_RATE_HZ
    return Spoken(" ".join(texts), np.concatenate(sounds), tuple(starts))


def sample_answers(espeak: Espeak, voice: str = "en-us", rate: int = 160) -> list[Spoken]:
    """The demo candidate's answers with their silences."""
    answers = yaml.safe_load(corpora.ANSWERS.read_text(encoding="utf-8"))["answers"]
    return [speak(espeak, answer["says"], voice, rate) for answer in answers]


def with_pauses(texts: Sequence[str], rng: random.Random) -> list[str | float]:
    """Sentences with silences of 0.2 to 1.5 s, at times longer, in between."""
    parts: list[str | float] = []
    for text in texts:
        parts += [text, rng.uniform(2, 6) if rng.random() < 0.1 else rng.uniform(0.2, 1.5)]
    return parts


def unseen_answers(espeak: Espeak, count: int, voice: str = "en-us", rate: int = 160) -> list[Spoken]:
    """Interview answers written for this measurement, which no model was trained on."""
    rng = random.Random(7)
    chosen = UNSEEN.read_text(encoding="utf-8").splitlines()[:count]
    return [speak(espeak, with_pauses(corpora.split_sentences(text), rng), voice, rate) for text in chosen]


def held_out_answers(espeak: Espeak, count: int) -> list[Spoken]:
    """Labelled answers that the training left out (the checkpoint that it started from had heard them)."""
    rng = random.Random(8)
    chosen = rng.sample(corpora.labelled_answers(held_out=True), count)
    return [speak(espeak, with_pauses(corpora.split_sentences(text), rng)) for text in chosen]


class Listener:
    """A model folder heard through the product's transcriber, with voice activity in front."""

    def __init__(self, folder: Path, beam_size: int = 5) -> None:
        self._folder, self._beam_size = folder, beam_size
        self._transcriber = WhisperTranscriber(folder, DEMO, beam_size=beam_size)
        self._transcriber.load()
        self.spent_s = self.heard_s = 0.0

    def words(self, samples: np.ndarray, spans: Sequence[SpeechSpan] | None = None) -> tuple[Word, ...]:
        began = time.perf_counter()
        spans = speech_spans(samples) if spans is None else spans
        words = self._transcriber.transcribe(samples, spans).words
        self.spent_s += time.perf_counter() - began
        self.heard_s += len(samples) / SAMPLE_RATE_HZ
        return words

    @cached_property
    def _model(self) -> WhisperModel:
        return WhisperModel(str(self._folder), device="cpu", compute_type="int8", local_files_only=True)

    def whole(self, samples: np.ndarray) -> str:
        """The same model over a recording that nothing has cut."""
        segments, _ = self._model.transcribe(
            samples,
            language="en",
            beam_size=self._beam_size,
            temperature=0.0,
            condition_on_previous_text=False,
        )
        return " ".join(segment.text.strip() for segment in segments)


def text_of(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def error_rate(pairs: Iterable[tuple[str, str]]) -> float:
    """Word errors over all words said, in percent."""
    errors = said = 0
    for reference, hypothesis in pairs:
        words = normalise(reference)
        errors += edit_distance(words, normalise(hypothesis))
        said += len(words)
    return 100 * errors / said


def start_errors_ms(spoken: Spoken, heard: Sequence[Word]) -> list[float]:
    """How far the starts of the words that were understood lie from where espeak-ng put them."""
    said = [(" ".join(normalise(word)), start_s) for word, start_s in spoken.starts]
    written = [(" ".join(normalise(word.text)), word.start_s) for word in heard]
    matcher = SequenceMatcher(None, [word for word, _ in said], [word for word, _ in written], autojunk=False)
    return [
        1000 * abs(said[block.a + step][1] - written[block.b + step][1])
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]


def filler_recall(pairs: Iterable[tuple[str, str]]) -> float:
    """The share of the filled pauses said that stand in the transcript, in percent."""
    said = found = 0
    for reference, hypothesis in pairs:
        words, heard = normalise(reference), normalise(hypothesis)
        for filler in _FILLERS:
            said += words.count(filler)
            found += min(words.count(filler), heard.count(filler))
        phrase = sum(pair == ("you", "know") for pair in pairwise(words))
        said += phrase
        found += min(phrase, sum(pair == ("you", "know") for pair in pairwise(heard)))
    return 100 * found / said


def quiet_minutes(minutes: float = 10.0) -> list[np.ndarray]:
    """Silence, room noise, hum, clicks and breath, in clips of 30 s."""
    rng = np.random.default_rng(11)
    clips = [np.zeros(30 * SAMPLE_RATE_HZ, np.float32)]
    while len(clips) < round(minutes * 2):
        clips.append(floor_sounds(rng, 30.0))
    return clips


def evaluate(folder: Path, answers: int = 7, quick: bool = False) -> list[Figure]:
    """The table of figures for a model folder; `quick` leaves out all but the first three lines."""
    espeak, listener = Espeak(), Listener(folder)

    def heard(spoken: Sequence[Spoken]) -> list[tuple[str, str]]:
        return [(one.text, text_of(listener.words(one.samples))) for one in spoken]

    samples, unseen = sample_answers(espeak), unseen_answers(espeak, answers)
    rng = random.Random(3)
    sentences = GENERAL.read_text(encoding="utf-8").splitlines()
    general = [speak(espeak, with_pauses(sentences[i : i + 5], rng)) for i in range(0, len(sentences), 5)]
    figures = [
        Figure("sample answers", error_rate(heard(samples)), "% of words wrong"),
        Figure("interview answers never trained on", error_rate(heard(unseen)), "% of words wrong"),
        Figure("general English never trained on", error_rate(heard(general)), "% of words wrong"),
    ]
    figures.append(Figure("real-time factor", listener.spent_s / listener.heard_s, ""))
    size = sum(path.stat().st_size for path in folder.iterdir() if path.suffix != ".md")
    figures.append(Figure("size on disk", size / 1e6, "MB"))
    if quick:
        return figures
    others = []
    for voice, rate in OTHER_VOICES:
        pairs = heard(unseen_answers(espeak, max(2, answers // 2), voice, rate))
        others += pairs
        figures.append(Figure(f"interview answers, {voice} at {rate}", error_rate(pairs), "% of words wrong"))
    figures.append(Figure("interview answers, five other voices", error_rate(others), "% of words wrong"))
    off = [ms for one in samples + unseen for ms in start_errors_ms(one, listener.words(one.samples))]
    figures.append(Figure("word starts, median error", float(np.median(off)), "ms"))
    figures += _whole_and_long(espeak, listener, samples, unseen)
    rng = random.Random(5)
    texts = [[with_fillers(spell_numbers(s), rng) for s in sentences[i : i + 4]] for i in range(0, 40, 4)]
    pairs = heard([speak(espeak, with_pauses(text, rng)) for text in texts])
    figures.append(Figure("filled pauses written down", filler_recall(pairs), "%"))
    return figures + _nothing_said(listener)


def _whole_and_long(
    espeak: Espeak, listener: Listener, samples: Sequence[Spoken], unseen: Sequence[Spoken]
) -> list[Figure]:
    whole = [(one.text, listener.whole(one.samples)) for one in [*samples, *unseen]]
    short = [
        speak(espeak, [sentence])
        for sentence in ("I did it alone.", "Um, I think so.", "We lost the customer.")
    ]
    long_text = [s for text in corpora.labelled_answers(held_out=True) for s in corpora.split_sentences(text)]
    long = speak(espeak, with_pauses(long_text[:60], random.Random(9)))
    long_s = len(long.samples) / SAMPLE_RATE_HZ
    return [
        Figure("samples and interview answers, not cut at pauses", error_rate(whole), "% of words wrong"),
        Figure(
            "answers of 2 s",
            error_rate([(one.text, text_of(listener.words(one.samples))) for one in short]),
            "% of words wrong",
        ),
        Figure(
            f"one answer of {long_s:.0f} s",
            error_rate([(long.text, text_of(listener.words(long.samples)))]),
            "% of words wrong",
        ),
    ]


def _nothing_said(listener: Listener) -> list[Figure]:
    clips = quiet_minutes()
    cut = sum(len(listener.words(clip)) for clip in clips)
    everything = sum(
        len(listener.words(clip, [SpeechSpan(0.0, len(clip) / SAMPLE_RATE_HZ)])) for clip in clips
    )
    return [
        Figure("words in 10 minutes of silence and noise", cut, "words"),
        Figure("the same without voice activity in front", everything, "words"),
    ]
