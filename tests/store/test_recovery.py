"""After a kill: what was said is found again, and nothing is taken from a program that still runs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.present import present
from tests.store.conftest import Open
from voicesim.bank.question import Question
from voicesim.store.history import History
from voicesim.store.recovery import UNKNOWN_QUESTION


@pytest.fixture
def cut_off(home: Path) -> Callable[[], subprocess.Popen[bytes]]:
    """Begin an attempt in a process of its own and kill that process."""

    def begin() -> subprocess.Popen[bytes]:
        program = (
            "import sys, time; from pathlib import Path; from voicesim.store.history import History\n"
            "from voicesim.bank.question import Question\n"
            "h = History.open(Path(sys.argv[1]), new_id=lambda now: 'cut')\n"
            "s = h.start_session('practice', 'b', '1')\n"
            "h.begin_attempt(s.id, Question('q', 's', 'Why?', 'story', 60.0, ()), 1)\n"
            "print('begun', flush=True); time.sleep(60)"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", program, home / "history.sqlite3"], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        process.stdout.close()
        return process

    return begin


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def test_a_recording_that_was_cut_off_is_kept_as_far_as_it_goes(
    cut_off: Callable[[], subprocess.Popen[bytes]],
    open_history: Open,
    record: Callable[[str, float], Path],
    home: Path,
) -> None:
    kill(cut_off())
    record("cut/1.wav", 2.5)
    history = open_history()
    found = history.recover(home / "recordings")
    assert [attempt.id for attempt in found.finished] == ["cut-1"]
    assert (found.adopted, found.lost) == ((), ())
    (attempt,) = history.pending()
    assert (attempt.state, attempt.recorded_s, attempt.ended_by) == ("recorded", 2.5, "cut off")
    assert attempt.question.prompt == "Why?"
    assert "cut off" in attempt.notices[0]
    assert history.recover(home / "recordings") == type(found)()


def test_the_recording_of_a_running_program_is_left_alone(
    cut_off: Callable[[], subprocess.Popen[bytes]],
    open_history: Open,
    record: Callable[[str, float], Path],
    home: Path,
) -> None:
    process = cut_off()
    record("cut/1.wav", 2.5)
    history = open_history()
    assert history.recover(home / "recordings").finished == ()
    assert history.attempt("cut-1").state == "recording"
    kill(process)
    assert len(history.recover(home / "recordings").finished) == 1


def test_ones_own_recording_is_left_alone(
    history: History, question: Question, record: Callable[[str, float], Path], home: Path
) -> None:
    session = history.start_session("practice", "b", "1")
    attempt = history.begin_attempt(session.id, question, 1)
    record(present(attempt.audio_path), 1.0)
    assert history.recover(home / "recordings").finished == ()
    assert history.attempt(attempt.id).state == "recording"


@pytest.mark.parametrize("seconds", [None, 0.0])
def test_an_attempt_without_a_sound_is_set_aside(
    cut_off: Callable[[], subprocess.Popen[bytes]],
    open_history: Open,
    record: Callable[[str, float], Path],
    home: Path,
    seconds: float | None,
) -> None:
    kill(cut_off())
    if seconds is not None:
        record("cut/1.wav", seconds)
    history = open_history()
    found = history.recover(home / "recordings")
    assert [attempt.id for attempt in found.lost] == ["cut-1"]
    assert history.pending() == ()
    assert history.attempt("cut-1").state == "discarded"


def test_a_header_that_lags_behind_the_sound_is_not_believed(
    cut_off: Callable[[], subprocess.Popen[bytes]],
    open_history: Open,
    record: Callable[[str, float], Path],
    home: Path,
) -> None:
    kill(cut_off())
    path = record("cut/1.wav", 1.0)
    with path.open("ab") as file:
        file.write(b"\1\0" * 8_000)
    (attempt,) = open_history().recover(home / "recordings").finished
    assert attempt.recorded_s == 1.5


def test_a_file_that_is_shorter_than_its_header_says(
    cut_off: Callable[[], subprocess.Popen[bytes]],
    open_history: Open,
    record: Callable[[str, float], Path],
    home: Path,
) -> None:
    kill(cut_off())
    path = record("cut/1.wav", 2.0)
    path.write_bytes(path.read_bytes()[: 44 + 32_000])
    (attempt,) = open_history().recover(home / "recordings").finished
    assert attempt.recorded_s == 1.0


def test_recordings_outlive_a_lost_history(
    open_history: Open, record: Callable[[str, float], Path], home: Path
) -> None:
    record("20261123-0612-a3f/1.wav", 1.0)
    record("20261123-0612-a3f/2.wav", 2.0)
    record("loose.wav", 3.0)
    history = open_history()
    found = history.recover(home / "recordings")
    assert [attempt.audio_path for attempt in found.adopted] == [
        "20261123-0612-a3f/1.wav",
        "20261123-0612-a3f/2.wav",
        "loose.wav",
    ]
    assert [attempt.recorded_s for attempt in found.adopted] == [1.0, 2.0, 3.0]
    assert {attempt.question for attempt in found.adopted} == {UNKNOWN_QUESTION}
    assert {session.id: session.answers for session in history.sessions()} == {
        "20261123-0612-a3f": 2,
        "recovered": 1,
    }
    assert history.session("recovered").kind == "recovered"
    assert history.pending() == found.adopted
    assert history.recover(home / "recordings").adopted == ()


def test_an_unknown_file_in_a_known_session_joins_it(
    history: History, question: Question, record: Callable[[str, float], Path], home: Path
) -> None:
    session = history.start_session("practice", "b", "1")
    history.begin_attempt(session.id, question, 1)
    record("s1/7.wav", 1.0)
    (adopted,) = history.recover(home / "recordings").adopted
    assert (adopted.session_id, adopted.number, adopted.id) == ("s1", 2, "s1-r2")
    assert history.session("s1").kind == "practice"


def test_an_unknown_file_without_sound_is_listed_once(open_history: Open, home: Path) -> None:
    folder = home / "recordings"
    folder.mkdir(parents=True)
    (folder / "noise.wav").write_bytes(b"not a sound")
    history = open_history()
    assert [attempt.audio_path for attempt in history.recover(folder).lost] == ["noise.wav"]
    assert history.recover(folder).lost == ()


def test_no_recordings_at_all_is_nothing_to_recover(history: History, home: Path) -> None:
    found = history.recover(home / "nowhere")
    assert (found.finished, found.adopted, found.lost) == ((), (), ())


def test_a_finished_session_leaves_no_lock_behind(history: History, home: Path) -> None:
    session = history.start_session("practice", "b", "1")
    assert list((home / "running").iterdir())
    history.finish_session(session.id)
    assert list((home / "running").iterdir()) == []
