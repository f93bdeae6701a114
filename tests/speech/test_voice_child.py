"""The process that speaks, with the real engine and with ones that behave like those of other systems."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile

from voicesim.errors import VoiceError
from voicesim.speech.voice_process import ask_child

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="espeak-ng is the engine of Linux")


def ask(folder: Path, **request: object) -> dict[str, object]:
    whole = {"do": "render", "text": "Hello there", "voice": None, "rate_wpm": 165, **request}
    return ask_child({"file": str(folder / "speech.wav"), **whole}, folder, limit_s=20, python=sys.executable)


@linux_only
@pytest.mark.parametrize("file", ["/dev/full", "/no/such/folder/speech.wav"])
def test_a_file_that_cannot_be_written_ends_it_instead_of_waiting_forever(tmp_path: Path, file: str) -> None:
    began_s = time.monotonic()
    with pytest.raises(VoiceError, match="before it had spoken"):
        ask(tmp_path, file=file)
    assert time.monotonic() - began_s < 10


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe to wait on")
def test_it_ends_when_the_one_that_started_it_is_gone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "request.json")
    command = [sys.executable, "-m", "voicesim.speech.voice_child", str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(0.5)
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait(20) == 1


def test_the_remedy_is_named_where_there_is_no_engine(
    tmp_path: Path, voice_engine: Callable[[str], None]
) -> None:
    voice_engine("def init(): raise RuntimeError('eSpeak is not installed')")
    with pytest.raises(VoiceError, match=r"eSpeak is not installed.*install"):
        ask(tmp_path)


def test_the_sound_system_of_windows_is_run_only_once(
    tmp_path: Path, voice_engine: Callable[[str], None]
) -> None:
    """A second runAndWait of one engine stays silent there, and may hang on macOS."""
    voice_engine("""
        def run(self):
            self.runs += 1
            assert self.runs == 1, "a second run"
        Engine.runAndWait = run
    """)
    assert ask(tmp_path) == {"voice": "HKEY\\EN"}
    assert soundfile.info(tmp_path / "speech.wav").format == "AIFF"


def test_espeak_is_run_once_before_there_is_anything_to_say(
    tmp_path: Path, voice_engine: Callable[[str], None]
) -> None:
    """Its first runAndWait returns too early."""
    voice_engine("""
        Engine.driver_name = "espeak"
        said = Engine.save_to_file
        def save_to_file(self, text, name):
            assert self.runs == 1, "the first run is the empty one"
            said(self, text, name)
        Engine.save_to_file = save_to_file
    """)
    assert ask(tmp_path) == {"voice": "HKEY\\EN"}


def test_an_english_voice_is_chosen_where_the_default_is_another(
    tmp_path: Path, voice_engine: Callable[[str], None]
) -> None:
    voice_engine("")
    assert ask(tmp_path) == {"voice": "HKEY\\EN"}
    assert ask(tmp_path, voice="hedda") == {"voice": "HKEY\\DE"}


def test_a_voice_that_the_engine_does_not_take_is_an_error(
    tmp_path: Path, voice_engine: Callable[[str], None]
) -> None:
    voice_engine("Engine.setProperty = lambda self, name, value: None")
    with pytest.raises(VoiceError, match="choose another voice"):
        ask(tmp_path, voice="zira")


def test_an_error_event_of_the_engine_is_an_error(
    tmp_path: Path, voice_engine: Callable[[str], None]
) -> None:
    voice_engine("Engine.runAndWait = lambda self: self.failed(name=None, exception=OSError('no device'))")
    with pytest.raises(VoiceError, match="no device"):
        ask(tmp_path)


def test_its_reply_is_not_disturbed_by_what_the_engine_prints(
    tmp_path: Path, voice_engine: Callable[[str], None]
) -> None:
    voice_engine('print(\'{"voice": "printed"}\')')
    assert ask(tmp_path)["voice"] == "HKEY\\EN"
    assert json.loads((tmp_path / "reply.json").read_text()) == {"voice": "HKEY\\EN"}


BUSY_ESPEAK = """
import json, sys
from voicesim.speech import voice_child
from voicesim.speech.espeak import use_bundled_espeak

use_bundled_espeak()
from pyttsx3.drivers import _espeak

settle = _espeak.SetParameter

def set_and_stay_busy(*setting):
    settle(*setting)
    _espeak.Synth(b"word " * 500)

_espeak.SetParameter = set_and_stay_busy
print(json.dumps(voice_child.answer(json.loads(sys.argv[1]))))
"""


@linux_only
def test_nothing_is_lost_while_espeak_is_still_busy(tmp_path: Path) -> None:
    """pyttsx3 stops before it runs, and a stop empties espeak-ng's queue with the rate and the text in it."""
    file = tmp_path / "speech.wav"
    request = {
        "do": "render",
        "text": "Why did you do that?",
        "voice": None,
        "rate_wpm": 90,
        "file": str(file),
    }
    subprocess.run([sys.executable, "-c", BUSY_ESPEAK, json.dumps(request)], check=True, timeout=30)
    assert soundfile.info(file).duration > 1.7
