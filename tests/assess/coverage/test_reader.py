"""The network that reads a question, a key point and an answer together."""

from __future__ import annotations

import dataclasses
import shutil
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from voicesim.assess.coverage.reader import OVERLAP, Reader, shipped_reader, split
from voicesim.bank.load import load_bank
from voicesim.bank.question import Question
from voicesim.errors import ModelError

SAID = (
    "We had nine drivers and I took the keys of two vans. I told the owner that we would not deliver to the "
    "islands that winter. Breakdowns fell from eleven to three a week, and the islands were angry."
)


@pytest.fixture
def question() -> Question:
    return load_bank("senior-pm").questions[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with resources.as_file(resources.files("voicesim.assess.coverage").joinpath("data/judge")) as path:
        shutil.copytree(path, tmp_path / "judge")
    return tmp_path / "judge"


def test_it_gives_numbers_by_point_and_unit(question: Question) -> None:
    found = shipped_reader().read(question, SAID.split())
    count = len(question.key_points)
    assert found.made.shape == found.near.shape == (count, len(found.units))
    assert found.points.shape == (count,)
    assert found.parts.shape == (len(found.units), 5)
    assert np.isfinite(found.made).all()


def test_the_same_words_get_the_same_numbers_whatever_was_read_before(question: Question) -> None:
    whole = SAID.split() * 12
    grown = Reader()
    for said in range(20, len(whole), 90):
        grown.read(question, whole[:said])
    one, other = grown.read(question, whole), Reader().read(question, whole)
    assert (one.made == other.made).all()
    assert (one.points == other.points).all()


def test_no_words_have_no_units(question: Question) -> None:
    found = shipped_reader().read(question, [])
    assert found.units == ()
    assert found.made.shape == (len(question.key_points), 0)


def test_a_question_without_points_still_has_its_parts(question: Question) -> None:
    found = shipped_reader().read(dataclasses.replace(question, key_points=()), SAID.split())
    assert found.parts.any()
    assert found.made.shape[0] == 0


def test_windows_are_whole_units_and_overlap() -> None:
    assert split([10] * 10, 50) == [(0, 5), (3, 8), (6, 10)]
    assert split([80, 10], 50) == [(0, 1), (1, 2)]
    assert split([5, 5], 50) == [(0, 2)]
    assert OVERLAP == 2


def test_many_points_and_very_long_texts_are_read_too(question: Question) -> None:
    point = dataclasses.replace(question.key_points[0], means="says which one " * 100)
    asked = dataclasses.replace(question, prompt="And then what? " * 60, key_points=(point,) * 9)
    assert shipped_reader().read(asked, ["word"] * 900).points.shape == (9,)


@pytest.mark.parametrize("name", ["reader.onnx", "pieces.txt"])
def test_a_damaged_file_is_named_with_its_remedy(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"broken")
    with pytest.raises(ModelError, match="install voicesim again"):
        Reader(folder)
