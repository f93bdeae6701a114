"""The trained judge reads descriptions and pieces, alone and in any number."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from voicesim.assess.coverage import trained
from voicesim.assess.coverage.trained import (
    KEPT_TEXTS,
    MAX_POINTS,
    PASSAGE_TOKENS,
    TrainedJudge,
    trained_judge,
)
from voicesim.errors import ModelError

SHIPPED = Path(str(resources.files("voicesim.assess.coverage").joinpath("data/judge")))

MEANS = ("says what was given up", "gives a measured result", "takes responsibility instead of blaming")
SAID = (
    "So we dropped the Spanish version to make the date.",
    "Returns went from eleven percent to six.",
    "And it was my mistake, I had signed it off.",
    "We were about forty people in two offices.",
)


@pytest.fixture(scope="module")
def judge() -> TrainedJudge:
    return trained_judge()


def test_each_point_is_heard_where_it_is_made(judge: TrainedJudge) -> None:
    log_odds = judge.read(MEANS, SAID)
    assert log_odds.shape == (3, 4)
    assert log_odds.argmax(axis=1).tolist() == [0, 1, 2]


def test_the_same_words_get_the_same_numbers(judge: TrainedJudge) -> None:
    np.testing.assert_array_equal(judge.read(MEANS, SAID), judge.read(MEANS, SAID))


def test_more_points_than_the_network_takes_at_once_are_read_in_turns(judge: TrainedJudge) -> None:
    many = judge.read(MEANS * MAX_POINTS, SAID)
    assert many.shape == (3 * MAX_POINTS, 4)
    assert np.isfinite(many).all()


def test_an_answer_of_any_length_is_read(judge: TrainedJudge) -> None:
    pieces = SAID * PASSAGE_TOKENS
    log_odds = judge.read(MEANS, pieces)
    assert log_odds.shape == (3, len(pieces))
    assert np.isfinite(log_odds).all()


def test_odd_text_is_read_too(judge: TrainedJudge) -> None:
    log_odds = judge.read(["", "日本語", "x" * 5000], ["", "🙂 ¿qué?", "word " * 400])
    assert log_odds.shape == (3, 3)
    assert np.isfinite(log_odds).all()


def test_no_points_or_nothing_said_is_empty(judge: TrainedJudge) -> None:
    assert judge.read([], SAID).shape == (0, 4)
    assert judge.read(MEANS, []).shape == (3, 0)


def test_what_was_read_before_changes_nothing(judge: TrainedJudge) -> None:
    alone = judge.read(MEANS, SAID)
    judge.read(["something else"], [f"Sentence number {number}." for number in range(20)])
    np.testing.assert_array_equal(judge.read(MEANS, SAID), alone)
    np.testing.assert_array_equal(TrainedJudge(SHIPPED).read(MEANS, SAID), alone)


def test_an_answer_that_goes_on_is_read_from_where_it_was(
    judge: TrainedJudge, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge.read(MEANS, SAID)
    read: list[str] = []
    encode = TrainedJudge._encode

    def counted(self: TrainedJudge, key: tuple[str, int]) -> trained.Encoded:
        read.append(key[0])
        return encode(self, key)

    monkeypatch.setattr(TrainedJudge, "_encode", counted)
    judge.read(MEANS, (*SAID, "That is all."))
    assert read == ["That is all."]


def test_of_an_answer_that_went_on_only_the_end_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    judge = TrainedJudge(SHIPPED)
    long = SAID * 20
    judge.read(MEANS, long)
    compared: list[int] = []
    compare = TrainedJudge._compare

    def counted(
        self: TrainedJudge, asked: Sequence[trained.Encoded], said: Sequence[trained.Encoded]
    ) -> NDArray[np.float64]:
        compared.append(len(said))
        return compare(self, asked, said)

    monkeypatch.setattr(TrainedJudge, "_compare", counted)
    judge.read(MEANS, (*long, "That is all."))
    assert len(compared) == 1
    assert compared[0] < len(long) / 2


def test_only_so_many_texts_are_kept(judge: TrainedJudge) -> None:
    judge.read(["a point"], [f"Number {number}." for number in range(KEPT_TEXTS + 50)])
    assert len(judge._kept) == KEPT_TEXTS


@pytest.mark.parametrize("name", ["read.onnx", "compare.onnx", "pieces.txt"])
@pytest.mark.parametrize("damage", ["absent", "empty", "cut short"])
def test_a_damaged_judge_is_one_sentence_with_the_remedy(tmp_path: Path, name: str, damage: str) -> None:
    for file in SHIPPED.iterdir():
        if file.name != name:
            (tmp_path / file.name).symlink_to(file)
        elif damage != "absent":
            (tmp_path / name).write_bytes(file.read_bytes()[:5000] if damage == "cut short" else b"")
    with pytest.raises(ModelError, match="install voicesim again") as caught:
        TrainedJudge(tmp_path)
    assert "\n" not in str(caught.value)
