"""A clarifying question in a pseudo-terminal, asked by the synthetic candidate under a real sound server."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import soundfile

from tests.programs import VOICESIM
from tests.sound_server import SoundServer
from tests.terminal import Terminal
from voicesim.audio.clip import RATE_HZ
from voicesim.demo.candidate import RATE_WPM, VOICE, SampleAnswer, speak
from voicesim.speech.speaker import Pyttsx3Speaker

pytestmark = [
    pytest.mark.sound,
    pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX pseudo-terminal"),
]


def test_the_interviewer_answers_at_a_pause_and_the_clock_goes_on(
    sound_server: SoundServer, home: Path, tmp_path: Path
) -> None:
    speaker = Pyttsx3Speaker(tmp_path / "voice", voice=VOICE, rate_wpm=RATE_WPM)
    clip = speak(
        SampleAnswer("scooter-rides", "", ("Okay.", 0.5, "Is it in all of the cities?", 1.0)), speaker
    )
    path = tmp_path / "asked.wav"
    soundfile.write(path, clip.samples, RATE_HZ)
    asked = ("practice", "pm-metrics", "--question", "scooter-rides", "--model", "demo", "--prep", "1")
    terminal = Terminal(sound_server.env, *VOICESIM, *asked)
    terminal.until("Listen")
    terminal.press("\r")
    screen = terminal.until("rec 0:00")
    assert "clarify" in screen
    sound_server.speak(path)
    terminal.until("Interviewer: Three cities are nearly level.")
    terminal.until("rec 0:1")
    terminal.press("\r")
    assert "1 clarifying question" in terminal.until("words per minute")
    terminal.press("q\r")
    assert terminal.end() == 0
