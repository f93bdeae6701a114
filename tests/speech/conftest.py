"""Stand-ins for the process that speaks and for the engine inside it."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from voicesim.audio.clip import Samples
from voicesim.audio.files import read_audio
from voicesim.speech.speaker import Pyttsx3Speaker

CHILD = """\
import json, os, pathlib, subprocess, sys, time

folder = pathlib.Path(sys.argv[-1])
request = json.loads((folder / "request.json").read_text())
rendered = pathlib.Path(request.get("file", "unused"))

def reply(**content):
    (folder / "reply.json").write_text(json.dumps(content))

"""

SOUND = """\
import numpy, soundfile
tone = 0.3 * numpy.sin(numpy.arange(44_100) / 10)

"""


@pytest.fixture
def voice_python(tmp_path: Path) -> Callable[[str], str]:
    """Makes an "interpreter" that runs the given lines in place of the process that speaks."""
    if sys.platform == "win32":
        pytest.skip("the stand-in is a script with a #! line")

    def make(body: str) -> str:
        script = tmp_path / "fake-python"
        sound = SOUND if "soundfile" in body else ""
        script.write_text(f"#!{sys.executable}\n{CHILD}{sound}{textwrap.dedent(body)}")
        script.chmod(0o755)
        return str(script)

    return make


ENGINE = """\
import time

import numpy, soundfile

class Voice:
    def __init__(self, id, name, languages):
        self.id, self.name, self.languages = id, name, languages

class Engine:
    driver_name = "sapi5"
    voices = [Voice("HKEY\\\\DE", "Hedda", ["de-DE"]), Voice("HKEY\\\\EN", "Zira Desktop", ["en-US"])]
    runs = 0

    def __init__(self):
        self.properties = {"voice": "HKEY\\\\DE", "voices": self.voices}

    def connect(self, topic, callback):
        self.failed = callback

    def getProperty(self, name):
        return self.properties[name]

    def setProperty(self, name, value):
        self.properties[name] = value

    def save_to_file(self, text, name):
        soundfile.write(name, 0.3 * numpy.sin(numpy.arange(44_100) / 10), 22_050, format="AIFF")

    def runAndWait(self):
        self.runs += 1

def init():
    return Engine()

"""


@pytest.fixture
def voice_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts an engine of another platform in pyttsx3's place; the given lines change it."""

    def make(body: str) -> None:
        folder = tmp_path / "in-place-of-pyttsx3"
        (folder / "pyttsx3" / "drivers").mkdir(parents=True)
        (folder / "pyttsx3" / "__init__.py").write_text(ENGINE + textwrap.dedent(body))
        (folder / "pyttsx3" / "drivers" / "_espeak.py").write_text("def Synchronize(): pass\n")
        monkeypatch.setenv("PYTHONPATH", str(folder))

    return make


@pytest.fixture(scope="session")
def said(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Samples]:
    """Reads a text aloud in the demo model's voice; the sound begins and ends with the speech itself."""
    if sys.platform != "linux":
        pytest.skip("the demo model knows espeak-ng's voice, which comes with the package on Linux only")
    speaker = Pyttsx3Speaker(tmp_path_factory.mktemp("voice"), voice="en-us", rate_wpm=160)

    def say(text: str) -> Samples:
        samples = read_audio(speaker.render(text)).samples
        loud = np.flatnonzero(np.abs(samples) > 0.003)
        return samples[loud[0] : loud[-1] + 1]

    return say
