"""voicesim practice in a pseudo-terminal, with real key presses, under a real sound server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.programs import VOICESIM
from tests.sound_server import SoundServer
from tests.terminal import Terminal
from voicesim.audio.files import read_audio
from voicesim.demo.candidate import SampleAnswer
from voicesim.speech.word_error_rate import word_error_rate
from voicesim.store.history import History

pytestmark = [
    pytest.mark.sound,
    pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX pseudo-terminal"),
]


def practice(server: SoundServer, *arguments: str) -> Terminal:
    return Terminal(server.env, *VOICESIM, "practice", *arguments)


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
    terminal = practice(sound_server, "--question", answer.question_id, "--model", "demo", "--prep", "1")
    terminal.until("Listen")
    terminal.until("rec 0:00")
    playing = sound_server.speak(path)
    screen = terminal.until("rec 0:05")
    assert "of 2:00" in screen
    assert "words per minute" not in screen
    playing.wait(60)
    terminal.press("\r")
    terminal.until("words per minute")
    screen = terminal.until("→")  # advice, which comes last
    assert any(verdict in screen for verdict in ("✓ covered", "? check", "✗ missed"))
    terminal.press("q\r")  # skips what the judge is not certain of, if anything, and goes on
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
    terminal = practice(sound_server, "--model", "demo", "--prep", "60", "--seed", "1")
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
    terminal = practice(sound_server, "--model", "demo", "--no-voice", "--prep", "0")
    assert "Think" not in terminal.until("rec 0:02")
    terminal.press("\x03")
    assert terminal.end() == 130
    assert "kept" in terminal.text
    (attempt,) = history.pending()
    assert attempt.ended_by == "interrupted"
    assert read_audio(home / "recordings" / str(attempt.audio_path)).duration_s >= 1.5
