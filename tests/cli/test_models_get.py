"""voicesim models get where the hub cannot be reached: what a package index has is offered, never taken."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.package_index import Index
from tests.package_index import index as index
from tests.practised import Call
from tests.practised import call as call
from tests.terminal import Terminal
from voicesim.paths import models_dir
from voicesim.speech.models import find_model

PROGRAM = """
from tests.package_index import KNOWN_HERE
from voicesim.speech.packaged_models import PACKAGED
PACKAGED["tiny.en"] = KNOWN_HERE
from voicesim.cli.main import run
run()
"""
"""voicesim, knowing the wheel of the tests' index."""


@pytest.fixture(autouse=True)
def no_rehearsal(monkeypatch: pytest.MonkeyPatch) -> None:
    """How fast the model is here is not what these are about."""
    monkeypatch.setattr("voicesim.cli.models.tell_speed", lambda model: None)


def test_without_a_terminal_nothing_is_taken_and_the_command_is_named(index: Index, call: Call) -> None:
    for name in ("tiny.en", "base.en"):
        done = call("models", "get", name)
        assert done.code == 1
        assert "voicesim models get tiny.en --from index" in done.err
        assert done.err.count("\n") == 1
    assert index.asked == []


def test_a_script_says_from_where(index: Index, call: Call) -> None:
    done = call("models", "get", "tiny.en", "--from", "index")
    assert done.code == 0
    assert "tiny.en is ready in" in done.err
    assert find_model("auto").name == "tiny.en"


def test_a_directory_is_a_place_too(call: Call) -> None:
    assert call("models", "get", "base.en", "--from", find_model("demo").directory).code == 0
    assert find_model("auto").name == "base.en"


@pytest.mark.parametrize("place", ["nowhere", "hub"])
def test_no_other_place_is_tried_than_the_one_that_was_named(index: Index, call: Call, place: str) -> None:
    done = call("models", "get", "tiny.en", "--from", place)
    assert done.code == (2 if place == "nowhere" else 1)
    assert index.asked == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX pseudo-terminal")
class TestAtATerminal:
    def start(self, *arguments: object) -> Terminal:
        from tests.terminal import Terminal

        root = str(Path(__file__).parents[2])
        return Terminal(
            os.environ | {"PYTHONPATH": root}, sys.executable, "-c", PROGRAM, *map(str, arguments)
        )

    @pytest.mark.parametrize("name", ["tiny.en", "base.en"])
    def test_it_is_offered_and_taken_when_wanted(self, index: Index, name: str) -> None:
        terminal = self.start("models", "get", name)
        screen = terminal.until("[y/N]")
        assert f"The speech model {name} could not be downloaded (" in screen
        assert "package some-models 1.2" in " ".join(screen.split())
        assert ("Take tiny.en, which makes more mistakes" in screen) == (name == "base.en")
        assert index.asked == []
        terminal.press("y\r")
        terminal.until("tiny.en is ready in")
        assert terminal.end() == 0
        assert find_model("auto").name == "tiny.en"

    def test_it_is_left_when_not_wanted(self, index: Index) -> None:
        terminal = self.start("models", "get", "base.en")
        terminal.until("[y/N]")
        terminal.press("\r")
        assert terminal.end() == 1
        assert "No speech model was downloaded." in terminal.text
        assert index.asked == []
        assert not (models_dir() / "tiny.en").exists()

    def test_a_model_that_no_package_has_is_not_offered(self, index: Index) -> None:
        terminal = self.start("models", "get", "large-v3")
        assert terminal.end() == 1
        assert "could not be downloaded" in terminal.text
        assert "[y/N]" not in terminal.text

    def test_a_first_recording_is_heard_with_what_is_offered(
        self, index: Index, spoken_answer: tuple[object, Path]
    ) -> None:
        terminal = self.start("score", spoken_answer[1], "--question", "quality")
        terminal.until("[y/N]")
        terminal.press("y\r")
        terminal.until("words per minute")
        assert terminal.end() == 0
