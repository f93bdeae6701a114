"""How well people's own judgement agrees with the verdicts, and how often they corrected one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from voicesim.store.records import Measured, PointVerdict

_WORTH = {"covered": 1.0, "check": 0.5, "missed": 0.0}


@dataclass(frozen=True, slots=True)
class Tally:
    """Points that were thought of beforehand and judged with certainty: `both` were thought made and covered,
    `neither` was either, `over` were thought made and missed, `under` the other way round."""

    both: int = 0
    neither: int = 0
    over: int = 0
    under: int = 0

    @property
    def points(self) -> int:
        return self.both + self.neither + self.over + self.under

    @property
    def share(self) -> float | None:
        """Points on which thought and verdict agree, as a share of all."""
        return (self.both + self.neither) / self.points if self.points else None

    @property
    def chance(self) -> float | None:
        """The share on which they would agree by chance, if as many points were thought made and covered."""
        if not self.points:
            return None
        thought, covered = self.both + self.over, self.both + self.under
        rest = (self.points - thought) * (self.points - covered)
        return (thought * covered + rest) / self.points**2

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa: 0 for agreement as by chance, 1 for full; None where chance alone agrees fully."""
        if self.share is None or self.chance is None or self.chance >= 1.0:
            return None
        return (self.share - self.chance) / (1.0 - self.chance)


@dataclass(frozen=True, slots=True)
class RatedSession:
    """The answers of one session that were rated beforehand; `went` is their mean mark, from 1 to 5."""

    session_id: str
    at: str
    answers: int
    went: float | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class Agreement:
    """`pairs` of answers have different marks and different shares of points made, and in `in_order` of them
    the one that was marked higher made more."""

    answers: int
    tally: Tally
    pairs: int
    in_order: int
    sessions: tuple[RatedSession, ...]


@dataclass(frozen=True, slots=True)
class CorrectionTally:
    """Verdicts that were corrected: to made, and to not made; with `since_agreed` of them the verdict that
    there is now agrees."""

    to_made: int = 0
    to_not_made: int = 0
    since_agreed: int = 0

    @property
    def number(self) -> int:
        return self.to_made + self.to_not_made


def measure_agreement(answers: Iterable[Measured]) -> Agreement | None:
    """Of answers oldest first; None where none was rated.

    The verdicts are those of the judge and the second reader: with the speakers' own over them, whoever
    corrects more would agree more.
    """
    rated = [answer for answer in answers if answer.rating is not None]
    if not rated:
        return None
    pairs = list(_ordered_pairs(rated))
    return Agreement(len(rated), _tally(rated), len(pairs), sum(pairs), tuple(_sessions(rated)))


def count_corrections(answers: Iterable[Measured]) -> CorrectionTally:
    corrected = [
        (point.own, point.told)
        for answer in answers
        for point in answer.points
        if point.own is not None and point.own.corrects
    ]
    to_made = sum(own.made for own, _ in corrected)
    agreed = sum(own.verdict == told for own, told in corrected)
    return CorrectionTally(to_made, len(corrected) - to_made, agreed)


def _sessions(rated: Sequence[Measured]) -> Iterator[RatedSession]:
    for session_id, group in groupby(rated, key=lambda answer: answer.session_id):
        some = list(group)
        marks = [a.rating.went for a in some if a.rating is not None and a.rating.went is not None]
        went = sum(marks) / len(marks) if marks else None
        yield RatedSession(session_id, some[0].created_at, len(some), went, _tally(some))


def _tally(answers: Iterable[Measured]) -> Tally:
    found = [pair for answer in answers for pair in _thoughts(answer)]
    return Tally(
        both=found.count((True, True)),
        neither=found.count((False, False)),
        over=found.count((True, False)),
        under=found.count((False, True)),
    )


def _thoughts(answer: Measured) -> Iterator[tuple[bool, bool]]:
    """For each point judged with certainty: whether it was thought made, and whether it was."""
    for point in answer.points:
        thought = answer.rating.thought(point.point_id) if answer.rating else None
        if thought is not None and point.apart != "check":
            yield thought, point.apart == "covered"


def _ordered_pairs(rated: Sequence[Measured]) -> Iterator[bool]:
    """For each two answers that differ in both their mark and their points: whether both say the same."""
    marked = [
        (answer.rating.went, _share(answer.points))
        for answer in rated
        if answer.rating is not None and answer.rating.went is not None and answer.points
    ]
    for (went, share), (other_went, other_share) in combinations(marked, 2):
        if went != other_went and share != other_share:
            yield (went > other_went) == (share > other_share)


def _share(points: Sequence[PointVerdict]) -> float:
    return sum(_WORTH[point.apart] for point in points) / len(points)
