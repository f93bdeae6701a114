#!/usr/bin/env python3
"""Fit the logistic layers of coverage on labelled answers, and say how well they do on questions left out.

    python scripts/fit_judge_layer.py tests/data/coverage/dev-*.jsonl --folds FOLDER… [--write]

--write stores the layers that ship, and what was said of each answer by a judge and a layer that had learned
from other questions only, for scripts/bench coverage.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voicesim.assess.coverage.features import FEATURES, Answer, read_answer
from voicesim.assess.coverage.judge import HEARD, TORN, Judgement, hit_of, judgements
from voicesim.assess.coverage.trained import TrainedJudge
from voicesim.bank.load import load_bank
from voicesim.bank.question import KeyPoint, Question
from voicesim.speech.words import Word

ROOT = Path(__file__).parents[1]
DATA = ROOT / "voicesim" / "assess" / "coverage" / "data"
CROSS_VALIDATED = ROOT / "tests" / "data" / "coverage" / "cross-validated.json"
RIDGE = 3.0
TRAINED = (*HEARD, "metric_kind", "tradeoff_kind")
GENERAL = (*TRAINED, "measure", "tradeoff", "deeds", "figures", "advice", "others", "denials")
LEXICAL = (*GENERAL, "content", "context", "denied")
METHODS = {
    "linguistics": (FEATURES,),
    "trained judge": (TRAINED,),
    "layer": (GENERAL,),
    "cued layer": (GENERAL, LEXICAL),
}
"""The layer for points with cues is the mean of one with and one without the word lists: these were written
by someone who had read the development answers, so that fitting trusts them too much."""

STORED = {"linguistic": "linguistics", "layer": "layer", "layer-cued": "cued layer"}
Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """What was found of one point in the answer with this id."""

    id: str
    answer: Answer
    point: KeyPoint
    found: Judgement


@dataclass(frozen=True, slots=True)
class Pairs:
    """(answer, point) pairs: what was found, labels, and where each comes from."""

    read: list[Pair]
    made: NDArray[np.float64]
    questions: NDArray[np.str_]
    files: NDArray[np.str_]

    def table(self, names: tuple[str, ...]) -> NDArray[np.float64]:
        return np.array([[one.found.values[name] for name in names] for one in self.read])


def read_pairs(files: list[Path], questions: dict[str, Question], judges: list[TrainedJudge]) -> Pairs:
    """Numbers for every pair; a question's come from the judge of the fold that left it out."""
    folds = {name: judges[place % len(judges)] for place, name in enumerate(questions)}
    read, made, asked, names = [], [], [], []
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            question = questions[row["question"]]
            answer = read_answer(tuple(Word(token, None, None, 1.0) for token in row["text"].split()))
            found = judgements(answer, question, folds[question.id])
            for point, one in zip(question.key_points, found, strict=True):
                read.append(Pair(row["id"], answer, point, one))
                made.append(float(point.id in row["covered"]))
                asked.append(question.id)
                names.append(path.stem)
    return Pairs(read, np.array(made), np.array(asked), np.array(names))


def fit(table: NDArray[np.float64], made: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Ridge logistic regression by Newton's method; weights for the columns as they are, and the bias."""
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    design = np.hstack([(table - mean) / spread, np.ones((len(table), 1))])
    penalty = np.diag([RIDGE] * table.shape[1] + [0.0])
    beta = np.zeros(design.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-design @ beta))
        gradient = design.T @ (likely - made) + penalty @ beta
        hessian = (design * (likely * (1 - likely))[:, None]).T @ design + penalty
        beta -= np.linalg.solve(hessian, gradient)
    weights = beta[:-1] / spread
    return weights, float(beta[-1] - weights @ mean)


def fit_mean(
    pairs: Sequence[Pairs], rows: Sequence[NDArray[np.bool_]], sets: Sequence[tuple[str, ...]]
) -> Weights:
    """The mean of the layers over several sets of numbers; the bias is under "bias"."""
    made = np.concatenate([one.made[kept] for one, kept in zip(pairs, rows, strict=True)])
    total: Weights = {"bias": 0.0}
    for names in sets:
        table = np.vstack([one.table(names)[kept] for one, kept in zip(pairs, rows, strict=True)])
        weights, bias = fit(table, made)
        for name, weight in (*zip(names, weights.tolist(), strict=True), ("bias", bias)):
            total[name] = total.get(name, 0.0) + weight / len(sets)
    return total


def likelihoods(pairs: Pairs, weights: Weights) -> NDArray[np.float64]:
    names = tuple(name for name in weights if name != "bias")
    total = pairs.table(names) @ np.array([weights[name] for name in names]) + weights["bias"]
    likely: NDArray[np.float64] = 1 / (1 + np.exp(-total))
    return likely


def left_out(pairs: Pairs, sets: Sequence[tuple[str, ...]]) -> NDArray[np.float64]:
    """Likelihoods by layers that never saw an answer to the same question."""
    likely = np.zeros(len(pairs.made))
    for question in np.unique(pairs.questions):
        out = pairs.questions == question
        likely[out] = likelihoods(pairs, fit_mean([pairs], [~out], sets))[out]
    return likely


def report(title: str, label: str, pairs: Pairs, likely: NDArray[np.float64]) -> None:
    torn = np.abs(likely - 0.5) < TORN
    credit = np.where(torn, 0.5, (likely > 0.5) == (pairs.made > 0.5))
    for name in np.unique(pairs.files):
        here = pairs.files == name
        accuracy, unsure = credit[here].mean(), torn[here].mean()
        print(f"{title:14} {label:10} {name:12} accuracy {accuracy:.3f} unsure {unsure:.3f}")


def write_verdicts(pairs: Pairs, likely: NDArray[np.float64]) -> None:
    """For each answer, in the order of its points: the verdict, and the first and last word quoted."""
    verdicts: dict[str, list[tuple[str, int | None, int | None]]] = {}
    for pair, likelihood in zip(pairs.read, likely.tolist(), strict=True):
        hit = hit_of(pair.answer, pair.point, pair.found, likelihood)
        verdicts.setdefault(pair.id, []).append((hit.verdict, hit.first_word, hit.last_word))
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(found)}" for name, found in verdicts.items())
    CROSS_VALIDATED.write_text(f"{{\n{lines}\n}}\n", "utf-8")


def write_layers(both: Sequence[Pairs]) -> None:
    """The layers that ship, fitted on everything."""
    for name, title in STORED.items():
        used = both[:1] if name == "layer-cued" else both
        everything = [np.ones(len(pairs.made), bool) for pairs in used]
        fitted = fit_mean(used, everything, METHODS[title])
        weights = {key: round(value, 4) for key, value in fitted.items()}
        stored = {"bias": weights.pop("bias"), "weights": weights}
        (DATA / f"{name}.json").write_text(json.dumps(stored, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--folds", type=Path, nargs="+", required=True, help="judges that left out fold 0, …")
    parser.add_argument("--write", action="store_true", help="store the layers that coverage ships")
    options = parser.parse_args()
    bank = {question.id: question for question in load_bank("senior-pm").questions}
    bare = {
        name: replace(question, key_points=tuple(replace(point, cues=()) for point in question.key_points))
        for name, question in bank.items()
    }
    judges = [TrainedJudge(folder) for folder in options.folds]
    both = [read_pairs(options.files, questions, judges) for questions in (bank, bare)]
    for title, sets in METHODS.items():
        for label, pairs in zip(("with cues", "means only"), both, strict=True):
            report(title, label, pairs, left_out(pairs, sets))
    if options.write:
        write_layers(both)
        write_verdicts(both[0], left_out(both[0], METHODS["cued layer"]))


if __name__ == "__main__":
    main()
