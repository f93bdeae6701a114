"""Real faster-whisper writes down what was said, when, and nothing that was not said; offline."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.known_words import KnowsTheWords
from tests.present import present
from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.errors import ModelError
from voicesim.speech.activity import speech_spans
from voicesim.speech.engine import encoding_little_silence
from voicesim.speech.models import find_model
from voicesim.speech.stretches import Stretch
from voicesim.speech.transcriber import Transcriber, WhisperTranscriber
from voicesim.speech.word_error_rate import word_error_rate
from voicesim.speech.words import SpeechSpan, Transcript, Word

Say = Callable[[str], Samples]

ONE = "So the north star metric was retention."
OTHER = "We compared three options on impact, effort and risk."
ANSWER = (
    "First I listened to customer support, then I prioritized the feature. "
    "I decided to delay the migration and explained the trade-offs to the engineering team. "
    "The marketing director wanted the pricing page, but our sales lead pushed for the onboarding flow. "
    "I set a target of thirty percent for usage and reviewed it every week. "
    "In the end signups went up by twenty percent and churn stayed flat."
)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE_HZ), np.float32)


@pytest.fixture(scope="module")
def demo() -> WhisperTranscriber:
    model = find_model("demo")
    return WhisperTranscriber(model.directory, model.name)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A model directory of our own to damage."""
    return Path(shutil.copytree(find_model("demo").directory, tmp_path / "a model"))


def heard(transcriber: Transcriber, samples: Samples) -> Transcript:
    return transcriber.transcribe(samples, speech_spans(samples))


def test_a_sentence_is_written_down(demo: WhisperTranscriber, said: Say) -> None:
    transcript = heard(demo, np.concatenate([silence(0.5), said(ONE), silence(0.5)]))
    assert word_error_rate(ONE, transcript.text) <= 0.15
    assert (transcript.language, transcript.model) == ("en", "demo")
    assert all(word.text == word.text.strip() != "" for word in transcript.words)


def test_words_are_timed_in_the_recording(demo: WhisperTranscriber, said: Say) -> None:
    one, other = said(ONE), said(OTHER)
    samples = np.concatenate([silence(2), one, silence(8), other, silence(1)])
    words = heard(demo, samples).words
    other_from_s = 10 + len(one) / RATE_HZ
    first = [word for word in words if present(word.start_s) < other_from_s - 1]
    second = words[len(first) :]
    assert len(first) == pytest.approx(len(ONE.split()), abs=1)
    assert len(second) == pytest.approx(len(OTHER.split()), abs=1)
    assert first[0].start_s == pytest.approx(2, abs=0.15)
    assert first[-1].end_s == pytest.approx(2 + len(one) / RATE_HZ, abs=0.6)
    assert second[0].start_s == pytest.approx(other_from_s, abs=0.15)
    assert second[-1].end_s == pytest.approx(other_from_s + len(other) / RATE_HZ, abs=0.6)
    assert all(present(one.end_s) <= present(other.start_s) for one, other in pairwise(words))
    assert present(words[-1].end_s) <= len(samples) / RATE_HZ


def test_words_are_plain_data(demo: WhisperTranscriber, said: Say) -> None:
    for word in heard(demo, said(ONE)).words:
        assert [type(v) for v in (word.text, word.start_s, word.end_s, word.probability)] == [
            str,
            float,
            float,
            float,
        ]
        assert 0 < word.probability <= 1


def test_the_same_sound_gives_the_same_words(demo: WhisperTranscriber, said: Say) -> None:
    assert heard(demo, said(OTHER)) == heard(demo, said(OTHER))


def test_cutting_at_pauses_keeps_words_that_whole_files_lose(demo: WhisperTranscriber, said: Say) -> None:
    samples = said(ANSWER)
    ours = word_error_rate(ANSWER, heard(demo, samples).text)
    segments, _ = demo._model.transcribe(samples, language="en", condition_on_previous_text=False)
    whole = word_error_rate(ANSWER, " ".join(segment.text for segment in segments))
    assert ours <= 0.08
    assert ours <= whole


def test_silence_has_no_words_and_needs_no_model(tmp_path: Path) -> None:
    transcriber = WhisperTranscriber(tmp_path / "nowhere", "base.en")
    assert transcriber.transcribe(silence(60), ()) == Transcript((), "en", "base.en")


def test_nothing_is_written_down_where_nobody_speaks(demo: WhisperTranscriber) -> None:
    noise = np.random.default_rng(5).normal(0, 0.02, 30 * RATE_HZ).astype(np.float32)
    assert heard(demo, noise).words == ()


@pytest.mark.parametrize("n", [0, 1, 100, 1_000])
def test_next_to_no_sound_does_no_harm(demo: WhisperTranscriber, n: int) -> None:
    samples = np.full(n, 0.01, np.float32)
    words = demo.transcribe(samples, [SpeechSpan(0.0, n / RATE_HZ)]).words
    assert all(present(word.end_s) <= n / RATE_HZ for word in words)


def test_a_stretch_beyond_the_recording_or_without_speech_has_no_words(demo: WhisperTranscriber) -> None:
    assert demo.words_in(silence(1), Stretch(5.0, 6.0), [SpeechSpan(5.0, 6.0)]) == ()
    assert demo.words_in(silence(9), Stretch(5.0, 6.0), [SpeechSpan(1.0, 2.0)]) == ()


def test_once_cancelled_it_stops_after_the_stretch_it_is_at(
    demo: WhisperTranscriber, said: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = np.concatenate([said(ONE), silence(4), said(OTHER)])
    cancelled = threading.Event()
    words_in = demo.words_in

    def cancel(*args: Any) -> tuple[Word, ...]:
        cancelled.set()
        return words_in(*args)

    monkeypatch.setattr(demo, "words_in", cancel)
    words = demo.transcribe(samples, speech_spans(samples), cancelled).words
    assert 0 < len(words) <= len(ONE.split()) + 1
    assert demo.transcribe(samples, speech_spans(samples), cancelled).words == ()


def test_it_hears_little_more_than_half_of_the_window_of_its_model_at_a_time(copied: Path) -> None:
    assert WhisperTranscriber(copied, "of my own").stretch_s == 6.0
    (copied / "preprocessor_config.json").unlink()
    assert WhisperTranscriber(copied, "of my own").stretch_s == 15.0


def test_loading_happens_once_however_many_ask(
    demo: WhisperTranscriber, monkeypatch: pytest.MonkeyPatch
) -> None:
    transcriber = WhisperTranscriber(find_model("demo").directory, "demo")
    loads: list[Any] = []

    def load() -> Any:
        loads.append(1)
        return demo._model

    monkeypatch.setattr(transcriber, "_loaded", load)
    threads = [threading.Thread(target=transcriber.load) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loads) == 1


class Engine:
    """In place of faster_whisper.WhisperModel: notes what it is asked, repeats itself when allowed to."""

    feature_extractor = SimpleNamespace(chunk_length=30)

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def transcribe(self, samples: Samples, **options: Any) -> tuple[Any, None]:
        self.asked.append(options)
        loops = "no_repeat_ngram_size" not in options
        words = [SimpleNamespace(word=" again", start=0.1, end=0.2, probability=0.5)] * (9 if loops else 1)
        ratio = 3.0 if loops else 1.0
        return iter(
            [SimpleNamespace(words=words, text=" again", compression_ratio=ratio, seek=0, end=1.0)]
        ), None


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    engine = Engine()
    monkeypatch.setattr(WhisperTranscriber, "_loaded", lambda self: engine)
    return engine


def test_a_model_that_repeats_itself_is_asked_again_not_to(engine: Engine) -> None:
    transcriber = WhisperTranscriber(find_model("demo").directory, "base.en")
    assert transcriber.transcribe(silence(2), [SpeechSpan(0.5, 1.5)]).text == "again"


def test_a_model_that_repeats_itself_is_not_told_the_vocabulary_again(engine: Engine) -> None:
    transcriber = WhisperTranscriber(find_model("demo").directory, "base.en", vocabulary=("SaaS", "B2C"))
    transcriber.transcribe(silence(2), [SpeechSpan(0.5, 1.5)])
    assert [options["hotwords"] for options in engine.asked] == [
        "Um, uh, hmm, er, ah. SaaS, B2C",
        "Um, uh, hmm, er, ah.",
    ]


def test_fillers_and_vocabulary_are_hinted_at_but_not_to_a_model_with_a_small_window(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = find_model("demo").directory
    for window_s in (30, 10):
        monkeypatch.setattr(engine, "feature_extractor", SimpleNamespace(chunk_length=window_s))
        transcriber = WhisperTranscriber(directory, "mine", vocabulary=("RICE", "north star"))
        transcriber.transcribe(silence(2), [SpeechSpan(0.5, 1.5)])
    hints = [options["hotwords"] for options in engine.asked]
    assert hints[0] == "Um, uh, hmm, er, ah. RICE, north star"
    assert hints[-1] is None


def test_a_loaded_model_can_be_given_another_vocabulary_without_loading_again(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads: list[Any] = []

    def load(self: WhisperTranscriber) -> Engine:
        loads.append(1)
        return engine

    monkeypatch.setattr(WhisperTranscriber, "_loaded", load)
    nurse = WhisperTranscriber(find_model("demo").directory, "mine", vocabulary=("SBAR",))
    for transcriber in (nurse.expecting(("SQL", "ETL")), nurse.expecting(()), nurse):
        transcriber.transcribe(silence(2), [SpeechSpan(0.5, 1.5)])
    assert list(dict.fromkeys(options["hotwords"] for options in engine.asked)) == [
        "Um, uh, hmm, er, ah. SQL, ETL",
        "Um, uh, hmm, er, ah.",
        "Um, uh, hmm, er, ah. SBAR",
    ]
    assert len(loads) == 1


SAID_BEFORE = tuple(Word(f"word{number}", 0.0, 0.1, 0.9) for number in range(50))


def test_the_last_words_of_the_stretch_before_go_along_as_context(engine: Engine) -> None:
    transcriber = WhisperTranscriber(find_model("demo").directory, "base.en")
    stretch, spans = Stretch(0.0, 2.0), [SpeechSpan(0.5, 1.5)]
    transcriber.words_in(silence(2), stretch, spans, SAID_BEFORE)
    assert engine.asked[0]["initial_prompt"] == " ".join(f"word{number}" for number in range(10, 50))
    assert engine.asked[1].get("initial_prompt") is None, "it repeated itself: asked again without"


def test_without_words_before_or_with_doubtful_ones_there_is_no_context(engine: Engine) -> None:
    transcriber = WhisperTranscriber(find_model("demo").directory, "base.en")
    stretch, spans = Stretch(0.0, 2.0), [SpeechSpan(0.5, 1.5)]
    doubtful = tuple(Word(word.text, 0.0, 0.1, 0.3) for word in SAID_BEFORE)
    for before in ((), doubtful):
        transcriber.words_in(silence(2), stretch, spans, before)
    assert all(options.get("initial_prompt") is None for options in engine.asked)


def test_a_model_with_a_small_window_gets_no_context(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "feature_extractor", SimpleNamespace(chunk_length=10))
    transcriber = WhisperTranscriber(find_model("demo").directory, "demo")
    transcriber.words_in(silence(2), Stretch(0.0, 2.0), [SpeechSpan(0.5, 1.5)], SAID_BEFORE)
    assert all(options.get("initial_prompt") is None for options in engine.asked)


@pytest.mark.parametrize(
    ("before", "written", "frames_heard"),
    [
        pytest.param(SAID_BEFORE, 4, [1500], id="with context"),
        pytest.param(SAID_BEFORE, 3, [1500, 3000], id="asked again without context where words are missing"),
        pytest.param((), 4, [3000], id="without context"),
        pytest.param((), 3, [3000], id="without context there is nothing else to try"),
    ],
)
def test_without_context_the_whole_window_is_heard(
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    before: tuple[Word, ...],
    written: int,
    frames_heard: list[int],
) -> None:
    heard: list[int] = []
    extractor = SimpleNamespace(chunk_length=30, nb_max_frames=3000, time_per_frame=0.01)
    hearing = encoding_little_silence(
        SimpleNamespace(feature_extractor=extractor, encode=lambda features: heard.append(features.shape[-1]))
    )

    def transcribe(samples: Samples, **options: Any) -> tuple[Any, None]:
        engine.asked.append(options)
        hearing.encode(np.zeros((80, 3000)))
        words = [SimpleNamespace(word=" so", start=1.0, end=1.2, probability=0.9)] * (written - 1)
        words.append(SimpleNamespace(word=" there.", start=8.2, end=8.5, probability=0.9))
        return iter([SimpleNamespace(words=words, text="", compression_ratio=1.0, seek=0, end=9.0)]), None

    monkeypatch.setattr(engine, "transcribe", transcribe)
    transcriber = WhisperTranscriber(find_model("demo").directory, "base.en")
    transcriber.words_in(silence(9), Stretch(0.0, 9.0), [SpeechSpan(0.5, 8.5)], before)
    assert heard == frames_heard
    assert all(options.get("initial_prompt") is None for options in engine.asked[1:])


def refuse(*args: Any, **kwargs: Any) -> None:
    raise AssertionError("the network was used")


def test_a_model_on_this_machine_never_uses_the_network(
    copied: Path, said: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = said(ONE)
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert heard(WhisperTranscriber(copied, "demo"), samples).words


def cannot_unshare() -> bool:
    unshare = shutil.which("unshare")
    return not unshare or subprocess.run([unshare, "-rn", "true"], capture_output=True).returncode != 0


@pytest.mark.skipif(cannot_unshare(), reason="needs an empty network namespace (unshare -rn)")
def test_it_works_in_an_empty_network_namespace(said: Say, tmp_path: Path) -> None:
    np.save(tmp_path / "said.npy", said(ONE))
    code = """
import sys, numpy
from voicesim.speech.activity import speech_spans
from voicesim.speech.models import find_model
from voicesim.speech.transcriber import WhisperTranscriber
model = find_model("demo")
samples = numpy.load(sys.argv[1])
print(WhisperTranscriber(model.directory, model.name).transcribe(samples, speech_spans(samples)).text)
"""
    command = ["unshare", "-rn", sys.executable, "-c", code, str(tmp_path / "said.npy")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert word_error_rate(ONE, done.stdout) <= 0.15


@pytest.mark.parametrize("file", ["config.json", "model.bin", "tokenizer.json", "vocabulary.json"])
@pytest.mark.parametrize("damage", ["missing", "empty"])
def test_an_incomplete_model_is_told_before_anything_is_loaded(
    copied: Path, file: str, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WhisperTranscriber, "_loaded", refuse)
    (copied / file).unlink()
    if damage == "empty":
        (copied / file).touch()
    with pytest.raises(ModelError, match=f"lacks {file}; copy the whole model directory again"):
        WhisperTranscriber(copied, str(copied)).load()


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("model.bin", lambda whole: whole[: len(whole) // 2], "cannot be used"),
        ("model.bin", lambda whole: b"<html>Not found</html>" * 99, "holds no Whisper model"),
        (
            "model.bin",
            lambda whole: whole.replace(b"WhisperSpec", b"Wav2Vec2Spc", 1),
            "holds no Whisper model",
        ),
        ("config.json", lambda whole: b"{", "is damaged"),
        ("config.json", lambda whole: b"[]", "no JSON object"),
        ("tokenizer.json", lambda whole: whole[:1000], "is damaged"),
        ("tokenizer.json", lambda whole: b"{}", "cannot be used"),
        ("preprocessor_config.json", lambda whole: b"\xff\xfe", "is damaged"),
        ("preprocessor_config.json", lambda whole: b'{"feature_size": 128}', "cannot be used"),
        ("vocabulary.json", lambda whole: json.dumps(["a"]).encode(), "cannot be used"),
    ],
)
def test_a_damaged_model_is_told_with_the_remedy(
    copied: Path, file: str, content: Callable[[bytes], bytes], told: str
) -> None:
    damaged = copied / file
    damaged.write_bytes(content(damaged.read_bytes()))
    with pytest.raises(ModelError, match=told) as error:
        WhisperTranscriber(copied, "base.en").transcribe(silence(2), [SpeechSpan(0.5, 1.5)])
    assert "voicesim models get base.en" in str(error.value)


def test_a_model_directory_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not a directory"):
        WhisperTranscriber(tmp_path / "gone", "mine").load()


@pytest.mark.parametrize(
    "failure",
    [MemoryError(), RuntimeError("mkl_malloc: failed to allocate memory")],
    ids=["python", "engine"],
)
def test_too_little_memory_suggests_a_smaller_model(
    failure: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    import faster_whisper

    def fail(*args: Any, **kwargs: Any) -> None:
        raise failure

    monkeypatch.setattr(faster_whisper, "WhisperModel", fail)
    with pytest.raises(ModelError, match=r"not enough memory .* --model tiny\.en"):
        WhisperTranscriber(find_model("demo").directory, "large-v3").load()


def test_the_engine_is_loaded_only_when_needed() -> None:
    code = (
        "import sys; import voicesim.speech.transcriber, voicesim.speech.models, voicesim.speech.download;"
        "engines = {'faster_whisper', 'ctranslate2', 'onnxruntime', 'huggingface_hub', 'av'};"
        "assert not engines & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_fake_gives_its_words_where_there_is_a_voice() -> None:
    words = (Word("Well,", 0.5, 0.8, 0.9),)
    fake: Transcriber = KnowsTheWords(words)
    assert fake.transcribe(silence(1), [SpeechSpan(0.5, 0.8)]) == Transcript(words, "en", "fake")
    assert fake.transcribe(silence(1), ()).words == ()
    cancelled = threading.Event()
    cancelled.set()
    assert fake.transcribe(silence(1), [SpeechSpan(0.5, 0.8)], cancelled).words == ()
