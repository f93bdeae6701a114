"""voicesim practice without a terminal: a real sound path from loudspeaker to microphone."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.programs import VOICESIM
from tests.sound_server import SoundServer
from voicesim.demo.candidate import SampleAnswer
from voicesim.speech.word_error_rate import word_error_rate

pytestmark = pytest.mark.sound


def test_silence_ends_the_answer_when_asked_for(
    sound_server: SoundServer, spoken_answer: tuple[SampleAnswer, Path]
) -> None:
    answer, path = spoken_answer
    practice = sound_server.spawn(
        *VOICESIM,
        *("practice", "--question", answer.question_id, "--model", "demo", "--json", "--end-on-silence", "3"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    sound_server.await_recording(practice)
    sound_server.speak(path)
    out, err = practice.communicate(timeout=120)
    assert practice.returncode == 0, err.decode()
    (line,) = out.decode().splitlines()
    judged = json.loads(line)
    assert word_error_rate(answer.text, judged["text"]) < 0.15
    assert judged["timing"]["recorded_s"] == pytest.approx(
        judged["timing"]["to_first_word_s"] + judged["timing"]["answer_s"] + 3, abs=0.5
    )
