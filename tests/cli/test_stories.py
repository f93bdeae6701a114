"""voicesim stories: from an empty file to a list of what can be told."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.practised import Call, practised
from tests.practised import call as call
from tests.stories.written import LAUNCH
from voicesim.bank.load import load_bank

TOLD = (
    "Okay. Last year we were about to launch returns for forty small shops, and two teams disagreed on "
    "what was ready. It was my job to keep the date. I sat down with both of them and we dropped the "
    "forecasting module, and I wrote to every shop myself. In the end we launched on time and churn fell "
    "from 9 to 6 percent."
)


@pytest.fixture
def folder(home: Path) -> Path:
    """The usual folder with one story in it."""
    where = home / "stories"
    where.mkdir(parents=True)
    (where / "late-launch.md").write_text(LAUNCH, encoding="utf-8")
    return where


def test_a_new_story_is_a_file_that_only_its_owner_can_read(call: Call, home: Path) -> None:
    done = call("stories", "new", "The late launch")
    path = home / "stories" / "the-late-launch.md"
    assert (done.code, done.out) == (0, f"{path}\n")
    assert 'title: "The late launch"' in path.read_text(encoding="utf-8")
    assert call("stories", "new", "The late launch").code == 2
    assert json.loads(call("stories", "check", "--json").out)["ok"] is True


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal as POSIX has it")
def test_at_a_terminal_the_editor_opens(home: Path, tmp_path: Path) -> None:
    import pexpect

    from tests.programs import VOICESIM

    editor = tmp_path / "my editor"
    editor.write_text('#!/bin/sh\necho "strength: 9" > "$2"\necho edited $1\n', encoding="utf-8")
    editor.chmod(0o755)
    env = os.environ | {"EDITOR": f"'{editor}' --wait", "VISUAL": ""}
    terminal = pexpect.spawn(VOICESIM[0], [*VOICESIM[1:], "stories", "new", "Hi"], env=env, encoding="utf-8")
    terminal.expect("edited --wait", timeout=60)
    terminal.expect("hi.md:1: none of the sections")
    terminal.expect(pexpect.EOF)


def test_editing_needs_an_editor(call: Call, folder: Path) -> None:
    done = call("stories", "edit", "late-launch")
    assert done.code == 1
    assert str(folder / "late-launch.md") in done.err
    assert call("stories", "edit", "other").code == 2


def test_the_list_tells_what_there_is(call: Call, folder: Path) -> None:
    done = call("stories", "list")
    assert done.code == 0, done.err
    for part in ("late-launch", "The late launch", "launch, conflict", "4 of 5", "2026-03-02", "0.4"):
        assert part in done.out
    (told,) = json.loads(call("stories", "list", "--json").out)
    assert (told["name"], told["strength"], told["last_told"]) == ("late-launch", 4, "2026-03-02")


def test_one_in_full_shows_what_is_kept(call: Call, folder: Path) -> None:
    done = call("stories", "show", "late")
    for part in ("mood: tense", "Who was there  kept, not read", "Ann and Bo.", "**returns**"):
        assert part in done.out
    told = json.loads(call("stories", "show", "late", "--json").out)
    assert told["keys"]["mood"] == "tense"
    assert told["sections"][-1]["text"] == "Ann and Bo."


def test_a_mistake_is_named_with_its_file_and_line(call: Call, folder: Path) -> None:
    (folder / "bad.md").write_text(LAUNCH.replace("strength: 4", "strength: great"), encoding="utf-8")
    for verb in ("list", "check"):
        done = call("stories", verb)
        assert done.code == 2
        assert f"{folder / 'bad.md'}:4: strength must be a whole number from 1 to 5" in done.err
    assert "late-launch" in call("stories", "list").out
    assert json.loads(call("stories", "check", "--json").out)["ok"] is False
    assert call("stories", "check", "late-launch").code == 0


def test_another_folder_by_option_or_setting(call: Call, home: Path, tmp_path: Path) -> None:
    assert call("stories", "new", "One", "--folder", tmp_path / "notes").code == 0
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text(f'stories_folder = "{(tmp_path / "notes").as_posix()}"\n')
    assert [each["name"] for each in json.loads(call("stories", "list", "--json").out)] == ["one"]


def test_without_a_story_the_way_to_one_is_told(call: Call) -> None:
    done = call("stories", "list")
    assert (done.code, done.out) == (0, "")
    assert "stories new" in done.err


def test_an_answer_becomes_a_draft(call: Call, home: Path) -> None:
    session = practised(home, ("launch-failed", TOLD))
    done = call("stories", "from", f"{session}-1", "--title", "Returns for shops")
    assert done.code == 0, done.err
    shown = json.loads(call("stories", "show", "returns", "--json").out)
    parts = {each["part"]: each["text"] for each in shown["sections"]}
    assert "churn fell" in parts["result"]
    assert "- 6 percent (churn)" in parts["figures"]
    said = [word for each in shown["sections"] if each["part"] != "figures" for word in each["text"].split()]
    assert set(TOLD.split()) <= set(said)


def test_an_answer_that_is_not_there(call: Call) -> None:
    assert call("stories", "from", "nothing").code == 2


class TestMap:
    def test_it_shows_who_serves_what(self, call: Call, folder: Path) -> None:
        done = call("stories", "map", "--question", "keep-on-track")
        assert done.code == 0, done.err
        for part in (
            "late-launch  can serve",
            "of 6 points to expect",
            "result",
            "Churn fell",
            "not a promise",
        ):
            assert part in done.out
        told = json.loads(call("stories", "map", "--question", "keep-on-track", "--json").out)
        (question,) = told["questions"]
        assert question["served_by"] == ["late-launch"]
        assert len(question["stories"][0]["points"]) == question["points"] == 6

    def test_a_section_is_summed_up(self, call: Call, folder: Path) -> None:
        (folder / "garden.md").write_text(
            "# My garden\n\n## Action\n\nI planted tomatoes beside the fence, and a neighbour gave me beans. "
            "In June it rained for three weeks and the slugs came.\n"
        )
        done = call("stories", "map", "behavioural", "--section", sections("behavioural")[0])
        assert done.code == 0, done.err
        assert "can be served." in done.out
        assert "Serve nothing here: garden" in done.out

    def test_questions_that_ask_for_no_story_are_refused(self, call: Call, folder: Path) -> None:
        done = call("stories", "map", "pm-estimation")
        assert (done.code, done.out) == (2, "")
        assert "no question that is answered with a story" in done.err
        assert call("stories", "map", "--story", "nothing").code == 2


def sections(bank: str) -> list[str]:
    return [section.id for section in load_bank(bank).sections]
