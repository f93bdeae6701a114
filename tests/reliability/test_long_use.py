"""Long answers and sessions: memory does not pile up. tools/benchmarks/memory.py measures the program."""

from __future__ import annotations

import gc
import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.practised import Call
from tests.reliability.stage import noise
from voicesim.answering import Answering
from voicesim.audio.faults import describe_faults
from voicesim.audio.recorder import Recorder
from voicesim.audio.wav import write_wav
from voicesim.cli.terminal_desk import TerminalDesk
from voicesim.desk import Answered, Event
from voicesim.speech.live import LiveTranscriber

ANSWERS = 6


def peak_bytes(task: Callable[[], object]) -> int:
    """The most memory that a task has at any time, its result included."""
    tracemalloc.start()
    try:
        task()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_looking_for_faults_takes_no_second_copy_of_the_recording() -> None:
    five_minutes = noise(300.0)
    assert peak_bytes(lambda: describe_faults(five_minutes)) < five_minutes.samples.nbytes


def test_each_answer_of_a_session_is_let_go_before_the_next(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = tmp_path / "answers"
    answers.mkdir()
    write_wav(answers / "0.wav", noise(1.0))
    for number in range(1, ANSWERS):
        shutil.copy(answers / "0.wav", answers / f"{number}.wav")
    held: list[int] = []
    show = TerminalDesk.show

    def counting(desk: TerminalDesk, event: Event) -> None:
        show(desk, event)
        if isinstance(event, Answered):
            gc.collect()
            held.append(sum(isinstance(o, Recorder | Answering | LiveTranscriber) for o in gc.get_objects()))

    monkeypatch.setattr(TerminalDesk, "show", counting)
    done = call("practice", "--answers", answers, "--model", "demo", "--no-voice")
    assert done.code == 0, done.err
    assert len(held) == ANSWERS
    assert max(held) == held[0]
