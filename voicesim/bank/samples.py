"""Sample answers to the questions of the built-in banks, with what each passage of them makes."""

from __future__ import annotations

import json
from dataclasses import dataclass

from voicesim.bank.load import DATA


@dataclass(frozen=True, slots=True)
class SamplePassage:
    """A stretch of an answer, and the ids of the key points that it makes."""

    text: str
    makes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """An answer by an invented speaker; a `strong` one makes nearly all points, a poor one hardly any."""

    question: str
    speaker: str
    strong: bool
    passages: tuple[SamplePassage, ...]

    @property
    def makes(self) -> frozenset[str]:
        return frozenset(point for passage in self.passages for point in passage.makes)


def samples(bank_id: str) -> tuple[Sample, ...]:
    """The samples of a built-in bank, in the order of its file; none for any other bank."""
    path = DATA / "samples" / f"{bank_id}.jsonl"
    if not path.is_file():
        return ()
    return tuple(_sample(json.loads(line)) for line in path.read_text("utf-8").splitlines())


def strong_sample(bank_id: str, question_id: str) -> Sample | None:
    """The strong answer to a question; None where there is none."""
    strong = (each for each in samples(bank_id) if each.strong and each.question == question_id)
    return next(strong, None)


def _sample(row: dict[str, object]) -> Sample:
    sentences = row["sentences"]
    assert isinstance(sentences, list)
    passages = tuple(SamplePassage(each["s"], tuple(each["points"])) for each in sentences)
    return Sample(str(row["question"]), str(row["speaker"]), row["role"] == "strong", passages)
