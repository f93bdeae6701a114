"""Key points as the page shows them, and the marks of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.assess.assessment import PointHit
from voicesim.assess.second import SecondVerdict
from voicesim.bank.question import KeyPoint
from voicesim.inputs.text import clean
from voicesim.report.page.transcript import Paragraph
from voicesim.report.phrases import KIND_NAMES, title
from voicesim.wording import clock, second_words

_MARKS = (
    ("filler", "wavy", "filler word"),
    ("repeat", "dotted", "said twice or begun again"),
    ("doubt", "grey", "not heard clearly"),
)


@dataclass(frozen=True, slots=True)
class PointCard:
    """A key point: its number in the answer from 1, what was listened for, and what was found."""

    number: int
    title: str
    kind: str
    verdict: str
    means: str
    evidence: str
    start_s: float | None
    at: str
    why: str
    probe: str
    second: str = ""


def word_marks(paragraphs: Sequence[Paragraph]) -> tuple[tuple[str, str, str], ...]:
    """The marks of words that occur, each with how it looks and what it means."""
    used = {word.mark for paragraph in paragraphs for run in paragraph.runs for word in run.words}
    return tuple(one for one in _MARKS if one[0] in used)


def point_card(
    number: int, hit: PointHit, point: KeyPoint | None, second: SecondVerdict | None = None
) -> PointCard:
    """The card of one verdict; `point` is None when the question does not know it any more, `second` what the
    second reader says of it, if anything."""
    return PointCard(
        number=number,
        title=title(clean(hit.point_id)),
        kind=KIND_NAMES.get(hit.kind, clean(hit.kind)),
        verdict=hit.verdict,
        means=clean(point.means) if point else "",
        evidence=clean(hit.evidence or "").strip().rstrip(",;:"),
        start_s=hit.start_s,
        at=clock(hit.start_s) if hit.start_s is not None else "",
        why=clean(hit.why),
        probe=clean(point.probe) if point and hit.verdict == "missed" else "",
        second=clean(second_words(second.made, second.quote)) if second else "",
    )
