"""Fits what may be claimed: `python -m training.judge.fit [--write] [--right 0.95]`.

Every answer of data/train and data/choice is judged by the network that ships, which saw none of them
(the development answers, which it learned from, are left out). A logistic layer over its numbers and
those of the rules is fitted, each time without one bank, so that each likelihood comes from a layer
that saw neither the bank nor its writer. From these: by kind of point the likelihoods beyond which
`--right` of the claims hold, less half a standard error, for points with cues (the built-in bank) and
without. The gate is fitted on answers to their own question, to other questions and on texts about
something else.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.judge.data import bank_of
from training.judge.examples import read_stories
from voicesim.assess.coverage.features import FEATURES, read_answer
from voicesim.assess.coverage.judge import HEARD, judgements
from voicesim.assess.coverage.relevance import LIKENESS, likeness
from voicesim.bank.load import load_bank
from voicesim.bank.question import Question
from voicesim.speech.words import Word

HERE = Path(__file__).parent / "data"
OUT = Path(__file__).parents[2] / "voicesim" / "assess" / "coverage" / "data"
LEARNED_FROM = {"dev-natural", "dev-hard"}
KINDS = ("content", "metric", "tradeoff")
NAMES = (*FEATURES, *HEARD)
RIDGE, OTHER_WEIGHT, FEWEST = 20.0, 0.15, 20
TURNED_AWAY = 0.01
"""So many of the answers to the question are taken for something else. More would be wrong too often: what is
turned away is claimed to miss every point."""

NEVER = {"covered": 1.01, "missed": -0.01}

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """One point of one answer: its numbers, and whether it was made."""

    bank: str
    own: bool
    cued: bool
    kind: str
    values: tuple[float, ...]
    made: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """One answer beside a question: its likeness, and whether it is about it (None: in part)."""

    bank: str
    values: tuple[float, ...]
    about: bool | None


def answers(path: Path) -> Iterator[tuple[Question, str, frozenset[str], bool]]:
    """Question, text, points made, and whether it was given to this question."""
    found = bank_of(path)
    questions = {
        q.id: q
        for q in load_bank(
            found if found.is_file() and found.parent == path.parent else "senior-pm"
        ).questions
    }
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = row.get("text") or " ".join(sentence["s"] for sentence in row["sentences"])
        yield questions[row["question"]], text, frozenset(row["covered"]), True
        for other in row.get("other", ()):
            yield questions[other["question"]], text, frozenset(other["made"]), False


def measured() -> tuple[list[Judged], list[Whole]]:
    points: list[Judged] = []
    wholes: list[Whole] = []

    def add(bank: str, question: Question, text: str, made: frozenset[str], own: bool) -> None:
        answer = read_answer(tuple(Word(token, None, None, 1.0) for token in text.split()))
        if not answer.pieces:
            return
        found = judgements(answer, question)
        like = likeness(answer, question, found)
        about = True if own else None if made else False
        wholes.append(Whole(bank, tuple(like[name] for name in LIKENESS), about))
        for point, one in zip(question.key_points, found, strict=True):
            values = tuple(one.values[name] for name in NAMES)
            points.append(Judged(bank, own, bool(point.cues), point.kind, values, point.id in made))

    for folder in ("train", "choice"):
        for path in sorted((HERE / folder).glob("*.jsonl")):
            if path.stem not in LEARNED_FROM:
                for question, text, made, own in answers(path):
                    add(path.stem, question, text, made, own)
                print(path.stem, len(points), flush=True)
    dice = random.Random(1)
    asked = list(load_bank("senior-pm").questions)
    for path in sorted((HERE / "train").glob("off-*.txt")):
        for text in read_stories(path):
            for question in dice.sample(asked, 2):
                add("off", question, text, frozenset(), False)
    return points, wholes


def logistic(x: Floats, y: Floats, weight: Floats) -> tuple[float, Floats]:
    """Bias and weights of a ridge regression on the standardised numbers, as weights of the numbers as
    they are."""
    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = np.hstack([np.ones((len(x), 1)), (x - middle) / spread])
    held = np.diag([1e-6, *[RIDGE] * x.shape[1]])
    w = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(z @ w, -30, 30)))
        step = np.linalg.solve((z.T * (weight * p * (1 - p))) @ z + held, z.T @ (weight * (y - p)) - held @ w)
        w += step
    plain = w[1:] / spread
    return float(w[0] - plain @ middle), plain


def bound(chances: Floats, right: NDArray[np.bool_], least: float) -> float | None:
    """The lowest chance from which claims are right often enough; None where there is none."""
    order = np.argsort(-chances, kind="stable")
    hits = np.cumsum(right[order])
    best = None
    for count in range(FEWEST, len(order) + 1):
        share = hits[count - 1] / count
        if share - 0.5 * math.sqrt(max(share * (1 - share), 0.02) / count) >= least:
            best = float(chances[order[count - 1]])
    return best


def layers(points: Sequence[Judged], least: float) -> dict[str, dict[str, object]]:
    x = np.array([one.values for one in points])
    y = np.array([float(one.made) for one in points])
    weight = np.array([1.0 if one.own else OTHER_WEIGHT for one in points])
    banks = np.array([one.bank for one in points])
    chances = np.zeros(len(points))
    for bank in sorted(set(banks)):
        out = banks == bank
        bias, w = logistic(x[~out], y[~out], weight[~out])
        chances[out] = 1 / (1 + np.exp(-(x[out] @ w + bias)))
    bias, w = logistic(x, y, weight)
    found: dict[str, dict[str, object]] = {}
    for name, cued in (("layer", False), ("layer-cued", True)):
        bounds: dict[str, dict[str, float]] = {"covered": {}, "missed": {}}
        for kind in KINDS:
            some = np.array([one.own and one.cued is cued and one.kind == kind for one in points])
            high = bound(chances[some], y[some] == 1, least)
            low = bound(1 - chances[some], y[some] == 0, least)
            bounds["covered"][kind] = round(high, 3) if high is not None else NEVER["covered"]
            bounds["missed"][kind] = round(1 - low, 3) if low is not None else NEVER["missed"]
        weights = {key: round(float(value), 4) for key, value in zip(NAMES, w, strict=True)}
        found[name] = {"bias": round(bias, 4), "weights": weights, **bounds}
    return found


def gate(wholes: Sequence[Whole]) -> dict[str, object]:
    known = [one for one in wholes if one.about is not None]
    x = np.array([one.values for one in known])
    y = np.array([float(bool(one.about)) for one in known])
    bias, w = logistic(x, y, np.where(y == 1, 1.0, 1.2))
    own = np.sort(x[y == 1] @ w + bias)
    weights = {key: round(float(value), 4) for key, value in zip(LIKENESS, w, strict=True)}
    return {
        "bias": round(bias, 4),
        "weights": weights,
        "least": round(float(own[int(len(own) * TURNED_AWAY)]), 4),
    }


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--right", type=float, default=0.95, help="how many of the claims must hold")
    cli.add_argument("--write", action="store_true", help="store what voicesim ships")
    options = cli.parse_args()
    points, wholes = measured()
    made = {**layers(points, options.right), "gate": gate(wholes)}
    for name, content in made.items():
        text = json.dumps(content, indent=1) + "\n"
        print(name, text)
        if options.write:
            (OUT / f"{name}.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
