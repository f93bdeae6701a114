"""An answer measured against one key point: the numbers that the verdict rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from voicesim.assess.coverage.clauses import Clause, split_clauses, split_pieces
from voicesim.assess.coverage.concepts import STOPWORDS, ask, concept_score, cue_score, overlap_score, stems
from voicesim.assess.coverage.detectors import (
    FIGURE,
    KEPT_TEXTS,
    measure_score,
    no_measure,
    tradeoff_score,
)
from voicesim.assess.coverage.stance import Stance, stances
from voicesim.bank.question import KeyPoint, Question
from voicesim.speech.words import Word

MAX_WINDOW_CLAUSES = 3
LEAST_SMALL_WORDS = 0.15
LEAST_CLAUSES = 8
"""Shares of a shorter answer are reckoned as of so many: of one clause they would say nothing."""

_RESULT = re.compile(r"\b(?:result|outcome|impact|improvement|recovery|damage|how far)\b")
_DELIVERY = re.compile(r"\b(?:date|deadline|deliver\w*|on time)\b")
_ON_TIME = re.compile(
    r"\b(?:on (?:the date|the day|time)|in time|days? (?:ahead|early|late)|weeks? (?:ahead|early|late)|"
    r"a bit late|(?:launched|live|delivered|finished|shipped) (?:\w+ ){0,4}on|missed the date|"
    r"made the date)\b"
)

FEATURES = (
    "content", "stated", "context", "measure", "tradeoff", "denied", "other", "metric_kind", "tradeoff_kind",
    "story", "deeds", "figures", "advice", "others", "denials",
)  # fmt: skip
"""What is measured: for content points how far it was done and said; for the others the best measure or
thing given up and how near the topic is; then what was denied or done by others, the kind, the question's
style, and shares of the answer's clauses. The length of an answer is left out on purpose: talking longer
makes no point."""


@dataclass(frozen=True, slots=True)
class Window:
    """One to three clauses in a row, as indices into the answer's clauses (inclusive)."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer cut into clauses, with what can be said of it as a whole."""

    words: tuple[Word, ...]
    clauses: tuple[Clause, ...]
    stances: tuple[Stance, ...]
    stems: tuple[frozenset[str], ...]
    windows: tuple[Window, ...]
    pieces: tuple[Window, ...]

    def quote(self, window: Window) -> str:
        """The words of a window as they were said."""
        first, last = self.clauses[window.first].first, self.clauses[window.last].last
        return " ".join(word.text for word in self.words[first : last + 1])

    def text(self, window: Window) -> str:
        return " ".join(clause.text for clause in self.clauses[window.first : window.last + 1])


@dataclass(frozen=True, slots=True)
class Scored:
    """A key point's numbers, in the order of FEATURES, and the window that says it best."""

    values: tuple[float, ...]
    best: Window | None
    best_score: float


def read_answer(words: tuple[Word, ...]) -> Answer:
    clauses = split_clauses(words)
    pieces = tuple(Window(first, last) for first, last in split_pieces(clauses))
    said = tuple(stems(clause.text) for clause in clauses)
    return Answer(words, clauses, stances(clauses), said, _windows(clauses), pieces)


def _windows(clauses: Sequence[Clause]) -> tuple[Window, ...]:
    found = []
    for first in range(len(clauses)):
        for last in range(first, min(first + MAX_WINDOW_CLAUSES, len(clauses))):
            if clauses[last].sentence - clauses[first].sentence <= 1:
                found.append(Window(first, last))
    return tuple(found)


def measure(answer: Answer, question: Question, point: KeyPoint) -> Scored:
    """Measure one answer against one key point."""
    relevance = [
        _relevance(point, clause.text, words)
        for clause, words in zip(answer.clauses, answer.stems, strict=True)
    ]
    weights = [stance.weight for stance in answer.stances]
    content, best_content = _best(answer, [r * w for r, w in zip(relevance, weights, strict=True)])
    stated = max(relevance, default=0.0)
    specific, best_specific = _best_specific(answer, point, relevance)
    denied = max((r for r, s in zip(relevance, answer.stances, strict=True) if s.denied), default=0.0)
    if point.kind == "metric":
        denied += 0.5 * any(no_measure(clause.text) for clause in answer.clauses)
    other = max(
        (r for r, s in zip(relevance, answer.stances, strict=True) if s.agent == "other"), default=0.0
    )
    is_content, is_metric, is_tradeoff = (point.kind == kind for kind in ("content", "metric", "tradeoff"))
    best, best_score = (best_content, content) if is_content else (best_specific, specific)
    values = (
        content * is_content,
        stated * is_content,
        content * (not is_content),
        specific * is_metric,
        specific * is_tradeoff,
        denied,
        other,
        float(is_metric),
        float(is_tradeoff),
        float(question.style == "story"),
        *_whole(answer),
    )
    return Scored(values, best, best_score)


def is_list(text: str) -> bool:
    """Whether a text only strings terms together: people who tell something use small words too."""
    tokens = text.split()
    return sum(token in STOPWORDS for token in tokens) < LEAST_SMALL_WORDS * len(tokens)


@lru_cache(maxsize=KEPT_TEXTS)
def _relevance(point: KeyPoint, text: str, words: frozenset[str]) -> float:
    if is_list(text):
        return 0.0
    asked = ask(point)
    score = concept_score(asked, text) + 0.5 * overlap_score(asked, words)
    cue = cue_score(asked, words)
    return min(1.5, score + (0.5 * cue if cue >= 0.6 else 0.0))


def _best(answer: Answer, scores: Sequence[float]) -> tuple[float, Window | None]:
    """The best window: its best clause, with a little from its neighbours, minus a little for its length."""
    best, best_window = 0.0, None
    for window in answer.windows:
        parts = sorted(scores[window.first : window.last + 1], reverse=True)
        total = parts[0] + 0.3 * sum(parts[1:]) - 0.08 * (len(parts) - 1)
        if total > best:
            best, best_window = total, window
    return best, best_window


def _best_specific(
    answer: Answer, point: KeyPoint, relevance: Sequence[float]
) -> tuple[float, Window | None]:
    best, best_window = 0.0, None
    if point.kind == "content":
        return best, best_window
    needs_figure = _RESULT.search(point.means.lower()) is not None
    by_date = _DELIVERY.search(point.means.lower()) is not None
    for window in answer.windows:
        span = range(window.first, window.last + 1)
        text = answer.text(window)
        if is_list(text):
            continue
        if point.kind == "metric":
            score = measure_score(text, needs_figure=needs_figure)
            score = max(score, 0.7 if by_date and _ON_TIME.search(text) else 0.0)
            if needs_figure:
                score *= 0.75 + 0.25 * (window.last + 1) / len(answer.clauses)
        else:
            score = tradeoff_score(text)
        stance = min(max(answer.stances[i].weight, 0.7 if _firm(answer.stances[i]) else 0.0) for i in span)
        score = score * stance + 0.1 * max(relevance[i] for i in span) * (score > 0) - 0.05 * (len(span) - 1)
        if score > best:
            best, best_window = score, window
    return best, best_window


def _firm(stance: Stance) -> bool:
    return not stance.wished and stance.agent != "anyone"


def _whole(answer: Answer) -> tuple[float, ...]:
    """Shares of the clauses: own deeds, figures, advice, other people's deeds, denials."""
    count = max(LEAST_CLAUSES, len(answer.clauses))
    own = sum(s.agent in ("self", "we") and not s.wished and not s.denied for s in answer.stances)
    numbers = sum(FIGURE.search(clause.text) is not None for clause in answer.clauses)
    advice = sum(s.agent == "anyone" or s.wished for s in answer.stances)
    others = sum(s.agent == "other" for s in answer.stances)
    denials = sum(s.denied for s in answer.stances)
    return tuple(part / count for part in (own, numbers, advice, others, denials))
