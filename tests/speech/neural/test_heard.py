"""What is heard is what is written: a real voice reads, and a real speech model writes it down."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.real_model import tiny_en as tiny_en
from tests.real_voice import joe as joe
from voicesim.audio.files import read_audio
from voicesim.bank.load import load_bank
from voicesim.speech.activity import speech_spans
from voicesim.speech.models import Model
from voicesim.speech.neural.speaker import NeuralSpeaker
from voicesim.speech.neural.voices import NeuralVoice
from voicesim.speech.speakable import speakable
from voicesim.speech.transcriber import WhisperTranscriber
from voicesim.speech.word_error_rate import word_error_rate

if sys.platform != "linux":
    pytest.skip("espeak-ng's phonemes come with the package on Linux only", allow_module_level=True)


@pytest.mark.slow
def test_questions_are_written_down_as_they_are_written(
    joe: NeuralVoice, tiny_en: Model, tmp_path: Path
) -> None:
    transcriber = WhisperTranscriber(tiny_en.directory, tiny_en.name)
    texts = [speakable(question.prompt) for question in load_bank("senior-pm").questions[:3]]
    speaker = NeuralSpeaker(tmp_path, joe)
    sounds = [read_audio(speaker.render(text)).samples for text in texts]
    heard = [transcriber.transcribe(samples, speech_spans(samples)) for samples in sounds]
    written = " ".join(word.text for transcript in heard for word in transcript.words)
    assert word_error_rate(" ".join(texts), written) < 0.08


@pytest.mark.slow
def test_it_reads_at_the_rate_that_is_asked_for(joe: NeuralVoice, tmp_path: Path) -> None:
    text = "Tell me about a decision that you got wrong, and about what you would do differently today."
    slow, usual, fast = (
        read_audio(NeuralSpeaker(tmp_path, joe, rate_wpm=rate).render(text)).duration_s
        for rate in (110, 165, 250)
    )
    assert slow > 1.3 * usual > 1.3 * 1.2 * fast
