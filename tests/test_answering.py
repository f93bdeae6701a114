"""A take in progress: what was said is written down meanwhile, and nothing is left behind however it ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from math import inf
from pathlib import Path

import numpy as np
import pytest

from tests.known_words import KnowsTheWords
from tests.programs import spoken_answer as spoken_answer
from tests.programs import voice as voice
from voicesim.answering import Answering
from voicesim.audio.clip import RATE_HZ, Clip, Samples
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.wav import read_wav
from voicesim.demo.candidate import SampleAnswer
from voicesim.speech.models import find_model
from voicesim.speech.stretches import Stretch
from voicesim.speech.transcriber import Transcriber, WhisperTranscriber
from voicesim.speech.words import SpeechSpan, Word

SILENCE = Clip(np.zeros(RATE_HZ, np.float32))


def take(
    folder: Path,
    source: Clip | Path,
    transcriber: Transcriber | None,
    *,
    paced: bool = False,
    end_on_silence_s: float | None = None,
) -> Answering:
    microphone = FileMicrophone(source, paced=paced)
    return Answering(
        microphone,
        folder / "take.wav",
        max_s=60,
        end_on_silence_s=end_on_silence_s,
        transcriber=transcriber,
    )


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    yield
    deadline_s = time.monotonic() + 30
    while any(thread.name == "voicesim-live" for thread in threading.enumerate()):
        assert time.monotonic() < deadline_s, "a thread still transcribes"
        time.sleep(0.01)


def test_the_transcript_is_that_of_the_kept_recording(
    tmp_path: Path, spoken_answer: tuple[SampleAnswer, Path]
) -> None:
    model = find_model("demo")
    transcriber = WhisperTranscriber(model.directory, model.name)
    answering = take(tmp_path, spoken_answer[1], transcriber)
    answering.start()
    transcript = answering.transcript()
    recording, spans = answering.result()
    assert transcript == transcriber.transcribe(recording.clip.samples, spans)
    assert transcript is not None
    assert len(transcript.words) > 10
    assert not answering.late


def test_without_a_transcriber_there_is_no_transcript(tmp_path: Path) -> None:
    answering = take(tmp_path, SILENCE, None)
    answering.start()
    assert answering.transcript() is None


def test_a_transcriber_that_needs_the_whole_gets_it_at_the_end(tmp_path: Path) -> None:
    answering = take(tmp_path, SILENCE, KnowsTheWords([Word("Well.", 0.0, 1.0, 1.0)]))
    answering.start()
    transcript = answering.transcript()
    assert transcript is not None
    assert transcript.words == ()


def test_it_tells_how_much_silence_is_left_before_it_ends(
    tmp_path: Path, spoken_answer: tuple[SampleAnswer, Path]
) -> None:
    said = read_wav(spoken_answer[1]).samples
    for end_on_silence_s, ended_by, left_s in ((30.0, "input", 27.0), (2.0, "silence", 0.0)):
        source = Clip(np.concatenate([said, np.zeros(3 * RATE_HZ, np.float32)]))
        answering = take(tmp_path, source, None, end_on_silence_s=end_on_silence_s)
        assert answering.silence_left_s == inf
        answering.start()
        assert answering.result()[0].ended_by == ended_by
        assert answering.silence_left_s == pytest.approx(left_s, abs=1.0)


def test_silence_before_the_first_word_ends_nothing(tmp_path: Path) -> None:
    answering = take(tmp_path, SILENCE, None, end_on_silence_s=0.5)
    answering.start()
    assert answering.result()[0].ended_by == "input"
    assert answering.silence_left_s == inf


class Endless:
    """Never done with a stretch until it is let go."""

    name, language = "endless", "en"

    def __init__(self) -> None:
        self.let_go = threading.Event()

    def load(self) -> None:
        self.let_go.wait(60)

    def stretches(self, samples: Samples, spans: Sequence[SpeechSpan]) -> tuple[Stretch, ...]:
        raise AssertionError("cancelled before")

    def words_in(self, *arguments: object) -> tuple[Word, ...]:
        raise AssertionError("cancelled before")

    transcribe = words_in


def test_a_cancelled_take_is_recorded_to_its_end_and_does_not_wait(tmp_path: Path) -> None:
    transcriber = Endless()
    answering = take(tmp_path, SILENCE, transcriber)  # type: ignore[arg-type]
    answering.start()
    answering.cancel()
    recording, _ = answering.result()
    assert recording.duration_s == 1.0
    transcriber.let_go.set()


def test_a_take_that_never_began_can_be_cancelled(tmp_path: Path) -> None:
    model = find_model("demo")
    take(tmp_path, SILENCE, WhisperTranscriber(model.directory, model.name)).cancel()
