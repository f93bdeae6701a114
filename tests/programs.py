"""The program as a user runs it: another process, real voices, real sound."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from voicesim.demo.candidate import RATE_WPM, VOICE, SampleAnswer, sample_answers, speak
from voicesim.speech.speaker import Pyttsx3Speaker

Run = Callable[..., subprocess.CompletedProcess[str]]

VOICESIM = (sys.executable, "-m", "voicesim")


@pytest.fixture(scope="session")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Pyttsx3Speaker:
    """The voice that the demo model understands."""
    return Pyttsx3Speaker(tmp_path_factory.mktemp("voice"), voice=VOICE, rate_wpm=RATE_WPM)


@pytest.fixture(scope="session")
def spoken_answer(
    voice: Pyttsx3Speaker, tmp_path_factory: pytest.TempPathFactory
) -> tuple[SampleAnswer, Path]:
    """The demo's first answer, and a WAV file of it."""
    from voicesim.audio.wav import write_wav

    answer = sample_answers()[0]
    path = tmp_path_factory.mktemp("answers") / "1.wav"
    write_wav(path, speak(answer, voice))
    return answer, path


@pytest.fixture
def voicesim() -> Run:
    """Run voicesim in a process of its own, without a terminal."""

    def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
        command = [*VOICESIM, *(str(argument) for argument in arguments)]
        settings = {"env": os.environ.copy(), "stdin": subprocess.DEVNULL, "timeout": 120} | options
        return subprocess.run(command, capture_output=True, text=True, check=False, **settings)  # type: ignore[call-overload, no-any-return]

    return run
