"""Banks by name and by path, questions by id, and the version of a bank."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from voicesim.bank.load import bank_schema, builtin_banks, check_bank, find_question, load_bank
from voicesim.errors import InputError

SMALL = """\
questions:
- id: one
  prompt: What is one?
  key_points:
  - id: a
    means: Says what A is. Naming B does not count.
  - {id: b, kind: tradeoff, means: Names what was given up.}
  - {id: c, kind: metric, means: Names a measure.}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "My own bank.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_the_built_in_bank_is_listed_and_loads_by_name() -> None:
    assert "senior-pm" in builtin_banks()
    assert load_bank("senior-pm").id == "senior-pm"


@pytest.mark.parametrize("kind", [str, Path])
def test_a_file_loads_by_path(small: Path, kind: type) -> None:
    assert load_bank(kind(small)).questions[0].prompt == "What is one?"


def test_a_file_without_a_suffix_loads_by_path(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small.rename(small.with_name("plain"))
    monkeypatch.chdir(small.parent)
    assert load_bank("plain").id == "plain"


def test_a_home_directory_in_a_path_is_found(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME" if os.name != "nt" else "USERPROFILE", str(small.parent))
    assert len(load_bank("~/My own bank.yaml").questions) == 1


def test_what_is_left_out_has_a_sensible_default(small: Path) -> None:
    bank = load_bank(small)
    (section,) = bank.sections
    (question,) = section.questions
    assert (bank.id, bank.title) == ("my-own-bank", "My own bank")
    assert (section.id, section.title, section.source) == ("general", "General", "")
    assert (question.section, question.style, question.target_s) == ("general", "approach", 120)
    first, given_up, measure = question.key_points
    assert (first.kind, first.cues) == ("content", ())
    assert first.probe == "I have not heard this yet: Says what A is. Could you add to that?"
    assert "give up" in given_up.probe
    assert "measure" in measure.probe


def test_every_scalar_is_the_text_that_was_written(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(
        SMALL.replace("id: one", "id: on").replace("- id: a\n", "- id: 007\n    cues: [no, yes]\n")
    )
    question = load_bank(path).questions[0]
    assert (question.id, question.key_points[0].id, question.key_points[0].cues) == (
        "on",
        "007",
        ("no", "yes"),
    )


def test_white_space_in_a_text_is_collapsed_so_that_it_reads_in_one_breath(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(SMALL.replace("What is one?", "|\n    What\n    is  one?\n"), encoding="utf-8")
    assert load_bank(path).questions[0].prompt == "What is one?"


@pytest.mark.parametrize("encoded", [SMALL.encode("utf-8-sig"), SMALL.replace("\n", "\r\n").encode()])
def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path, encoded: bytes) -> None:
    path = tmp_path / "b.yaml"
    path.write_bytes(encoded)
    assert len(load_bank(path).questions) == 1


def test_the_version_follows_the_content_and_not_the_layout(small: Path) -> None:
    before = load_bank(small).version
    small.write_text("# a comment\n" + SMALL.replace("id: one", 'id: "one"'), encoding="utf-8")
    assert load_bank(small).version == before
    small.write_text(SMALL.replace("What is one?", "What is two?"), encoding="utf-8")
    assert load_bank(small).version != before
    assert re.fullmatch("[0-9a-f]{12}", before)


def test_the_version_follows_the_vocabulary_and_is_what_it_was_without_one(small: Path) -> None:
    before = load_bank(small)
    assert (before.vocabulary, before.version) == ((), "62fd6a8f2428")
    small.write_text("vocabulary: []\n" + SMALL, encoding="utf-8")
    assert load_bank(small).version == before.version
    small.write_text("vocabulary: [ICU]\n" + SMALL, encoding="utf-8")
    told = load_bank(small).version
    small.write_text("vocabulary: [SBAR]\n" + SMALL, encoding="utf-8")
    assert len({before.version, told, load_bank(small).version}) == 3


@pytest.mark.parametrize("name", ["senior_pm", "Senior-PM", "senor-pm"])
def test_an_unknown_name_brings_the_one_that_was_meant(name: str) -> None:
    with pytest.raises(InputError, match=r'did you mean "senior-pm"\?'):
        load_bank(name)


@pytest.mark.parametrize("name", ["", "nonsense", "\x1b[2J", "a\0b", "x" * 5000])
def test_an_unknown_name_lists_the_built_in_banks_and_says_that_a_path_works(name: str) -> None:
    with pytest.raises(InputError, match=r"built in: .*senior-pm.*path of a YAML file") as caught:
        load_bank(name)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


def test_a_missing_file_a_folder_and_a_device_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no file .*gone\.yaml"):
        load_bank(tmp_path / "gone.yaml")
    with pytest.raises(InputError, match="is a folder"):
        load_bank(tmp_path)
    with pytest.raises(InputError, match=r"cannot be read"):
        load_bank("a\0b.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(InputError, match="not a regular file"):
        load_bank(tmp_path / "pipe.yaml")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights_is_told(small: Path) -> None:
    small.chmod(0)
    with pytest.raises(InputError, match="cannot be read"):
        load_bank(small)


def test_find_question() -> None:
    bank = load_bank("senior-pm")
    assert find_question(bank, "used-data").style == "story"
    with pytest.raises(InputError, match=r'no question "vison-define" .*did you mean "vision-define"\?'):
        find_question(bank, "vison-define")
    with pytest.raises(InputError, match=r'"roadmap-create"'):
        find_question(bank, "Roadmap Create")
    with pytest.raises(InputError, match=r"it has vision-define, .* and strategy-vs-execution"):
        find_question(bank, "zzz")


def test_the_schema_says_what_the_checker_says(small: Path) -> None:
    schema = bank_schema()
    json.dumps(schema)
    point = schema["$defs"]["KeyPointEntry"]
    assert set(point["required"]) == {"id", "means"}
    assert point["properties"]["kind"]["enum"] == ["content", "tradeoff", "metric"]
    assert schema["$defs"]["QuestionEntry"]["properties"]["target_s"]["maximum"] == 3600
    terms = schema["properties"]["vocabulary"]
    assert (terms["maxItems"], terms["items"]["maxLength"], terms["uniqueItems"]) == (12, 40, True)
    assert all(entry["additionalProperties"] is False for entry in schema["$defs"].values())


def test_the_checker_returns_the_bank(small: Path) -> None:
    assert check_bank(small) == load_bank(small)


def test_nothing_heavy_is_imported_before_a_bank_is_loaded() -> None:
    code = "import voicesim.plan, voicesim.bank.load, sys; print({'yaml', 'pydantic'} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"
