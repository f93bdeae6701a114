"""Whether an answer is about the question at all: a fluent story about something else makes no point of
it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from voicesim.assess.coverage.features import Answer
from voicesim.assess.coverage.trained import TrainedJudge, trained_judge
from voicesim.bank.question import Question

if TYPE_CHECKING:
    from voicesim.assess.coverage.judge import Judgement

LIKENESS = ("question", "points", "question_best", "question_mean", "heard_mean", "heard_most")
"""How like the whole answer is to the question and to its points, the likest piece and the mean of the
pieces to the question (cosines of what MiniLM read), and the log-odds of the points' best pieces, their
mean and the most."""


FEWEST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Gate:
    """A logistic measure of LIKENESS; an answer below `least` is about something else."""

    bias: float
    weights: dict[str, float]
    least: float

    def measure(self, likeness: dict[str, float]) -> float:
        """Log-odds that an answer with this likeness is about the question."""
        return self.bias + sum(weight * likeness[name] for name, weight in self.weights.items())


@lru_cache(maxsize=1)
def gate() -> Gate:
    """The gate that ships; training/judge/fit.py fits it so that one in a hundred real answers is turned
    away."""
    source = resources.files("voicesim.assess.coverage").joinpath("data/gate.json").read_text("utf-8")
    return Gate(**json.loads(source))


def is_off_topic(
    answer: Answer, question: Question, found: Sequence[Judgement], judge: TrainedJudge | None = None
) -> bool:
    """Whether an answer with these judgements is about something else than the question.

    Fewer than FEWEST_WORDS words, such as a reply to a follow-up, tell too little to say so.
    """
    if len(answer.words) < FEWEST_WORDS:
        return False
    rule = gate()
    return rule.measure(likeness(answer, question, found, judge)) < rule.least


def likeness(
    answer: Answer, question: Question, found: Sequence[Judgement], judge: TrainedJudge | None = None
) -> dict[str, float]:
    """The numbers of LIKENESS for an answer of some words to a question with key points."""
    reader = judge or trained_judge()
    pieces = [answer.quote(piece) for piece in answer.pieces]
    read = _even(reader.digest(pieces))
    asked = _even(reader.digest([question.prompt]))[0]
    points = _even(_even(reader.digest([point.means for point in question.key_points])).mean(axis=0))
    lengths = np.array([len(piece.split()) for piece in pieces], float)
    whole = _even((read * lengths[:, None]).sum(axis=0))
    near = read @ asked
    heard = (found[0].values["heard_mean"], found[0].values["heard_most"])  # the same for all points
    values = (whole @ asked, whole @ points, near.max(), near.mean(), *heard)
    return dict(zip(LIKENESS, map(float, values), strict=True))


def _even(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each vector with the length one."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))
