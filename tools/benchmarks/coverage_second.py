"""How often a language model as second reader is right about the points that coverage leaves to check."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tools.benchmarks.coverage_answers import Given
from tools.benchmarks.coverage_scores import interval, share
from voicesim.assess.assessment import PointHit
from voicesim.assess.coverage import judge_points
from voicesim.assess.second import SecondVerdict, resolved
from voicesim.bank.question import Question
from voicesim.second.reader import SecondReader
from voicesim.second.server import TooSlow
from voicesim.speech.words import Transcript, Word

NAME = "second reader"


@dataclass(frozen=True, slots=True)
class Asked:
    """A point to check, what the reader told of it, if anything that counts, and how long that took."""

    point_id: str
    told: SecondVerdict | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Resolved:
    """Figures over the points to check of answers to their own question: counts, seconds, and else shares of
    1; None where there is nothing to count.

    `made` is the share that people find made: a reader that always says yes is as often right. `told` have
    an answer that counts; `right` are the told ones that people judge alike, with where that lies in 95 of
    100 draws of as many answers; `yes_right` and `no_right` are how often either word is.
    """

    model: str
    checks: int
    made: float | None
    told: float | None
    right: float | None
    right_low: float | None
    right_high: float | None
    yes: int
    yes_right: float | None
    no: int
    no_right: float | None
    seconds: float | None
    seconds_90: float | None


class SecondMethod:
    """Coverage as it ships, with the points to check as the reader resolves them. It remembers what it asked,
    in the order of the answers. Raises ReaderError when the server fails."""

    def __init__(self, reader: SecondReader, request_s: float) -> None:
        self.asked: list[list[Asked]] = []
        self._reader = reader
        self._request_s = request_s

    def __call__(self, question: Question, words: tuple[Word, ...]) -> Sequence[PointHit]:
        hits = judge_points(question, words)
        said = Transcript(words, "en", "text")
        asked = [self._ask(question, hit, said) for hit in hits if hit.verdict == "check"]
        self.asked.append(asked)
        return resolved(hits, [one.told for one in asked if one.told])

    def _ask(self, question: Question, hit: PointHit, said: Transcript) -> Asked:
        begun, told = time.perf_counter(), None
        told = None
        with contextlib.suppress(TooSlow):  # what comes too late changes nothing, as in use
            told = self._reader.verdict(question, question.point(hit.point_id), said, self._request_s)
        return Asked(hit.point_id, told, time.perf_counter() - begun)

    def figures(self, given: Sequence[Given]) -> Resolved:
        """Over the answers that it was asked about last."""
        return figures(self._reader.model(), given, self.asked[-len(given) :] if given else [])


def figures(model: str, given: Iterable[Given], asked: Iterable[Sequence[Asked]]) -> Resolved:
    answers = [
        [(one, one.point_id in answer.made) for one in points if one.point_id in answer.judged]
        for answer, points in zip(given, asked, strict=True)
        if answer.role == "own"
    ]
    pairs = [pair for answer in answers for pair in answer]
    told = [(one.told.made, made) for one, made in pairs if one.told]
    right = [[float(one.told.made == made) for one, made in answer if one.told] for answer in answers]
    low, high = interval([answer for answer in right if answer])
    seconds = [one.seconds for one, _ in pairs]
    return Resolved(
        model=model,
        checks=len(pairs),
        made=share(made for _, made in pairs),
        told=share(one.told is not None for one, _ in pairs),
        right=share(said == made for said, made in told),
        right_low=low,
        right_high=high,
        yes=sum(said for said, _ in told),
        yes_right=share(made for said, made in told if said),
        no=sum(not said for said, _ in told),
        no_right=share(not made for said, made in told if not said),
        seconds=float(np.median(seconds)) if seconds else None,
        seconds_90=float(np.percentile(seconds, 90)) if seconds else None,
    )


def in_words(found: Resolved) -> str:
    """The figures on one line."""
    if not found.checks:
        return f"{NAME} ({found.model}): nothing to check"
    parts = [
        f"{found.checks} points to check, {_share(found.made)} of them made",
        f"{_share(found.told)} told",
        f"{_share(found.right)} of these right ({_share(found.right_low)} to {_share(found.right_high)})",
        f"yes {found.yes}, {_share(found.yes_right)} right",
        f"no {found.no}, {_share(found.no_right)} right",
        f"{found.seconds:.1f} s each (90 %: {found.seconds_90:.1f} s)",
    ]
    return f"{NAME} ({found.model}): {'; '.join(parts)}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
