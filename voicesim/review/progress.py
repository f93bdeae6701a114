"""How answers change over time, and where there is most to gain."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import TypeVar

from voicesim.review.agreement import Agreement, CorrectionTally, count_corrections, measure_agreement
from voicesim.review.days import Days
from voicesim.store.records import Measured, PointVerdict

T = TypeVar("T")

KINDS = ("content", "tradeoff", "metric")
WEAKEST = 3
_WORTH = {"covered": 1.0, "check": 0.5, "missed": 0.0}


@dataclass(frozen=True, slots=True)
class Moment:
    """Means over the answers of one session, None where nothing was measured.

    `coverage` is the share of key points made (those to check count half), `time_share` the seconds of an
    answer as a share of its target.
    """

    session_id: str
    at: str
    answers: int
    coverage: float | None
    time_share: float | None
    words_per_minute: float | None
    fillers_per_minute: float | None


@dataclass(frozen=True, slots=True)
class Trend:
    """A section, or all of them: one moment for each session in which it was practised, oldest first."""

    name: str
    answers: int
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class KindTrend:
    """One kind of key point: how often it could be made and was, and its share session by session.

    `ats` are the times that belong to the `shares`.
    """

    kind: str
    asked: int
    made: float
    shares: tuple[float, ...]
    ats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeakPoint:
    """A key point that was not made in the latest answer; `made` of `asked` answers had it."""

    bank_id: str
    question_id: str
    point_id: str
    kind: str
    made: float
    asked: int
    last_at: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything about one's own practice; the demo and scored files are left out.

    `streak_days` counts days with practice in a row, up to today or yesterday. `agreement` is None where no
    answer was rated before its feedback.
    """

    answers: int
    sessions: int
    since: date | None
    streak_days: int
    overall: Trend
    sections: tuple[Trend, ...]
    kinds: tuple[KindTrend, ...]
    weakest: tuple[WeakPoint, ...]
    agreement: Agreement | None = None
    corrections: CorrectionTally = field(default_factory=CorrectionTally)


def measure_progress(answers: Iterable[Measured], today: date, days: Days) -> Progress:
    """`answers` oldest first; `today` is one of `days`."""
    own = practised(answers)
    practised_on = {days.of(answer.created_at) for answer in own}
    sections = dict.fromkeys(answer.section for answer in own)
    return Progress(
        answers=len(own),
        sessions=len({answer.session_id for answer in own}),
        since=min(practised_on, default=None),
        streak_days=_streak(practised_on, today),
        overall=_trend("all", own),
        sections=tuple(_trend(each, [a for a in own if a.section == each]) for each in sections),
        kinds=tuple(trend for kind in KINDS if (trend := _kind_trend(kind, own)).asked),
        weakest=weak_points(own)[:WEAKEST],
        agreement=measure_agreement(own),
        corrections=count_corrections(own),
    )


def practised(answers: Iterable[Measured]) -> tuple[Measured, ...]:
    """The judged answers of a person's own practice."""
    return tuple(answer for answer in answers if answer.judged and answer.session_kind == "practice")


def weak_points(answers: Iterable[Measured]) -> tuple[WeakPoint, ...]:
    """Key points that the latest answer to their question did not make, the weakest first.

    The rule of succession, (made + 1) / (asked + 2), puts a point missed three times before one missed once.
    """
    tally: dict[tuple[str, str, str], tuple[float, int]] = {}
    latest: dict[tuple[str, str], Measured] = {}
    for answer in answers:
        latest[answer.bank_id, answer.question_id] = answer
        for point in answer.points:
            key = (answer.bank_id, answer.question_id, point.point_id)
            made, asked = tally.get(key, (0.0, 0))
            tally[key] = (made + _WORTH[point.verdict], asked + 1)
    found = [
        WeakPoint(*question, point.point_id, point.kind, *tally[*question, point.point_id], answer.created_at)
        for question, answer in latest.items()
        for point in answer.points
        if point.verdict != "covered"
    ]
    newest_first = sorted(found, key=lambda weak: weak.last_at, reverse=True)
    return tuple(sorted(newest_first, key=lambda weak: (weak.made + 1) / (weak.asked + 2)))


def weakest_questions(answers: Iterable[Measured], bank_id: str) -> tuple[str, ...]:
    """Ids of the questions that were answered with something left to make, the least covered first.

    The latest answer to each decides; one that is off its target comes before one on it.
    """
    latest = {answer.question_id: answer for answer in practised(answers) if answer.bank_id == bank_id}
    covered = {a.question_id: 1.0 if a.share is None else a.share for a in latest.values()}
    off_target = {a.question_id for a in latest.values() if a.length in ("short", "long")}
    left = [each for each in latest if covered[each] < 1.0 or each in off_target]
    return tuple(sorted(left, key=lambda each: (covered[each], each not in off_target)))


def _trend(name: str, answers: Sequence[Measured]) -> Trend:
    return Trend(name, len(answers), _by_session(answers, _moment))


def _moment(answers: Sequence[Measured]) -> Moment:
    return Moment(
        answers[0].session_id,
        answers[0].created_at,
        len(answers),
        _mean(answer.share for answer in answers),
        _mean(None if a.answer_s is None else a.answer_s / a.target_s for a in answers),
        _mean(answer.words_per_minute for answer in answers),
        _mean(answer.fillers_per_minute for answer in answers),
    )


def _kind_trend(kind: str, answers: Sequence[Measured]) -> KindTrend:
    def worths(some: Sequence[Measured]) -> list[float]:
        return [_worth(point) for answer in some for point in answer.points if point.kind == kind]

    sessions = [(_mean(worths(some)), some[0].created_at) for some in _by_session(answers, tuple)]
    told = [(share, at) for share, at in sessions if share is not None]
    made = worths(answers)
    return KindTrend(
        kind, len(made), sum(made), tuple(share for share, _ in told), tuple(at for _, at in told)
    )


def _by_session(answers: Sequence[Measured], make: Callable[[Sequence[Measured]], T]) -> tuple[T, ...]:
    return tuple(make(tuple(group)) for _, group in groupby(answers, key=lambda a: a.session_id))


def _worth(point: PointVerdict) -> float:
    return _WORTH[point.verdict]


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if known else None


def _streak(days: set[date], today: date) -> int:
    day = today if today in days else today - timedelta(days=1)
    length = 0
    while day in days:
        length += 1
        day -= timedelta(days=1)
    return length
