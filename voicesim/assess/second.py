"""What a language model says of points that the judge is not certain of; it resolves these, and no other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from voicesim.assess.assessment import PointHit, Verdict


@dataclass(frozen=True, slots=True)
class SecondVerdict:
    """Whether a language model finds that a point was made, and its name.

    `quote` are the words of the transcript that it named for a yes; None for a no.
    """

    point_id: str
    made: bool
    quote: str | None
    model: str

    @property
    def verdict(self) -> Verdict:
        return "covered" if self.made else "missed"


def resolved(hits: Sequence[PointHit], second: Iterable[SecondVerdict]) -> tuple[PointHit, ...]:
    """The verdicts, those that are `check` as the second reader resolved them, where it did.

    A point that the judge is certain of stays as it is, whatever was said when it was not.
    """
    told = {each.point_id: each for each in second}
    return tuple(
        _resolved(hit, told[hit.point_id]) if hit.verdict == "check" and hit.point_id in told else hit
        for hit in hits
    )


def _resolved(hit: PointHit, second: SecondVerdict) -> PointHit:
    """A point that was not made has no words that make it; one that was keeps those that came nearest."""
    if second.made:
        return replace(hit, verdict="covered", why="The second reader found it.")
    return PointHit(hit.point_id, hit.kind, "missed", "The second reader did not find it.")
