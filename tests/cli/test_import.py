"""voicesim export --bundle and voicesim import: remarks that come back from a coach."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.practised import Call
from tests.practised import call as call
from tests.sample_session import SESSION, keep
from voicesim.store.history import History
from voicesim.store.records import Remark

FIRST = f"{SESSION.id}-1"
SAID = {"attempt": FIRST, "at_s": 12.5, "text": "Say the figure first."}


def sent(folder: Path, *remarks: object, **fields: object) -> Path:
    path = folder / "back.json"
    told = {"voicesim": "remarks", "session": SESSION.id, "author": "Ana <b>", "remarks": remarks} | fields
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def kept(home: Path) -> tuple[Remark, ...]:
    with History.open(home / "history.sqlite3") as history:
        return history.attempt(FIRST).remarks


def test_they_are_taken_in_once(home: Path, tmp_path: Path, call: Call) -> None:
    keep(home)
    path = sent(tmp_path, SAID, {"attempt": FIRST, "at_s": None, "text": " Slower.\n"})
    done = call("import", path)
    assert (done.code, done.err) == (0, f"voicesim: {path}: 2 new remarks.\n")
    again = call("import", path)
    assert again.err == f"voicesim: {path}: 0 new remarks; 2 of them were here already.\n"
    assert [(each.text, each.at_s, each.author) for each in kept(home)] == [
        ("Slower.", None, "Ana <b>"),
        ("Say the figure first.", 12.5, "Ana <b>"),
    ]


@pytest.mark.parametrize(
    "bad",
    [
        {"attempt": f"{SESSION.id}-9", "at_s": 1, "text": "a"},
        {"attempt": "last", "at_s": 1, "text": "a"},
        {"attempt": FIRST[:-3], "at_s": 1, "text": "a"},
        {"attempt": FIRST, "at_s": 9999, "text": "a"},
        {"attempt": FIRST, "at_s": True, "text": "a"},
        {"attempt": FIRST, "at_s": 1, "text": " "},
        {"attempt": FIRST, "at_s": 1, "text": "a" * 4001},
        {"attempt": FIRST, "text": 7},
        "a",
    ],
    ids=lambda bad: str(bad)[:60],
)
def test_with_one_that_cannot_be_kept_none_is(home: Path, tmp_path: Path, call: Call, bad: object) -> None:
    keep(home)
    done = call("import", sent(tmp_path, SAID, bad))
    assert done.code == 2
    assert done.err.startswith("voicesim: ")
    assert kept(home) == ()


@pytest.mark.parametrize("text", ["", "[", "[]", "7", '{"remarks": []}', "\xff", "[" * 100_000])
def test_another_file_is_told(home: Path, tmp_path: Path, call: Call, text: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(text, encoding="latin-1")
    done = call("import", path)
    assert done.code == 2
    assert str(path) in done.err


def test_a_file_that_is_not_there_is_told(tmp_path: Path, call: Call) -> None:
    assert "check the name" in call("import", tmp_path / "nothing.json").err


def test_a_bundle_is_a_form_of_its_own(home: Path, tmp_path: Path, call: Call) -> None:
    keep(home)
    assert call("export", "--bundle", "--output", tmp_path / "a.html").code == 0
    assert "Save the remarks" in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert call("export", "--output", tmp_path / "b.html").code == 0
    assert "Save the remarks" not in (tmp_path / "b.html").read_text(encoding="utf-8")
    assert call("export", "--bundle", "--format", "csv").code == 2
