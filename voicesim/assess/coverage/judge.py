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
from voicesim.assess.coverage.reasons import OFF_TOPIC, explain
from voicesim.assess.coverage.relevance import is_off_topic
from voicesim.bank.question import KeyPoint, Question
from voicesim.speech.words import Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from voicesim.assess.coverage.trained import TrainedJudge

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

SECOND_BEST = 1.0
"""Log-odds: two points do not share a quotation where the next best clause of one is at most so much
behind."""

LANGUAGE_BONUS = 3.0
"""How far the clauses' own evidence moves the choice of the quotation, in log-odds."""

HEARD = ("heard", "heard_next", "heard_pair", "heard_mean", "heard_most", "heard_over")
"""Log-odds by the trained judge: of the best piece, of the second best, and of the best two in a row; then
of all points' best pieces the mean and the most, and how far this point is above that mean."""

BRIEF, LONGEST_QUOTE = 5, 16
"""A quotation of fewer words takes in the clause beside it that tells more, up to so many words."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A logistic layer over named numbers, and by kind of point the two likelihoods beyond which it
    claims.

    From `covered` on a point is said to be made, up to `missed` to be missed: beyond these bounds at
    least nine of ten verdicts were right on answers by people who had no part in them.
    """

    bias: float
    weights: dict[str, float]
    covered: dict[str, float]
    missed: dict[str, float]

    def likelihood(self, values: dict[str, float]) -> float:
        total = self.bias + sum(weight * values[name] for name, weight in self.weights.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))

    def verdict(self, kind: str, likelihood: float) -> Verdict:
        if likelihood >= self.covered[kind]:
            return "covered"
        return "missed" if likelihood <= self.missed[kind] else "check"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One point's numbers by name, the window of the answer that speaks for it, and what to quote of it."""

    values: dict[str, float]
    scored: Scored
    quote: Window | None = None


@lru_cache(maxsize=2)
def layer(name: str) -> Layer:
    """The layer in data/<name>.json."""
    source = resources.files("voicesim.assess.coverage").joinpath(f"data/{name}.json").read_text("utf-8")
    return Layer(**json.loads(source))


def layer_name(point: KeyPoint) -> str:
    """The built-in bank's points have cues, and the network learned from sentences for each of them."""
    return "layer-cued" if point.cues else "layer"


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
    found = judgements(answer, question, judge)
    if answer.pieces and found and is_off_topic(answer, question, found, judge):
        return tuple(PointHit(point.id, point.kind, "missed", OFF_TOPIC) for point in question.key_points)
    return tuple(
        hit_of(answer, point, one, layer(layer_name(point)))
        for point, one in zip(question.key_points, found, strict=True)
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
    reader, asked = judge or trained_judge(), _asked(question)
    log_odds = reader.read(asked, _said(answer))
    heard = [_heard(answer, one, row.tolist()) for one, row in zip(by_language, log_odds, strict=True)]
    by_clause = reader.read(asked, [clause.raw for clause in answer.clauses])
    quoted = _quotations(answer, heard, by_clause)
    tops = [one.values["heard"] for one in heard]
    mean = sum(tops) / len(tops)
    return tuple(
        replace(
            one,
            values={**one.values, **dict(zip(HEARD[3:], (mean, max(tops), top - mean), strict=True))},
            quote=quote,
        )
        for one, top, quote in zip(heard, tops, quoted, strict=True)
    )


def _quotations(
    answer: Answer, heard: Sequence[Judgement], by_clause: NDArray[np.float64]
) -> list[Window | None]:
    """Of each point's window the clause that tells most; the plainest point takes its clause first, and
    another takes what is nearly as good."""
    found: list[Window | None] = [None] * len(heard)
    taken: set[int] = set()
    for row in sorted(range(len(heard)), key=lambda row: -heard[row].values["heard"]):
        window = heard[row].scored.best
        if window is None:
            continue
        ranked = sorted(range(window.first, window.last + 1), key=lambda place: -by_clause[row, place])
        free = next((place for place in ranked if place not in taken), ranked[0])
        best = free if by_clause[row, ranked[0]] - by_clause[row, free] <= SECOND_BEST else ranked[0]
        taken.add(best)
        found[row] = _with_neighbour(answer, window, best, by_clause[row])
    return found


def _with_neighbour(answer: Answer, window: Window, place: int, tells: NDArray[np.float64]) -> Window:
    """A clause, a brief one with the better one beside it."""
    clause = answer.clauses[place]
    if clause.last - clause.first + 1 >= BRIEF:
        return Window(place, place)
    beside = [near for near in (place - 1, place + 1) if window.first <= near <= window.last]
    for near in sorted(beside, key=lambda near: -float(tells[near])):
        first, last = min(near, place), max(near, place)
        if answer.clauses[last].last - answer.clauses[first].first < LONGEST_QUOTE:
            return Window(first, last)
    return Window(place, place)


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
    values = {**one.values, **dict(zip(HEARD[:3], (ranked[0], second, pair), strict=True))}
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


def hit_of(answer: Answer, point: KeyPoint, one: Judgement, rule: Layer) -> PointHit:
    """The verdict on a point by its layer, with its words and its reason."""
    scored, likelihood = one.scored, rule.likelihood(one.values)
    window = one.quote or scored.best
    verdict, doubted = _verdict(answer, one, window, point.kind, likelihood, rule)
    why = explain(point, answer, scored, verdict, doubted=doubted)
    if verdict == "missed" or window is None:
        return PointHit(point.id, point.kind, "missed", why)
    first, last = span(answer, window)
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


def _verdict(
    answer: Answer, one: Judgement, window: Window | None, kind: str, likelihood: float, rule: Layer
) -> tuple[Verdict, bool]:
    """The verdict, and whether it is only in doubt because the words are."""
    if window is None:
        return "missed", False
    first, last = span(answer, window)
    quoted = answer.words[first : last + 1]
    low = sum(word.probability < DOUBTED_PROBABILITY for word in quoted)
    if low >= DOUBTED_SHARE * len(quoted) and likelihood >= LIKELY_IF_HEARD:
        return "check", True
    return rule.verdict(kind, likelihood), False


def span(answer: Answer, window: Window) -> tuple[int, int]:
    """The first and the last word (inclusive) of a window."""
    return answer.clauses[window.first].first, answer.clauses[window.last].last
