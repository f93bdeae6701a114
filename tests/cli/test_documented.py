"""Every verb and option is documented in docs/cli.md, and has help."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.core

from tests.practised import Call
from tests.practised import call as call
from voicesim.cli.verbs import VERBS, load_verb
from voicesim.config import load_settings

DOCUMENT = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")


def commands() -> list[tuple[str, typer.core.TyperCommand]]:
    found = []
    for name in VERBS:
        command = load_verb(name, "rich")
        for verb, inner in getattr(command, "commands", {"": command}).items():
            found.append((f"{name} {verb}".strip(), inner))
    return found


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda value: str(value))
def test_a_command_and_its_options_are_documented(name: str, command: typer.core.TyperCommand) -> None:
    assert name in DOCUMENT
    assert command.help
    section = DOCUMENT.split(f"## {name.split()[0]}\n")[1].split("\n## ")[0]
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert option in section, f"{option} of {name} is not in docs/cli.md"


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda value: str(value))
def test_help_shows_every_text_in_full(
    name: str, command: typer.core.TyperCommand, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    monkeypatch.setattr("typer.rich_utils.MAX_WIDTH", 1000)
    shown = " ".join(call(*name.split(), "--help").out.split())
    texts = [command.help or "", *(getattr(each, "help", "") or "" for each in command.params)]
    assert len(texts) > len(command.params)
    for text in texts:
        assert " ".join(text.split()) in shown, "brackets are taken for markup and left out"


@pytest.mark.parametrize("name", VERBS)
def test_the_line_of_a_verb_in_the_help_is_the_first_of_its_own(name: str) -> None:
    told = (load_verb(name).help or "").split("\n\n")[0]
    assert " ".join(told.split()) == VERBS[name]


def test_the_settings_example_is_valid(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", DOCUMENT, re.DOTALL)
    assert example is not None
    path = tmp_path / "settings.toml"
    path.write_text(example[1], encoding="utf-8")
    assert load_settings(path).norms == {"pause_long_s": 1.5}
