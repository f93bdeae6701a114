"""How far what a judge of coverage says is what people say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tools.benchmarks.coverage_answers import Given, Role
from voicesim.assess.assessment import PointHit, Verdict
from voicesim.bank.question import Question
from voicesim.speech.words import Word

KINDS = ("content", "metric", "tradeoff")
DRAWS, SEED = 1000, 7
"""Of answers with replacement, for an interval."""

Method = Callable[[Question, tuple[Word, ...]], Sequence[PointHit]]
"""Judges every key point of a question by the words of an answer."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What was said of one point beside what people say.

    Of a covered point with a quotation: its `words`, whether it `shows` the point (None where nobody named
    the words that do), and whether it is `shared`, the quotation of another covered point as well.
    """

    kind: str
    made: bool
    verdict: Verdict
    words: int | None = None
    shows: bool | None = None
    shared: bool | None = None
    likelihood: float | None = None

    @property
    def credit(self) -> float:
        """1 when people say the same, and half for `check`."""
        return 0.5 if self.verdict == "check" else float((self.verdict == "covered") == self.made)

    @property
    def likelier(self) -> float:
        """1 when people say the same, and for `check` when they say what is likelier."""
        if self.verdict != "check" or self.likelihood is None:
            return self.credit
        return float((self.likelihood >= 0.5) == self.made)


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer after it was judged."""

    role: Role
    claims: tuple[Claim, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures over answers: counts, words, ms, and else shares of 1; None where there is nothing to count.

    Answers to their own question: `accuracy` over all pairs of answer and point (`check` is half right) and
    where it lies in 95 of 100 draws; `likelier`, the same with a `check` taken for what is likelier;
    `claims_right` without the pairs that are `check`; `covered_right` and `missed_right`, the precision of
    these verdicts; `recall`, the made points that are covered; `check`, the pairs that are. Of quotations of
    covered points: `evidence_right`, those of rightly covered ones that show the point; `evidence_wrong`,
    those of all covered ones that do not, being elsewhere or of a point that was not made; `quote_shared`,
    those that another point of the answer has as well. Answers to another question (`other`) and texts about
    something else (`off`): the pairs that are covered, and those that people find made. `ms` is the median
    for judging an answer.
    """

    answers: int
    pairs: int
    accuracy: float | None
    accuracy_low: float | None
    accuracy_high: float | None
    likelier: float | None
    claims_right: float | None
    covered_right: float | None
    missed_right: float | None
    recall: float | None
    check: float | None
    evidence_right: float | None
    evidence_wrong: float | None
    quote_words: float | None
    quote_words_90: float | None
    quote_shared: float | None
    other_pairs: int
    other_covered: float | None
    other_made: float | None
    off_pairs: int
    off_covered: float | None
    ms: float | None


def judge_answers(given: Iterable[Given], method: Method, clock: Callable[[], float]) -> list[Judged]:
    judged = []
    for one in given:
        begun = clock()
        hits = method(one.question, one.words)
        judged.append(Judged(one.role, claims_of(one, hits), clock() - begun))
    return judged


def claims_of(given: Given, hits: Sequence[PointHit]) -> tuple[Claim, ...]:
    """A claim for each point that people judged."""
    quotations = Counter(span for hit in hits if (span := _quotation(hit)))
    return tuple(_claim(given, hit, quotations) for hit in hits if hit.point_id in given.judged)


def _claim(given: Given, hit: PointHit, quotations: Counter[range]) -> Claim:
    made, span = hit.point_id in given.made, _quotation(hit)
    if span is None:
        return Claim(hit.kind, made, hit.verdict, likelihood=hit.likelihood)
    shows: bool | None = None
    if given.shown is not None:
        named = given.shown.get(hit.point_id, frozenset())
        shows = not named.isdisjoint(span) if named else None if made else False
    return Claim(hit.kind, made, hit.verdict, len(span), shows, quotations[span] > 1)


def _quotation(hit: PointHit) -> range | None:
    """The places of the words that a covered point quotes."""
    if hit.verdict != "covered" or hit.first_word is None or hit.last_word is None:
        return None
    return range(hit.first_word, hit.last_word + 1)


def score(judged: Sequence[Judged], kind: str | None = None) -> Scores:
    """The figures over all points, or over those of one kind."""

    answers = _claims(judged, "own", kind)
    own = [one for claims in answers for one in claims]
    other = [one for claims in _claims(judged, "other", kind) for one in claims]
    off = [one for claims in _claims(judged, "off", kind) for one in claims]
    low, high = interval([[one.credit for one in claims] for claims in answers])
    covered = [one for one in own if one.verdict == "covered"]
    words = [one.words for one in covered if one.words is not None]
    shown = [(one.made, one.shows) for one in covered if one.shows is not None]
    return Scores(
        answers=len(answers),
        pairs=len(own),
        accuracy=share(one.credit for one in own),
        accuracy_low=low,
        accuracy_high=high,
        likelier=share(one.likelier for one in own),
        claims_right=share(one.credit for one in own if one.verdict != "check"),
        covered_right=share(one.made for one in covered),
        missed_right=share(not one.made for one in own if one.verdict == "missed"),
        recall=share(one.verdict == "covered" for one in own if one.made),
        check=share(one.verdict == "check" for one in own),
        evidence_right=share(shows for made, shows in shown if made),
        evidence_wrong=share(not shows for _, shows in shown),
        quote_words=float(np.median(words)) if words else None,
        quote_words_90=float(np.percentile(words, 90)) if words else None,
        quote_shared=share(one.shared for one in covered if one.shared is not None),
        other_pairs=len(other),
        other_covered=share(one.verdict == "covered" for one in other),
        other_made=share(one.made for one in other),
        off_pairs=len(off),
        off_covered=share(one.verdict == "covered" for one in off),
        ms=_median_ms(judged),
    )


def _claims(judged: Sequence[Judged], role: Role, kind: str | None) -> list[list[Claim]]:
    """The claims by answer, without answers that have none of the kind."""
    answers = (
        [one for one in answer.claims if kind in (None, one.kind)] for answer in judged if answer.role == role
    )
    return [claims for claims in answers if claims]


def share(values: Iterable[bool | float]) -> float | None:
    listed = [float(value) for value in values]
    return sum(listed) / len(listed) if listed else None


def interval(answers: Sequence[Sequence[float]]) -> tuple[float, float] | tuple[None, None]:
    """Where the mean credit lies in 95 of 100 draws of as many answers, each with all of its credits."""
    if not answers:
        return None, None
    sums, counts = np.array([sum(one) for one in answers]), np.array([len(one) for one in answers])
    drawn = np.random.default_rng(SEED).integers(0, len(answers), (DRAWS, len(answers)))
    low, high = np.percentile(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1), [2.5, 97.5])
    return float(low), float(high)


def _median_ms(judged: Sequence[Judged]) -> float | None:
    """Without answers to another question: what was read in them just before is still known."""
    spent = [one.seconds for one in judged if one.role != "other"]
    return float(np.median(spent)) * 1000 if spent else None
