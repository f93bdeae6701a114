"""Key points as the page shows them, and the marks of words."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.assess.assessment import PointHit
from voicesim.assess.own import OwnVerdict
from voicesim.assess.second import SecondVerdict
from voicesim.bank.question import KeyPoint
from voicesim.inputs.text import clean
from voicesim.report.page.transcript import Paragraph
from voicesim.report.phrases import KIND_NAMES, title
from voicesim.store.records import Attempt
from voicesim.wording import CHECK, clock, own_words, second_words, thought_words

_MARKS = (
    ("filler", "wavy", "filler word"),
    ("repeat", "dotted", "said twice or begun again"),
    ("doubt", "grey", "not heard clearly"),
)


@dataclass(frozen=True, slots=True)
class PointCard:
    """A key point: its number in the answer from 1, what was listened for, and what was found.

    `own` is what the speakers themselves say and why, empty where they say nothing, `thought` what they
    thought before they were told, and `second` what the second reader says. Where nobody has decided, a point
    to check `asks` them, and `yes` and `no` are what the command line wants. `standing` is what counts.
    """

    number: int
    point_id: str
    title: str
    kind: str
    verdict: str
    means: str
    evidence: str
    start_s: float | None
    at: str
    why: str
    probe: str
    own: str
    standing: str
    asks: str
    yes: str
    no: str
    second: str
    thought: str


def tick_command(attempt: Attempt) -> str:
    """What the ticks are added to, so that the history keeps them."""
    return f"voicesim review {shlex.quote(clean(attempt.id))}"


def word_marks(paragraphs: Sequence[Paragraph]) -> tuple[tuple[str, str, str], ...]:
    """The marks of words that occur, each with how it looks and what it means."""
    used = {word.mark for paragraph in paragraphs for run in paragraph.runs for word in run.words}
    return tuple(one for one in _MARKS if one[0] in used)


def point_cards(attempt: Attempt, hits: Sequence[PointHit]) -> tuple[PointCard, ...]:
    """A card for each verdict on an answer or a reply, with what its speaker and the second reader say."""
    asked = attempt.judgement.question if attempt.judgement else attempt.question
    known = {point.id: point for point in asked.key_points}
    return tuple(
        point_card(
            number,
            hit,
            known.get(hit.point_id),
            attempt.own_on(hit.point_id),
            attempt.second_on(hit.point_id),
            attempt.rating.thought(hit.point_id) if attempt.rating else None,
        )
        for number, hit in enumerate(hits, 1)
    )


def point_card(
    number: int,
    hit: PointHit,
    point: KeyPoint | None,
    own: OwnVerdict | None = None,
    second: SecondVerdict | None = None,
    thought: bool | None = None,
) -> PointCard:
    """The card of one verdict; `point` is None when the question does not know it any more."""
    name = clean(hit.point_id)
    return PointCard(
        number=number,
        point_id=name,
        title=title(name),
        kind=KIND_NAMES.get(hit.kind, clean(hit.kind)),
        verdict=hit.verdict,
        means=clean(point.means) if point else "",
        evidence=clean(hit.evidence or "").strip().rstrip(",;:"),
        start_s=hit.start_s,
        at=clock(hit.start_s) if hit.start_s is not None else "",
        why=clean(hit.why),
        probe=clean(point.probe) if point and hit.verdict == "missed" and not (own and own.made) else "",
        own=own_words(own.made, clean(own.reason)) if own else "",
        thought="" if thought is None else thought_words(thought, hit.verdict),
        standing=own.verdict if own else second.verdict if second else hit.verdict,
        asks=CHECK if hit.verdict == "check" and own is None and second is None else "",
        yes=shlex.quote(f"{name}=yes"),
        no=shlex.quote(f"{name}=no"),
        second=clean(second_words(second.made, second.quote)) if second else "",
    )
