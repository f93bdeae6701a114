"""Fits what may be claimed: `python -m training.judge.fit [--write] [--right 0.94]`.

The reader that ships, as it ships, reads every answer of data/choice, which it never saw. A logistic layer
over what it read is fitted, each time without one bank, so that each likelihood comes from a layer that saw
neither the bank nor its writer. From these: by kind of point the likelihoods beyond which `--right` of the
claims hold, less half a standard error. The gate is fitted on answers to their own question, to other
questions and on texts about something else.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.judge.data import bank_of
from training.judge.evaluate import auc
from training.judge.examples import read_stories
from voicesim.assess.coverage.reader import Reader
from voicesim.assess.coverage.verdicts import NUMBERS, WHOLE, point_numbers, whole_numbers
from voicesim.bank.load import load_bank
from voicesim.bank.question import Question

HERE = Path(__file__).parent / "data"
OUT = Path(__file__).parents[2] / "voicesim" / "assess" / "coverage" / "data" / "judge" / "verdicts.json"
KINDS = ("content", "metric", "tradeoff")
RIDGE, OTHER_WEIGHT, FEWEST = 10.0, 0.15, 20
OTHERS = 3
"""Of so many answers one is also read beside another question."""

TURNED_AWAY = 0.01
"""So many of the answers that make a point of the question are taken for something else. More would be wrong
too often: what is turned away is claimed to miss every point."""

NEVER = {"covered": 1.01, "missed": -0.01}

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """One point of one answer: its numbers, and whether it was made."""

    bank: str
    own: bool
    kind: str
    values: tuple[float, ...]
    made: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """One answer beside a question: its numbers, and whether it is about it. None where that is open: an
    answer to this question that makes nothing of it, and one to another that does."""

    bank: str
    values: tuple[float, ...]
    about: bool | None


def answers(path: Path) -> Iterator[tuple[Question, str, frozenset[str], bool]]:
    """Question, text, points made, and whether it was given to this question."""
    questions = {q.id: q for q in load_bank(bank_of(path)).questions}
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        text = row.get("text") or " ".join(sentence["s"] for sentence in row["sentences"])
        yield questions[row["question"]], text, frozenset(row["covered"]), True
        for other in row.get("other", ()) if number % OTHERS == 0 else ():
            yield questions[other["question"]], text, frozenset(other["made"]), False


def measured(reader: Reader) -> tuple[list[Judged], list[Whole]]:
    points: list[Judged] = []
    wholes: list[Whole] = []

    def add(bank: str, question: Question, text: str, made: frozenset[str], own: bool) -> None:
        tokens = text.split()
        reading = reader.read(question, tokens)
        if not reading.units:
            return
        whole = whole_numbers(reading)
        about = (True if made else None) if own else None if made else False
        wholes.append(Whole(bank, tuple(whole[name] for name in WHOLE), about))
        for row, point in enumerate(question.key_points):
            numbers = point_numbers(reading, row, point.kind)
            values = tuple(numbers[name] for name in NUMBERS)
            points.append(Judged(bank, own, point.kind, values, point.id in made))

    for path in sorted((HERE / "choice").glob("*.jsonl")):
        for question, text, made, own in answers(path):
            add(path.stem, question, text, made, own)
        print(path.stem, len(points), flush=True)
    dice = random.Random(1)
    asked = list(load_bank("senior-pm").questions)
    for path in sorted((HERE / "choice").glob("off-*.txt")):
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


def layer(points: Sequence[Judged], least: float) -> dict[str, object]:
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
    bounds: dict[str, dict[str, float]] = {}
    for kind in KINDS:
        some = np.array([one.own and one.kind == kind for one in points])
        high = bound(chances[some], y[some] == 1, least)
        low = bound(1 - chances[some], y[some] == 0, least)
        bounds[kind] = {
            "covered": round(high, 3) if high is not None else NEVER["covered"],
            "missed": round(1 - low, 3) if low is not None else NEVER["missed"],
        }
    report(points, chances, bounds)
    weights = {key: round(float(value), 4) for key, value in zip(NUMBERS, w, strict=True)}
    return {"bias": round(bias, 4), "weights": weights, "bounds": bounds}


def report(points: Sequence[Judged], chances: Floats, bounds: dict[str, dict[str, float]]) -> None:
    """By bank, from layers that did not see it: area under the curve, accuracy at one half, claims."""
    groups: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(points):
        if one.own:
            groups[one.bank].append(at)
            groups["all"].append(at)
            groups[f"all {one.kind}"].append(at)
    for bank, places in sorted(groups.items()):
        made = [points[at].made for at in places]
        said = [chances[at] >= 0.5 for at in places]
        claims = []
        for at in places:
            edge = bounds[points[at].kind]
            if chances[at] >= edge["covered"] or chances[at] <= edge["missed"]:
                claims.append((chances[at] >= 0.5) == points[at].made)
        right = np.mean(claims) if claims else float("nan")
        accuracy = np.mean([a == b for a, b in zip(said, made, strict=True)])
        area = auc([chances[at] for at in places], made)
        print(
            f"{bank:22s} pairs {len(places):5d} auc {area:.3f} accuracy {accuracy:.3f} "
            f"claims {len(claims) / len(places):.2f} right {right:.3f}"
        )


def gate(wholes: Sequence[Whole]) -> dict[str, object]:
    known = [one for one in wholes if one.about is not None]
    x = np.array([one.values for one in known])
    y = np.array([float(bool(one.about)) for one in known])
    off = np.array([one.bank == "off" for one in known])
    bias, w = logistic(x, y, np.where(y == 1, 1.0, 1.2))
    total = x @ w + bias
    own = np.sort(total[y == 1])
    least = float(own[int(len(own) * TURNED_AWAY)])
    print(
        f"gate: turns away {np.mean(total[off] < least):.2f} of texts about something else, "
        f"{np.mean(total[(y == 0) & ~off] < least):.2f} of answers to other questions"
    )
    weights = {key: round(float(value), 4) for key, value in zip(WHOLE, w, strict=True)}
    return {"bias": round(bias - least, 4), "weights": weights}


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--right", type=float, default=0.94, help="how many of the claims must hold")
    cli.add_argument("--reader", type=Path, help="a folder with another reader than the one that ships")
    cli.add_argument("--write", action="store_true", help="store what voicesim ships")
    options = cli.parse_args()
    points, wholes = measured(Reader(options.reader))
    text = json.dumps({**layer(points, options.right), "gate": gate(wholes)}, indent=1) + "\n"
    print(text)
    if options.write:
        OUT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
