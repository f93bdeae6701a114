"""The demo model understands the demo's voice, and hears nothing where nobody speaks."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from math import ceil
from pathlib import Path

import numpy as np
import pytest
import yaml
from tokenizers import Tokenizer

from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.audio.files import read_audio
from voicesim.speech.activity import speech_spans
from voicesim.speech.known_models import DEMO
from voicesim.speech.models import find_model, list_models
from voicesim.speech.speaker import Pyttsx3Speaker
from voicesim.speech.transcriber import WhisperTranscriber
from voicesim.speech.word_error_rate import normalise, word_error_rate
from voicesim.speech.words import SpeechSpan

ANSWERS = Path(__file__).parents[2] / "voicesim" / "demo" / "answers.yaml"
SAMPLES = ("launch-failed", "vision-define")

TEXTS = Path(__file__).parents[2] / "training" / "demo_model" / "data"
UNSEEN = TEXTS / "unseen_answers.txt"
HESITANT = TEXTS / "filled_pauses.txt"
FILLERS = ("um", "uh", "er", "hmm")

MAX_ERRORS_IN_SAMPLES = 0.03
MAX_ERRORS_IN_UNSEEN = 0.1
FEWEST_FILLERS = 0.9
LARGEST_BYTES = 6_000_000

Hears = Callable[[Samples], str]
Speaks = Callable[[str], Samples]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the demo model knows the Linux voice only")


@pytest.fixture(scope="module")
def model() -> WhisperTranscriber:
    return WhisperTranscriber(find_model(DEMO).directory, DEMO)


@pytest.fixture(scope="module")
def hear(model: WhisperTranscriber) -> Hears:
    def text(samples: Samples) -> str:
        return " ".join(word.text for word in model.transcribe(samples, speech_spans(samples)).words)

    return text


@pytest.fixture
def speak(tmp_path: Path) -> Speaks:
    return lambda text: read_audio(Pyttsx3Speaker(tmp_path).render(text)).samples


@pytest.mark.parametrize("question", SAMPLES)
def test_sample_answers_are_written_down_nearly_without_error(
    question: str, hear: Hears, speak: Speaks
) -> None:
    answers = yaml.safe_load(ANSWERS.read_text(encoding="utf-8"))["answers"]
    says = next(answer["says"] for answer in answers if answer["question"] == question)
    text = " ".join(part for part in says if isinstance(part, str))

    heard = hear(speak(text))

    assert word_error_rate(text, heard) <= MAX_ERRORS_IN_SAMPLES, heard


def test_answers_never_trained_on_are_mostly_understood(hear: Hears, speak: Speaks) -> None:
    answers = UNSEEN.read_text(encoding="utf-8").splitlines()[1:4]
    heard = [hear(speak(answer)) for answer in answers]

    assert word_error_rate(" ".join(answers), " ".join(heard)) <= MAX_ERRORS_IN_UNSEEN, heard


def test_filled_pauses_never_trained_on_are_written_down(hear: Hears, speak: Speaks) -> None:
    answers = HESITANT.read_text(encoding="utf-8").splitlines()[:6]
    said = [Counter(word for word in normalise(answer) if word in FILLERS) for answer in answers]
    heard = [Counter(normalise(hear(speak(answer)))) for answer in answers]

    written = sum((one & other).total() for one, other in zip(said, heard, strict=True))

    assert written >= FEWEST_FILLERS * sum(one.total() for one in said), heard


def test_every_word_may_be_spelt_as_its_tokens_are() -> None:
    """What faster-whisper keeps out is the first token of these, which must not be the bare blank's."""
    tokenizer = Tokenizer.from_file(str(find_model(DEMO).directory / "tokenizer.json"))
    kept_out = {tokenizer.encode(text).tokens[0] for text in (" -", " '", " \u2669")}

    assert kept_out.isdisjoint(tokenizer.encode(" um, uh, er, umbrella").tokens)


@pytest.mark.parametrize("loudness", [0.0, 1e-4, 1e-2], ids=["silence", "quiet noise", "loud noise"])
def test_no_word_is_heard_where_nobody_speaks(loudness: float, model: WhisperTranscriber) -> None:
    noise = np.random.default_rng(3).normal(0, 1, 9 * RATE_HZ).astype(np.float32) * np.float32(loudness)

    without_voice_activity = model.transcribe(noise, [SpeechSpan(0.0, 9.0)]).words

    assert without_voice_activity == ()


def test_the_model_is_small_enough_to_travel_in_the_package() -> None:
    folder = find_model(DEMO).directory

    assert sum(file.stat().st_size for file in folder.iterdir()) <= LARGEST_BYTES


def test_its_card_says_that_it_does_not_understand_people() -> None:
    card = (find_model(DEMO).directory / "MODEL_CARD.md").read_text(encoding="utf-8")

    assert "does not understand people" in card


def test_the_list_of_models_says_what_its_card_says() -> None:
    card = (find_model(DEMO).directory / "MODEL_CARD.md").read_text(encoding="utf-8")
    now = [
        float(line.split("|")[-2].strip(" %"))
        for line in card.splitlines()
        if line.startswith(("| the demo candidate's five", "| seven interview answers"))
    ]

    about = list_models()[0].about

    assert f"({round(min(now))} to {ceil(max(now))} % of words wrong)" in about
