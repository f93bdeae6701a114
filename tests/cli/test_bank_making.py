"""Banks that people make: asked for in a terminal, as a starter, or of a file that they have."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.practised import Call
from tests.practised import call as call
from tests.programs import VOICESIM
from voicesim.bank.load import bank_schema, check_bank

MARKDOWN = "## Craft\n\nAn introduction.\n\n- How do you ship?\n  - Cuts scope\n- How do you say no?\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_starter_passes_the_check_and_the_schema_that_it_names(call: Call, folder: Path) -> None:
    assert call("bank", "new", "my-bank").code == 0
    text = (folder / "my-bank.yaml").read_text(encoding="utf-8")
    named = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    schema = json.loads((folder / named).read_text(encoding="utf-8"))
    assert schema == bank_schema()
    jsonschema.validate(yaml.safe_load(text), schema)
    checked = call("bank", "check", "my-bank.yaml")
    assert (checked.code, checked.err) == (0, "")


def test_questions_as_options_are_the_bank(call: Call, folder: Path) -> None:
    assert call("bank", "new", "b.yaml", "--title", "My day", "--question", "Why us?").code == 0
    bank = check_bank(folder / "b.yaml")
    assert (bank.title, [question.prompt for question in bank.questions]) == ("My day", ["Why us?"])


@pytest.mark.parametrize("made", [("new", "b"), ("import", "b.md")])
def test_a_file_that_is_there_is_only_replaced_by_force(
    call: Call, folder: Path, made: tuple[str, str]
) -> None:
    (folder / "b.md").write_text(MARKDOWN, encoding="utf-8")
    (folder / "b.yaml").write_text("mine", encoding="utf-8")
    refused = call("bank", *made)
    assert refused.code == 2
    assert "b.yaml exists already" in refused.err
    assert (folder / "b.yaml").read_text(encoding="utf-8") == "mine"
    assert call("bank", *made, "--force").code == 0
    assert check_bank(folder / "b.yaml").questions


def test_an_import_says_what_it_guessed_and_left_out(call: Call, folder: Path) -> None:
    (folder / "my notes.md").write_text(MARKDOWN, encoding="utf-8")
    done = call("bank", "import", "my notes.md")
    assert done.code == 0
    assert done.out == "my-notes.yaml: 2 questions, 2 key points, 1 section, made of my notes.md.\n"
    assert "Guessed the style of 2 questions by the words: 2 approach." in done.err
    assert "Guessed the target of 2 questions by the style." in done.err
    assert "Made up a general key point where there is none, for 1 question: no." in done.err
    assert 'my notes.md:3: left out: "An introduction."' in done.err
    assert call("bank", "check", "my-notes.yaml").code == 0
    assert "style: approach  # guessed" in (folder / "my-notes.yaml").read_text(encoding="utf-8")


def test_an_import_in_json_has_all_that_is_left_out(call: Call, folder: Path) -> None:
    (folder / "b.md").write_text(MARKDOWN, encoding="utf-8")
    told = json.loads(call("bank", "import", "b.md", "--json").out)
    assert told["left_out"] == [{"line": 3, "text": "An introduction."}]
    assert told["guessed"]["style"] == ["ship", "no"]
    assert told["guessed"]["key_points"] == ["no"]


def test_an_import_to_standard_output_writes_no_file(call: Call, folder: Path) -> None:
    (folder / "b.md").write_text(MARKDOWN, encoding="utf-8")
    done = call("bank", "import", "b.md", "--output", "-")
    assert done.code == 0
    assert len(yaml.safe_load(done.out)["sections"][0]["questions"]) == 2
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == ["b.md"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "none.md"), "There is no file none.md"),
        (("import", "b.yaml"), "is a bank already"),
        (("import", "."), "is a folder"),
        (("import", "b.md", "-o", "no/b.yaml"), "There is no folder no"),
        (("new", "no/b"), "There is no folder no"),
        (("new", "b", "--question", "?!"), "has no words"),
    ],
)
def test_what_cannot_be_done_is_said(call: Call, folder: Path, arguments: tuple[str, ...], said: str) -> None:
    (folder / "b.md").write_text(MARKDOWN, encoding="utf-8")
    done = call("bank", *arguments)
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX pseudo-terminal")
def test_in_a_terminal_it_asks(folder: Path) -> None:
    from tests.terminal import Terminal

    terminal = Terminal(os.environ, *VOICESIM, "bank", "new", "asked")
    for asked, typed in [
        ("Title [Asked]", ""),
        ("Question 1", "Tell me about a time when you failed."),
        ("Style [story]", "riddle"),
        ("The styles are", ""),
        ("answer takes [120]", "2 min"),
        ("Key point 1", "Says what it cost."),
        ("Key point 2", ""),
        ("Question 2", ""),
    ]:
        terminal.until(asked)
        terminal.press(f"{typed}\r")
    terminal.until("written, 1 question")
    assert terminal.end() == 0
    (question,) = check_bank(folder / "asked.yaml").questions
    assert (question.style, question.target_s) == ("story", 120)
    assert [point.means for point in question.key_points] == ["Says what it cost."]
