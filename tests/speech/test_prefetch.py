"""The next question is read aloud in the background while the present one is answered."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from voicesim.errors import VoiceError
from voicesim.speech.speaker import Prefetch


class SlowSpeaker:
    """Renders when it is allowed to, and fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.allowed = threading.Event()
        self.texts: list[str] = []
        self.failures = failures

    def render(self, text: str) -> Path:
        self.texts.append(text)
        assert self.allowed.wait(30)
        if self.failures:
            self.failures -= 1
            raise VoiceError("out of breath")
        return Path(text)


def test_renders_in_the_background_and_once() -> None:
    slow = SlowSpeaker()
    ahead = Prefetch(slow)
    ahead.ahead("next")
    ahead.ahead("next")
    slow.allowed.set()
    assert ahead.render("next") == Path("next")
    for thread in threading.enumerate():
        if thread.name == "voice-ahead":
            thread.join(30)  # also one that was started in vain
    assert slow.texts == ["next"]


def test_renders_what_nobody_announced() -> None:
    slow = SlowSpeaker()
    slow.allowed.set()
    assert Prefetch(slow).render("now") == Path("now")


def test_tells_an_error_when_the_text_is_wanted_and_then_tries_again() -> None:
    slow = SlowSpeaker(failures=1)
    slow.allowed.set()
    ahead = Prefetch(slow)
    ahead.ahead("next")
    with pytest.raises(VoiceError, match="out of breath"):
        ahead.render("next")
    assert ahead.render("next") == Path("next")


def test_does_not_keep_the_program_from_ending() -> None:
    program = (
        "import time\n"
        "from voicesim.speech.speaker import Prefetch\n"
        "class Endless:\n"
        "    def render(self, text): time.sleep(600)\n"
        "Prefetch(Endless()).ahead('next')\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=30)
