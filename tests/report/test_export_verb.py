"""`voicesim export` as it is typed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.programs import Run
from tests.sample_session import QUESTION, SESSION, answers, keep, story
from voicesim.store.history import History


@pytest.fixture(autouse=True)
def folder(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A history with the sample session; the command is typed in an empty folder."""
    known = replace(story(), question=replace(QUESTION, id="launch-failed"))
    keep(home, known, *answers()[1:])
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def test_the_page_goes_to_a_file_that_is_named_after_the_session(voicesim: Run, folder: Path) -> None:
    done = voicesim("export")
    assert done.returncode == 0
    assert done.stdout == ""
    assert f"Written: voicesim-{SESSION.id}.html" in done.stderr
    assert [path.name for path in folder.iterdir()] == [f"voicesim-{SESSION.id}.html"]


def test_texts_are_printed_when_piped(voicesim: Run, folder: Path) -> None:
    done = voicesim("export", "last", "--format", "json")
    assert [one["number"] for one in json.loads(done.stdout)["attempts"]] == [1, 2, 3]
    assert list(folder.iterdir()) == []


def test_the_end_of_the_name_says_which_form(voicesim: Run, folder: Path) -> None:
    assert voicesim("export", SESSION.id, "-o", "words.VTT").returncode == 0
    assert (folder / "words.VTT").read_text(encoding="utf-8").startswith("WEBVTT\n")


def test_one_answer(voicesim: Run, folder: Path) -> None:
    done = voicesim("export", f"{SESSION.id}-2", "--format", "srt", "--output", "-")
    assert done.stdout.startswith("1\n00:00:00,500 --> ")


def test_nothing_is_replaced_unless_forced(voicesim: Run, folder: Path) -> None:
    (folder / "a.md").write_text("mine")
    done = voicesim("export", "-o", "a.md")
    assert done.returncode == 2
    assert done.stderr == (
        "voicesim: a.md exists already; choose another name, or replace it with --force.\n"
    )
    assert (folder / "a.md").read_text() == "mine"
    assert voicesim("export", "-o", "a.md", "--force").returncode == 0
    assert (folder / "a.md").read_text(encoding="utf-8").startswith("# Interview practice")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nope"], 2, "There is no session nope"),
        (["--format", "pdf"], 2, "pdf"),
        (["-o", "."], 2, "is a folder"),
        (["-o", "none/x.md"], 1, "cannot be written"),
        ([f"{SESSION.id}-3", "-f", "srt"], 2, "no words with times"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    voicesim: Run, arguments: list[str], code: int, said: str
) -> None:
    done = voicesim("export", *arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_exported_can_be_judged_again(voicesim: Run) -> None:
    voicesim("export", f"{SESSION.id}-1", "-o", "a.json")
    done = voicesim("score", "a.json", "--json")
    assert done.returncode == 0
    judged = json.loads(done.stdout)
    exported = json.loads(Path("a.json").read_text(encoding="utf-8"))["attempts"][0]
    for name in ("id", "question", "text", "words"):
        assert judged[name] == exported[name]


def test_labels_of_decided_points_are_json_lines(voicesim: Run, home: Path, folder: Path) -> None:
    refused = voicesim("export", "last", "-o", "mine.jsonl")
    assert refused.returncode == 2
    assert "--tick POINT=yes" in refused.stderr
    with History.open(home / "history.sqlite3") as history:
        history.save_own(f"{SESSION.id}-1", {"impact": True, "lesson": False})
    assert voicesim("export", "last", "-o", "mine.jsonl").returncode == 0
    printed = voicesim("export", "--format", "labels").stdout
    assert (folder / "mine.jsonl").read_text(encoding="utf-8") == printed
    (line,) = printed.splitlines()
    told = json.loads(line)
    assert (told["question"], told["covered"], told["missed"]) == ("launch-failed", ["impact"], ["lesson"])


def test_a_spreadsheet_can_tell_that_csv_is_utf_8(voicesim: Run, folder: Path) -> None:
    assert voicesim("export", "last", "-o", "mine.csv").returncode == 0
    written = (folder / "mine.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfsession,")
    assert voicesim("export", "last", "-f", "csv", encoding="utf-8").stdout.encode() == written
    for form in ("md", "json", "srt", "vtt", "html"):
        assert voicesim("export", "last", "-o", f"mine.{form}").returncode == 0
        assert not (folder / f"mine.{form}").read_bytes().startswith(b"\xef\xbb\xbf")
