"""Which key points an answer made, in which words, and why one should think so."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

from voicesim.assess.assessment import PointHit, Verdict
from voicesim.assess.coverage.concepts import asked_sentences, asked_text
from voicesim.assess.coverage.features import FEATURES, Answer, Scored, Window, is_list, measure, read_answer
from voicesim.assess.coverage.reasons import explain
from voicesim.bank.question import KeyPoint, Question
from voicesim.speech.words import Word

if TYPE_CHECKING:
    from voicesim.assess.coverage.trained import TrainedJudge

TORN = 0.05
"""A likelihood within this of one half is `check`: about one point in twenty on the development answers."""

LEAST_EVIDENCE = 0.15
"""Below this no clause shows the point, whatever the rest of the answer is like."""

DOUBTED_PROBABILITY = 0.5
"""Words below this were guessed by the speech recogniser as much as heard."""

DOUBTED_SHARE = 0.34
"""A quotation with this share of doubted words is to be listened to, not believed."""

LIKELY_IF_HEARD = 0.35
"""A point this likely, in doubted words, may have been made: it is `check` rather than missed."""

CUES = 2
"""How many of a point's cues the trained judge is told: each costs time, and two are as good as six."""

MOST_LOG_ODDS = 8.0
"""The trained judge is not believed more than this, either way."""

LANGUAGE_BONUS = 3.0
"""How far the clauses' own evidence moves the choice of the quotation, in log-odds."""

HEARD = ("heard", "heard_next", "heard_pair")
"""Log-odds by the trained judge: of the best piece, of the second best, and of the best two in a row."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A logistic layer over named numbers."""

    bias: float
    weights: dict[str, float]

    def likelihood(self, values: dict[str, float]) -> float:
        total = self.bias + sum(weight * values[name] for name, weight in self.weights.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Judgement:
    """One point's numbers by name, and the window of the answer that speaks for it."""

    values: dict[str, float]
    scored: Scored


@lru_cache(maxsize=3)
def layer(name: str) -> Layer:
    """The layer in data/<name>.json."""
    source = resources.files("voicesim.assess.coverage").joinpath(f"data/{name}.json").read_text("utf-8")
    stored = json.loads(source)
    return Layer(stored["bias"], stored["weights"])


def judge_points(
    question: Question, words: tuple[Word, ...], judge: TrainedJudge | None = None
) -> tuple[PointHit, ...]:
    """Judge every key point of a question, in its order, by the words of an answer to it.

    Judging an answer again that has grown since costs only its new sentences. `judge` replaces the trained
    judge that ships. ModelError if that one is damaged.
    """
    return _judged(question, words, judge)


@lru_cache(maxsize=4)
def _judged(question: Question, words: tuple[Word, ...], judge: TrainedJudge | None) -> tuple[PointHit, ...]:
    answer = read_answer(words)
    found = zip(question.key_points, judgements(answer, question, judge), strict=True)
    return tuple(
        hit_of(answer, point, one, layer("layer-cued" if point.cues else "layer").likelihood(one.values))
        for point, one in found
    )


def judge_by_language(question: Question, words: tuple[Word, ...]) -> tuple[PointHit, ...]:
    """The same without the trained judge: by what clauses say, who does it and which figures they hold."""
    answer = read_answer(words)
    found = zip(question.key_points, _by_language(answer, question), strict=True)
    return tuple(
        hit_of(answer, point, one, layer("linguistic").likelihood(one.values)) for point, one in found
    )


def judgements(
    answer: Answer, question: Question, judge: TrainedJudge | None = None
) -> tuple[Judgement, ...]:
    """All numbers for each point, with the piece that tells most; `judge` replaces the one that ships."""
    from voicesim.assess.coverage.trained import trained_judge

    by_language = _by_language(answer, question)
    if not answer.pieces or not question.key_points:
        return tuple(
            Judgement({**one.values, **dict.fromkeys(HEARD, -MOST_LOG_ODDS)}, one.scored)
            for one in by_language
        )
    log_odds = (judge or trained_judge()).read(_asked(question), _said(answer))
    return tuple(_heard(answer, one, row.tolist()) for one, row in zip(by_language, log_odds, strict=True))


def _asked(question: Question) -> list[str]:
    return [asked_text(asked_sentences(point.means)[0], point.cues[:CUES]) for point in question.key_points]


def _said(answer: Answer) -> list[str]:
    return [answer.quote(piece) for piece in answer.pieces]


def _by_language(answer: Answer, question: Question) -> tuple[Judgement, ...]:
    scores = (measure(answer, question, point) for point in question.key_points)
    return tuple(Judgement(dict(zip(FEATURES, scored.values, strict=True)), scored) for scored in scores)


def _heard(answer: Answer, one: Judgement, log_odds: Sequence[float]) -> Judgement:
    kept = [
        -MOST_LOG_ODDS if is_list(answer.text(piece)) else max(-MOST_LOG_ODDS, min(MOST_LOG_ODDS, value))
        for piece, value in zip(answer.pieces, log_odds, strict=True)
    ]
    ranked = sorted(kept, reverse=True)
    pair = max(((a + b) / 2 for a, b in pairwise(kept)), default=ranked[0])
    second = ranked[1] if len(ranked) > 1 else -MOST_LOG_ODDS
    values = {**one.values, **dict(zip(HEARD, (ranked[0], second, pair), strict=True))}
    return Judgement(values, replace(one.scored, best=_telling(answer, one.scored, kept)))


def _telling(answer: Answer, scored: Scored, log_odds: Sequence[float]) -> Window:
    """The most telling piece by the trained judge, with a bonus for the one that the clauses speak for.

    The piece beside it belongs to it when that makes the point by itself, too.
    """

    def telling(index: int) -> float:
        piece, best = answer.pieces[index], scored.best
        shared = best is not None and piece.first <= best.last and piece.last >= best.first
        return log_odds[index] + shared * LANGUAGE_BONUS * min(1.5, scored.best_score)

    places = range(len(log_odds))
    best = max(places, key=telling)
    beside = [place for place in (best - 1, best + 1) if place in places and log_odds[place] > 0.0]
    told = sorted([best, *sorted(beside, key=log_odds.__getitem__)[-1:]])
    return Window(answer.pieces[told[0]].first, answer.pieces[told[-1]].last)


def hit_of(answer: Answer, point: KeyPoint, one: Judgement, likelihood: float) -> PointHit:
    """The verdict on a point that was made with this likelihood (0 to 1), with its words and its reason."""
    scored = one.scored
    verdict, doubted = _verdict(answer, one, likelihood)
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


def _verdict(answer: Answer, one: Judgement, likelihood: float) -> tuple[Verdict, bool]:
    """The verdict, and whether it is only in doubt because the words are."""
    heard = one.values.get("heard", -MOST_LOG_ODDS)
    if one.scored.best is None or (one.scored.best_score < LEAST_EVIDENCE and heard < 0.0):
        return "missed", False
    first, last = span(answer, one.scored.best)
    quoted = answer.words[first : last + 1]
    low = sum(word.probability < DOUBTED_PROBABILITY for word in quoted)
    if low >= DOUBTED_SHARE * len(quoted) and likelihood >= LIKELY_IF_HEARD:
        return "check", True
    if abs(likelihood - 0.5) < TORN:
        return "check", False
    return ("covered" if likelihood > 0.5 else "missed"), False


def span(answer: Answer, window: Window) -> tuple[int, int]:
    """The first and the last word (inclusive) of a window."""
    return answer.clauses[window.first].first, answer.clauses[window.last].last
