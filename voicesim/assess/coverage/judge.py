"""Which key points an answer made, in which words, and why one should think so."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from voicesim.assess.assessment import PointHit, Verdict
from voicesim.assess.coverage.features import FEATURES, Answer, Scored, Window, measure, read_answer
from voicesim.assess.coverage.reasons import explain
from voicesim.bank.question import KeyPoint, Question
from voicesim.speech.words import Word

TORN = 0.05
"""A likelihood within this of one half is `unsure`: about one point in twenty on the development answers."""

LEAST_EVIDENCE = 0.15
"""Below this no clause shows the point, whatever the rest of the answer is like."""

DOUBTED_PROBABILITY = 0.5
"""Words below this were guessed by the speech recogniser as much as heard."""

DOUBTED_SHARE = 0.34
"""A quotation with this share of doubted words is to be listened to, not believed."""

LIKELY_IF_HEARD = 0.35
"""A point this likely, in doubted words, may have been made: it is `unsure` rather than missed."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A logistic layer over FEATURES."""

    bias: float
    weights: tuple[float, ...]

    def likelihood(self, scored: Scored) -> float:
        total = self.bias + sum(w * v for w, v in zip(self.weights, scored.values, strict=True))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def linguistic_layer() -> Layer:
    source = resources.files("voicesim.assess.coverage").joinpath("data/linguistic.json").read_text("utf-8")
    stored = json.loads(source)
    return Layer(stored["bias"], tuple(stored["weights"][name] for name in FEATURES))


def judge_points(question: Question, words: tuple[Word, ...]) -> tuple[PointHit, ...]:
    """Judge every key point of a question, in its order, by the words of an answer to it."""
    answer = read_answer(words)
    return tuple(_judge(answer, question, point) for point in question.key_points)


def _judge(answer: Answer, question: Question, point: KeyPoint) -> PointHit:
    scored = measure(answer, question, point)
    likelihood = linguistic_layer().likelihood(scored)
    verdict, doubted = _verdict(answer, scored, likelihood)
    why = explain(point, answer, scored, verdict, doubted=doubted)
    if verdict == "missed" or scored.best is None:
        return PointHit(point.id, point.kind, "missed", why)
    first, last = span(answer, scored.best)
    return PointHit(
        point_id=point.id,
        kind=point.kind,
        verdict=verdict,
        why=why,
        evidence=" ".join(word.text for word in answer.words[first : last + 1]),
        first_word=first,
        last_word=last,
        start_s=answer.words[first].start_s,
        end_s=answer.words[last].end_s,
    )


def _verdict(answer: Answer, scored: Scored, likelihood: float) -> tuple[Verdict, bool]:
    if scored.best is None or scored.best_score < LEAST_EVIDENCE:
        return "missed", False
    first, last = span(answer, scored.best)
    quoted = answer.words[first : last + 1]
    low = sum(word.probability < DOUBTED_PROBABILITY for word in quoted)
    if low >= DOUBTED_SHARE * len(quoted) and likelihood >= LIKELY_IF_HEARD:
        return "unsure", True
    if abs(likelihood - 0.5) < TORN:
        return "unsure", False
    return ("covered" if likelihood > 0.5 else "missed"), False


def span(answer: Answer, window: Window) -> tuple[int, int]:
    """The first and the last word (inclusive) of a window."""
    return answer.clauses[window.first].first, answer.clauses[window.last].last
