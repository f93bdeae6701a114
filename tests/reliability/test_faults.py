"""Whatever breaks: one sentence with the remedy, the right exit code, and what was said is kept.

How each part notices its faults is tested in its own room; here they happen to the whole program.
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.practised import Call
from tests.reliability.faults import FAULTS, Fault
from tests.reliability.stage import Stage
from tests.speech.conftest import voice_python as voice_python
from voicesim.speech.speaker import Pyttsx3Speaker

DOCUMENT = Path(__file__).parents[2] / "docs/reliability.md"


@pytest.fixture
def stage(
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: Call,
    voice: Pyttsx3Speaker,
    voice_python: Callable[[str], str],
) -> Iterator[Stage]:
    with contextlib.ExitStack() as leave, contextlib.ExitStack() as undo:
        yield Stage(home, tmp_path, monkeypatch, call, leave, undo, voice, voice_python)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are for POSIX")
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.replace(" ", "-"))
def test_a_fault_is_told_and_what_was_said_is_kept(stage: Stage, fault: Fault) -> None:
    fault.arrange(stage)
    done = stage.practise()
    printed = " ".join(f"{done.out} {done.err}".split())

    assert done.code == fault.code, printed
    assert stage.kept_s() == pytest.approx(fault.kept_s, abs=0.2)
    assert fault.sees in printed
    assert fault.remedy in printed
    assert "Something went wrong" not in printed
    if fault.midway:
        assert "What was said is kept" in printed

    finished = stage.finish()
    assert finished.code == 0, finished.err
    assert [answer.state for answer in stage.answers()] == ["assessed"] * fault.finished


def test_the_document_lists_what_is_tried_with_what_is_seen_and_the_exit_code() -> None:
    rows = re.findall(r"^\| ([^|]+?) \| ([^|]+?) \| ([^|]+?) \| (\d) \|$", DOCUMENT.read_text("utf-8"), re.M)
    told = {name: (sees, code) for name, sees, _, code in rows}
    assert {fault.name: str(fault.code) for fault in FAULTS} == {
        name: code for name, (_, code) in told.items()
    }
    assert [fault.name for fault in FAULTS if fault.sees not in told[fault.name][0]] == []
