"""What people say about their own points: it stands over what the judge found, and is kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from voicesim.assess.assessment import PointHit, Verdict

MADE = "You say that you made it."
NOT_MADE = "You say that you did not make it."


@dataclass(frozen=True, slots=True)
class OwnVerdict:
    """Whether the speakers themselves say that they made a point, and when they said so, in ISO 8601.

    `reason` is theirs, and `over` the verdict that stood when they said it, None where that is not known.
    """

    point_id: str
    made: bool
    at: str
    reason: str = ""
    over: Verdict | None = None

    @property
    def verdict(self) -> Verdict:
        return "covered" if self.made else "missed"

    @property
    def corrects(self) -> bool:
        """Whether they disagree with a verdict; a point to check is decided and not corrected."""
        return self.over in ("covered", "missed") and self.over != self.verdict


def standing(hits: Sequence[PointHit], own: Iterable[OwnVerdict]) -> tuple[PointHit, ...]:
    """The verdicts that count: the judge's, and over them the speaker's own where there is one."""
    told = {each.point_id: each for each in own}
    return tuple(_over(hit, told[hit.point_id]) if hit.point_id in told else hit for hit in hits)


def _over(hit: PointHit, own: OwnVerdict) -> PointHit:
    """A point that was not made has no words that make it; one that was keeps those that came nearest."""
    if own.made:
        return replace(hit, verdict="covered", why=MADE)
    return PointHit(hit.point_id, hit.kind, "missed", NOT_MADE)
