"""Nothing leaves this machine, and nobody else on it can read what is kept."""

from __future__ import annotations

import json
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import empty_network
from tests.programs import VOICESIM
from voicesim.demo.candidate import SampleAnswer

ASK_FOR_A_NAME = "import socket\ntry: socket.getaddrinfo('someone.example', 443)\nexcept OSError: pass"
LOAD_THE_ENGINE = """
import time
import numpy
from voicesim.speech.activity import speech_spans
speech_spans(numpy.zeros(16_000, numpy.float32))
time.sleep(1.5)
"""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A whole interview with its review, export and copy, in a network where every question is seen."""

    question_id: str
    seen: empty_network.Seen
    home: Path
    user: Path
    results: Path


@pytest.fixture(scope="module")
def sitting(spoken_answer: tuple[SampleAnswer, Path], tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    sample, recording = spoken_answer
    home, user, results = (tmp_path_factory.mktemp(name) for name in ("data", "user", "results"))
    home /= "voicesim"
    answers = ("--answers", str(recording.parent), "--model", "demo", "--question", sample.question_id)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HF_HOME"):
            patch.delenv(name, raising=False)
        for name in ("HF_HUB_OFFLINE", "CI", "ORT_DISABLE_TELEMETRY"):
            patch.delenv(name, raising=False)
        patch.setenv("HOME", str(user))
        patch.setenv("VOICESIM_HOME", str(home))
        seen = empty_network.run(
            [sys.executable, "-c", ASK_FOR_A_NAME],
            [*VOICESIM, "practice", *answers, "--json"],
            [*VOICESIM, "review", "last", "--json"],
            [*VOICESIM, "export", "last", "--output", str(results / "page.html")],
            [*VOICESIM, "history", "backup", str(results / "copy"), "--with-audio"],
        )
    return Sitting(sample.question_id, seen, home, user, results)


def test_it_works_without_a_network(sitting: Sitting) -> None:
    assert sitting.seen.codes == (0,) * 5, sitting.seen.errs
    assert json.loads(sitting.seen.outs[1])["question"] == sitting.question_id
    assert json.loads(sitting.seen.outs[2])["attempts"][0]["text"]


def test_nobody_is_asked_for_anything(sitting: Sitting) -> None:
    if "someone.example" not in sitting.seen.names:
        pytest.skip("no network namespaces are allowed here, or names are found in a way that is not seen")
    assert set(sitting.seen.names) == {"someone.example"}


def test_only_this_user_can_read_what_is_kept_and_written_whatever_the_umask(sitting: Sitting) -> None:
    kept = [p for root in (sitting.home, sitting.results) for p in (root, *root.rglob("*"))]
    names = {"history.sqlite3", "recordings", "cache", "voice", "voicesim.log", "page.html", "copy"}
    assert {path.name for path in kept} >= names
    assert [path for path in kept if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_nothing_is_written_anywhere_else(sitting: Sitting) -> None:
    assert list(sitting.user.rglob("*")) == []


def test_the_engine_that_reports_home_by_itself_is_kept_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME", "CI"):
        monkeypatch.delenv(name, raising=False)
    seen = empty_network.run([sys.executable, "-c", LOAD_THE_ENGINE])
    assert seen.codes == (0,), seen.errs
    assert seen.names == ()
    assert list(tmp_path.iterdir()) == []
