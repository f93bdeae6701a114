"""What the conductor does about a machine that cannot keep up, and about takes that are started over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_interview import Desk, Room, endless
from tests.test_interview import history as history
from voicesim.answering import Answering
from voicesim.desk import Command, Notice
from voicesim.speech.words import Transcript
from voicesim.store.history import History


def test_a_machine_that_is_too_slow_is_told_once(
    tmp_path: Path, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Answering, "late", property(lambda self: True))
    desk = Desk()
    session = Room(tmp_path, history, desk, count=3).run()
    told = [notice.text for notice in desk.of(Notice) if "too slow" in notice.text]
    assert len(told) == 1
    assert "scribe" in told[0]
    assert "--model tiny.en" in told[0]
    assert [attempt.state for attempt in history.attempts(session)] == ["assessed"] * 3


def test_a_take_that_is_started_over_is_not_written_down(
    tmp_path: Path, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[str] = []
    transcript, cancel = Answering.transcript, Answering.cancel

    def write(self: Answering) -> Transcript | None:
        ended.append("written")
        return transcript(self)

    def break_off(self: Answering) -> None:
        ended.append("cancelled")
        cancel(self)

    monkeypatch.setattr(Answering, "transcript", write)
    monkeypatch.setattr(Answering, "cancel", break_off)
    desk = Desk(recording=[Command.AGAIN, Command.GO])
    Room(tmp_path, history, desk, equipment={"microphone": endless}).run()
    assert ended == ["cancelled", "written", "cancelled"]
