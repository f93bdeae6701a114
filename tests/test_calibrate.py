"""Sentences that are read aloud: when there is enough of a voice, and when the counts say anything."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.faulty_microphone import FaultyMicrophone
from tests.programs import voice as voice
from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.microphone import Microphone
from voicesim.calibrate import SENTENCES, ReadAloud, check_understood, hear, listen, reading_of
from voicesim.demo.candidate import SampleAnswer, speak
from voicesim.errors import AudioError
from voicesim.speech.calibration import Heard
from voicesim.speech.models import find_model
from voicesim.speech.speaker import Speaker
from voicesim.speech.ums import UM, words_with_ums


@pytest.fixture(scope="module")
def clips(voice: Speaker) -> tuple[Clip, ...]:
    """The sentences as the demo's candidate reads them."""
    return tuple(
        speak(SampleAnswer("", "", (0.5, sentence)), voice, seed) for seed, sentence in enumerate(SENTENCES)
    )


def read(microphone: Microphone, folder: Path) -> ReadAloud:
    answering = listen(microphone, folder / "1.wav")
    answering.start()
    return reading_of(answering, 2)


def test_two_ums_are_asked_for_in_three_sentences() -> None:
    said = [words_with_ums(sentence) for sentence in SENTENCES]
    assert len(said) == 3
    assert sum(words.count(UM) for words in said) == 2


def test_the_words_and_ums_that_a_model_hears_are_counted(clips: tuple[Clip, ...], tmp_path: Path) -> None:
    readings = [read(FileMicrophone(clip, paced=False), tmp_path) for clip in clips]
    found = hear(find_model("demo"), readings, ())
    assert (found.model, found.words, found.ums) == ("demo", 48, 2)
    assert found.words_right >= 45
    assert found.ums_right == 2
    assert found.took_s > 0
    assert found.sound_s == pytest.approx(sum(clip.duration_s for clip in clips), abs=0.1)


def test_too_little_of_a_voice_is_told_with_the_sentence(clips: tuple[Clip, ...], tmp_path: Path) -> None:
    short = Clip(clips[1].samples[: round(1.3 * RATE_HZ)])
    with pytest.raises(AudioError, match=r"^Sentence 2: only 0\.\d s of a voice was heard; read all of it"):
        read(FaultyMicrophone(short), tmp_path)


def test_a_microphone_that_is_muted_is_told_as_in_an_interview(tmp_path: Path) -> None:
    silence = Clip(np.zeros(3 * RATE_HZ, np.float32))
    with pytest.raises(AudioError, match=r"^Sentence 2: The microphone delivered only zeros"):
        read(FaultyMicrophone(silence), tmp_path)


def test_silence_after_the_sentence_ends_it(clips: tuple[Clip, ...], tmp_path: Path) -> None:
    noise = np.random.default_rng(1).standard_normal(20 * RATE_HZ).astype(np.float32) * 1e-4
    long = Clip(np.concatenate([clips[0].samples, noise]))
    found = read(FaultyMicrophone(long), tmp_path)
    assert found.duration_s < clips[0].duration_s + 6


def test_counts_of_other_words_say_nothing_unless_one_model_heard_them() -> None:
    deaf = Heard("demo", 1, 48, 30, 2, 0, 0, 20.0, 1.0)
    check_understood([deaf, Heard("tiny.en", 1, 48, 2, 2, 2, 2, 20.0, 1.0)])
    with pytest.raises(AudioError, match=r"At most 18 of the 48 words were heard, so nothing is kept"):
        check_understood([deaf])
