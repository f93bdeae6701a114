"""voicesim practice in a pseudo-terminal, with real key presses, under a real sound server."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.programs import VOICESIM
from tests.sound_server import SoundServer
from voicesim.audio.files import read_audio
from voicesim.demo.candidate import SampleAnswer
from voicesim.speech.word_error_rate import word_error_rate
from voicesim.store.history import History

pexpect = pytest.importorskip("pexpect", reason="needs a POSIX pseudo-terminal")
pyte = pytest.importorskip("pyte")

pytestmark = [
    pytest.mark.sound,
    pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX pseudo-terminal"),
]

COLUMNS, LINES = 110, 45


class Terminal:
    """A program on a screen that can be read, with a keyboard."""

    def __init__(self, server: SoundServer, *arguments: str) -> None:
        self._screen = pyte.HistoryScreen(COLUMNS, LINES, history=2000)
        self._stream = pyte.ByteStream(self._screen)
        self._process = pexpect.spawn(
            VOICESIM[0],
            [*VOICESIM[1:], *arguments],
            env=server.env | {"TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": str(LINES)},
            dimensions=(LINES, COLUMNS),
        )

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    def press(self, keys: str) -> None:
        self._process.send(keys)

    def until(self, text: str, timeout_s: float = 40) -> str:
        """The screen once it shows this text."""
        deadline = time.monotonic() + timeout_s
        while text not in self.text:
            if time.monotonic() > deadline or not self._read():
                raise AssertionError(f"{text!r} did not appear; the screen shows:\n{self.text}")
        return self.text

    def end(self, timeout_s: float = 40) -> int:
        """Wait for the program; its exit code."""
        deadline = time.monotonic() + timeout_s
        while self._read() and time.monotonic() < deadline:
            pass
        self._process.close()
        code = self._process.exitstatus
        assert code is not None, f"ended by signal {self._process.signalstatus}"
        return int(code)

    def _read(self) -> bool:
        try:
            self._stream.feed(self._process.read_nonblocking(65536, timeout=0.1))
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        return True


@pytest.fixture
def history(home: Path) -> Iterator[History]:
    with History.open(home / "history.sqlite3") as opened:
        yield opened


def test_an_interview_is_heard_and_spoken_and_judged(
    sound_server: SoundServer,
    history: History,
    home: Path,
    spoken_answer: tuple[SampleAnswer, Path],
    tmp_path: Path,
) -> None:
    answer, path = spoken_answer
    loudspeaker = tmp_path / "loudspeaker.wav"
    listener = sound_server.listen(loudspeaker)
    terminal = Terminal(
        sound_server, "practice", "--question", answer.question_id, "--model", "demo", "--prep", "1"
    )
    terminal.until("Listen")
    terminal.until("rec 0:00")
    playing = sound_server.speak(path)
    screen = terminal.until("rec 0:05")
    assert "of 2:00" in screen
    assert "covered" not in screen
    playing.wait(60)
    terminal.press("\r")
    screen = terminal.until("words per minute")
    assert "covered" in screen
    terminal.press("\r")
    assert terminal.end() == 0
    assert "Kept as session" in terminal.text
    listener.terminate()
    listener.wait(10)

    (attempt,) = history.attempts(history.session().id)
    assert attempt.transcript is not None
    assert word_error_rate(answer.text, attempt.transcript.text) < 0.15
    assert attempt.recorded_s is not None
    kept = read_audio(home / "recordings" / str(attempt.audio_path))
    assert kept.duration_s == pytest.approx(attempt.recorded_s, abs=0.01)
    assert abs(read_audio(loudspeaker).samples).max() > 0.05, "the question was not heard"


def test_keys_repeat_pause_start_over_and_quit(sound_server: SoundServer, history: History) -> None:
    terminal = Terminal(sound_server, "practice", "--model", "demo", "--prep", "60", "--seed", "1")
    terminal.until("Listen")
    terminal.press("r")
    terminal.until("Listen")
    terminal.press("\r")
    terminal.until("Think: 0:5")
    terminal.press("\r")
    terminal.until("rec 0:01")
    terminal.press("p")
    terminal.until("paused")
    terminal.press("p")
    terminal.until("rec 0:02")
    terminal.press("a")
    terminal.until("rec 0:00")
    terminal.until("rec 0:01")
    terminal.press("q")
    terminal.until("Kept as session")
    assert terminal.end() == 0
    takes = history.attempts(history.session().id, discarded=True)
    assert [a.state for a in takes] == ["discarded", "assessed"]


def test_ctrl_c_keeps_the_answer_and_gives_the_terminal_back(
    sound_server: SoundServer, history: History, home: Path
) -> None:
    terminal = Terminal(sound_server, "practice", "--model", "demo", "--no-voice", "--prep", "0")
    terminal.until("Think")
    terminal.press("\r")
    terminal.until("rec 0:02")
    terminal.press("\x03")
    assert terminal.end() == 130
    assert "kept" in terminal.text
    (attempt,) = history.pending()
    assert attempt.ended_by == "interrupted"
    assert read_audio(home / "recordings" / str(attempt.audio_path)).duration_s >= 1.5
