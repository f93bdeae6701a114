"""What the exported model gets right, measured through real faster-whisper as the product uses it."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
import yaml
from faster_whisper import WhisperModel

from tools.espeak import SAMPLE_RATE_HZ, Espeak
from training.demo_model import corpora
from training.demo_model.noises import floor_sounds
from training.demo_model.numbers import spell_numbers
from training.demo_model.sentences import with_fillers
from voicesim.speech.activity import speech_spans
from voicesim.speech.known_models import DEMO
from voicesim.speech.transcriber import WhisperTranscriber
from voicesim.speech.word_error_rate import edit_distance, normalise
from voicesim.speech.words import SpeechSpan, Word

OTHER_VOICES = (
    ("en", 160),
    ("en-us+m3", 140),
    ("en-us+f2", 175),
    ("en-gb-x-rp", 150),
    ("en-gb-scotland", 190),
)
SHORT_ANSWERS = (
    "I did it alone.",
    "Um, I think so.",
    "We lost it.",
    "Nobody asked me.",
    "It took four weeks.",
    "That was my idea.",
    "Yes, we did, twice.",
    "I called them first.",
    "Sales went down.",
    "No, not this year.",
)
_FILLERS = ("um", "uh", "er", "hmm")
_WRONG = "% of words wrong"


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
    chosen = corpora.UNSEEN.read_text(encoding="utf-8").splitlines()[:count]
    return [speak(espeak, with_pauses(corpora.split_sentences(text), rng), voice, rate) for text in chosen]


def hesitant_answers(espeak: Espeak) -> list[Spoken]:
    """Answers full of filled pauses, written for this measurement alone."""
    rng = random.Random(6)
    texts = corpora.HESITANT.read_text(encoding="utf-8").splitlines()
    return [speak(espeak, with_pauses(corpora.split_sentences(text), rng)) for text in texts]


def nurses_answers(espeak: Espeak, count: int) -> list[Spoken]:
    """Labelled answers of another profession, which no model was trained on."""
    rng = random.Random(8)
    chosen = corpora.nurses_answers()[::2][:count]
    texts = [list(map(spell_numbers, corpora.split_sentences(text))) for text in chosen]
    return [speak(espeak, with_pauses(sentences, rng)) for sentences in texts]


def long_answer(espeak: Espeak, sentences: int) -> Spoken:
    """One answer of many sentences, out of labelled answers that the training left out."""
    answers = corpora.labelled_answers(held_out=True)
    found = [sentence for text in answers for sentence in corpora.split_sentences(text)]
    return speak(espeak, with_pauses(found[:sentences], random.Random(9)))


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
    written = [(" ".join(normalise(word.text)), word.start_s) for word in heard if word.start_s is not None]
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


class Examination:
    """All figures for one model folder, each given as soon as it is known."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._espeak, self._listener = folder, Espeak(), Listener(folder)
        self._sentences = corpora.GENERAL.read_text(encoding="utf-8").splitlines()

    def figures(self) -> Iterator[Figure]:
        answers = sample_answers(self._espeak)
        spoken = [*answers, *unseen_answers(self._espeak, 7)]
        heard = [self._listener.words(one.samples) for one in spoken]
        pairs = [(one.text, text_of(words)) for one, words in zip(spoken, heard, strict=True)]
        for number, pair in enumerate(pairs[: len(answers)], start=1):
            yield Figure(f"sample answer {number}", error_rate([pair]), _WRONG)
        yield Figure("sample answers", error_rate(pairs[: len(answers)]), _WRONG)
        yield Figure("interview answers never trained on", error_rate(pairs[len(answers) :]), _WRONG)
        off = [ms for one, words in zip(spoken, heard, strict=True) for ms in start_errors_ms(one, words)]
        yield Figure("word starts, median error", float(np.median(off)), "ms")
        yield self._general()
        yield Figure("real-time factor", self._listener.spent_s / self._listener.heard_s, "")
        size = sum(path.stat().st_size for path in self._folder.iterdir() if path.suffix != ".md")
        yield Figure("size on disk", size / 1e6, "MB")
        yield self._fillers()
        yield self._natural_fillers()
        yield from self._other_voices()
        nurses = self._heard(nurses_answers(self._espeak, 8))
        yield Figure("nurses' interview answers never trained on", error_rate(nurses), _WRONG)
        yield from self._lengths()
        yield from self._nothing_said()
        whole = [(one.text, self._listener.whole(one.samples)) for one in spoken]
        yield Figure("samples and interview answers, not cut at pauses", error_rate(whole), _WRONG)

    def _heard(self, spoken: Sequence[Spoken]) -> list[tuple[str, str]]:
        return [(one.text, text_of(self._listener.words(one.samples))) for one in spoken]

    def _general(self) -> Figure:
        rng, sentences = random.Random(3), self._sentences
        groups = [sentences[i : i + 5] for i in range(0, len(sentences), 5)]
        spoken = [speak(self._espeak, with_pauses(group, rng)) for group in groups]
        return Figure("general English never trained on", error_rate(self._heard(spoken)), _WRONG)

    def _other_voices(self) -> Iterator[Figure]:
        everything = []
        for voice, rate in OTHER_VOICES:
            pairs = self._heard(unseen_answers(self._espeak, 3, voice, rate))
            everything += pairs
            yield Figure(f"interview answers, {voice} at {rate}", error_rate(pairs), _WRONG)
        yield Figure("interview answers, five other voices", error_rate(everything), _WRONG)

    def _fillers(self) -> Figure:
        rng = random.Random(5)
        groups = [self._sentences[i : i + 4] for i in range(0, 40, 4)]
        texts = [[with_fillers(spell_numbers(sentence), rng) for sentence in group] for group in groups]
        pairs = self._heard([speak(self._espeak, with_pauses(text, rng)) for text in texts])
        return Figure("filled pauses written down", filler_recall(pairs), "%")

    def _natural_fillers(self) -> Figure:
        pairs = self._heard(hesitant_answers(self._espeak))
        return Figure("filled pauses of hesitant answers written down", filler_recall(pairs), "%")

    def _lengths(self) -> Iterator[Figure]:
        short = [speak(self._espeak, [text]) for text in SHORT_ANSWERS]
        yield Figure(f"{len(short)} answers of 1 to 2 s", error_rate(self._heard(short)), _WRONG)
        for sentences in (4, 14, 45):
            long = long_answer(self._espeak, sentences)
            name = f"one answer of {len(long.samples) / SAMPLE_RATE_HZ:.0f} s"
            yield Figure(name, error_rate(self._heard([long])), _WRONG)
            yield Figure(
                name + ", not cut", error_rate([(long.text, self._listener.whole(long.samples))]), _WRONG
            )

    def _nothing_said(self) -> Iterator[Figure]:
        clips = quiet_minutes()
        cut = sum(len(self._listener.words(clip)) for clip in clips)
        yield Figure("words in 10 minutes of silence and noise", cut, "words")
        spans = [SpeechSpan(0.0, 30.0)]
        everything = sum(len(self._listener.words(clip, spans)) for clip in clips)
        yield Figure("the same without voice activity in front", everything, "words")
