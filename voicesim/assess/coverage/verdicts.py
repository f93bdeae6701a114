"""From what was read to what is claimed: a likelihood for each point, and the three verdicts.

The numbers in data/judge/verdicts.json are fitted on answers that the reader never saw, to banks that it
never saw (training/judge/fit.py): a logistic layer over what was read, by kind of point the two bounds
beyond which nine of ten verdicts were right there, and the gate for answers about something else.
Between the bounds the verdict is `check`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np

from voicesim.assess.assessment import Verdict
from voicesim.assess.coverage.reader import Reading
from voicesim.bank.question import Kind, Style

NUMBERS = ("point", "unit", "sum", "near", "about", "metric", "tradeoff")
"""What a likelihood rests on, in log-odds: that the answer makes the point, that its best unit does, all
units together, that the best one is only near, that the answer is about the question. Then 1 for the kind of
the point."""

WHOLE = ("mean", "most", "points", "about")
"""What the gate rests on: over all points of the question the mean and the most of their best units, and the
mean of the log-odds that the answer makes them; and that the answer is about the question."""

MOST = 8.0
"""Log-odds are not believed more than this, either way."""

FEWEST_WORDS = 12
"""A shorter answer, such as a reply to a follow-up, tells too little to say that it is about something
else."""

UNLEARNED: Mapping[Style, float] = {"intro": 0.10, "ask": 0.0}
"""Kinds of questions to which the reader has read no answer. `missed` is claimed up to this likelihood
only, and never that an answer is about something else: an introduction speaks of much, and who asks tells
nothing. Chosen on 48 labelled answers that it has not read (training/judge/data/train/pm-opening-1): with the
bounds of the other kinds 29 of 35 and 25 of 37 such verdicts were right there, of introductions up to 0.10
27 of 28, and of questions to the interviewer nine in ten up to no likelihood."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """`covered` is claimed from one likelihood on, `missed` up to another."""

    covered: float
    missed: float


@dataclass(frozen=True, slots=True)
class Rule:
    """Weights of NUMBERS with their `bias`, bounds by kind of point, and the gate's weights of WHOLE."""

    bias: float
    weights: Mapping[str, float]
    bounds: Mapping[str, Bounds]
    gate_bias: float
    gate: Mapping[str, float]

    def likelihood(self, numbers: Mapping[str, float]) -> float:
        """How likely a point with these NUMBERS is made, 0 to 1."""
        total = self.bias + sum(weight * numbers[name] for name, weight in self.weights.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))

    def verdict(self, style: Style, kind: Kind, likelihood: float) -> Verdict:
        """What is claimed of a point of this kind, in an answer to a question of this style."""
        bounds = self.bounds[kind]
        if likelihood >= bounds.covered:
            return "covered"
        return "missed" if likelihood <= min(bounds.missed, UNLEARNED.get(style, 1.0)) else "check"

    def off_topic(self, style: Style, reading: Reading, words: int) -> bool:
        """Whether an answer of so many words is about something else than its question, one of this style."""
        if style in UNLEARNED or words < FEWEST_WORDS or not len(reading.points):
            return False
        whole = whole_numbers(reading)
        return self.gate_bias + sum(weight * whole[name] for name, weight in self.gate.items()) < 0.0


def whole_numbers(reading: Reading) -> dict[str, float]:
    """The numbers of WHOLE for an answer with units and points."""
    best = [_held(row.max()) for row in reading.made]
    points = [_held(value) for value in reading.points]
    return {
        "mean": float(np.mean(best)),
        "most": max(best),
        "points": float(np.mean(points)),
        "about": _held(reading.about),
    }


def point_numbers(reading: Reading, row: int, kind: Kind) -> dict[str, float]:
    """The NUMBERS of one point of an answer."""
    made = reading.made[row]
    return {
        "point": _held(reading.points[row]),
        "unit": _held(made.max()),
        "sum": _held(np.logaddexp.reduce(made)),
        "near": _held(reading.near[row, int(made.argmax())]),
        "about": _held(reading.about),
        "metric": float(kind == "metric"),
        "tradeoff": float(kind == "tradeoff"),
    }


def _held(value: float) -> float:
    return max(-MOST, min(MOST, float(value)))


@lru_cache(maxsize=1)
def shipped_rule() -> Rule:
    """The rule that ships with the reader."""
    source = resources.files("voicesim.assess.coverage").joinpath("data/judge/verdicts.json")
    return rule_from(source.read_text("utf-8"))


def rule_from(text: str) -> Rule:
    """A rule from its JSON: `bias`, `weights`, `bounds` (kind: covered, missed) and `gate` (bias,
    weights)."""
    stored = json.loads(text)
    bounds = {kind: Bounds(**values) for kind, values in stored["bounds"].items()}
    gate = stored["gate"]
    return Rule(stored["bias"], stored["weights"], bounds, gate["bias"], gate["weights"])
