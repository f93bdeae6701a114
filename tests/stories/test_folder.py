"""The folder of the stories: which files count, how a story is named, and that no file is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.written import LAUNCH
from voicesim.errors import InputError, VoicesimError
from voicesim.stories.folder import file_name, read_shelf, write_new


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("late-launch.md", "late-hire.md", "README.md", ".hidden.md", "notes.txt"):
        title = name.removesuffix(".md").replace("-", " ").capitalize()
        (tmp_path / name).write_text(LAUNCH.replace("The late launch", title), encoding="utf-8")
    return tmp_path


def test_only_markdown_counts_and_no_readme(folder: Path) -> None:
    assert [each.name for each in read_shelf(folder).stories] == ["late-hire", "late-launch"]


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read_shelf(tmp_path / "gone").checked == ()


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    with pytest.raises(InputError, match="--folder"):
        read_shelf(path)
    with pytest.raises((InputError, VoicesimError), match="--folder"):
        write_new(path, "A", "text")


@pytest.mark.parametrize("name", ["late-launch", "Late Launch", "late-launch.md", "late-l"])
def test_a_story_is_found_by_name_title_or_beginning(folder: Path, name: str) -> None:
    assert read_shelf(folder).find(name).name == "late-launch"


@pytest.mark.parametrize(
    ("name", "words"),
    [("late", "could be late-hire, late-launch"), ("late-lunch", "did you mean"), ("", "no")],
)
def test_a_name_that_is_not_one_story_is_refused(folder: Path, name: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_shelf(folder).find(name)


def test_one_bad_file_leaves_the_others(folder: Path) -> None:
    (folder / "bad.md").write_bytes(b"## Task\n\nNa\xefve\n")
    (folder / "big.md").write_bytes(b"x" * 300_000)
    (folder / "none.md").write_text(LAUNCH, encoding="utf-8")
    shelf = read_shelf(folder)
    assert len(shelf.stories) == 2
    bad, big, none = shelf.problems
    assert f"{folder / 'bad.md'}:3: the file is not UTF-8 text" in bad
    assert "larger than 200 kB" in big
    assert "cannot be called none" in none
    with pytest.raises(InputError, match="not UTF-8"):
        shelf.find("bad")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The late launch!", "the-late-launch.md"),
        ("東京 launch", "東京-launch.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("None", "story.md"),
        ("?!", "story.md"),
        ("x" * 300, "x" * 60 + ".md"),
    ],
)
def test_a_title_makes_a_file_name(title: str, name: str) -> None:
    assert file_name(title) == name


def test_a_file_that_is_there_is_never_overwritten(folder: Path) -> None:
    with pytest.raises(InputError, match="stories edit late-launch"):
        write_new(folder, "Late launch", "text")
    assert (folder / "late-launch.md").read_text(encoding="utf-8").startswith("---")
