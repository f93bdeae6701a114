"""What an interviewer asks next: none or the one probe worth most, after an answer or after a reply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voicesim.assess.assessment import PointHit
from voicesim.assess.follow_up import follow_up_question, so_far
from voicesim.assess.probe_figures import BASELINE, MEASURED, baseline, measured
from voicesim.assess.probe_rules import OUTCOME, OWN_PART, no_outcome, not_answered, own_part
from voicesim.assess.said import Said
from voicesim.bank.question import KeyPoint, Question

UNSAID = 0.05
"""A point is asked after when at most so many of the answers that read like this one make it: a question
for what was said already costs an interviewer more than one that is not asked."""

FEW_WORDS = 10
"""In fewer words nobody makes all points: what is missed of them counts as unsaid, however likely."""

OFF_WORTH = 9
KIND_WORTH = {"tradeoff": 6, "metric": 6, "content": 2}
RULE_WORTH = {OWN_PART: 5, OUTCOME: 4, BASELINE: 3, MEASURED: 3}
"""What an interviewer asks after first: the question itself, then of the bank's points what was given up and
what came of it in figures, then what the rules ask after, then other points; this project's judgement."""


def next_probe(said: Sequence[Said]) -> Question | None:
    """The probe as a question of its own, whose first key point is the one asked after; None when nothing is
    left to ask. `said` are the answer and the replies to the probes so far, in order.

    A point that was asked after once is not asked after again, whatever the reply. Nobody who says nothing
    is asked on.
    """
    if not all(each.words for each in said):
        return None
    asked = {each.question.key_points[0].id for each in said[1:]}
    open_ones = [(worth, point) for worth, point in _candidates(said) if point.id not in asked]
    if not open_ones:
        return None
    _, best = max(open_ones, key=lambda candidate: candidate[0])
    return follow_up_question(said[0].question, best, _standing(said))


def _candidates(said: Sequence[Said]) -> Iterator[tuple[int, KeyPoint]]:
    """What can be asked after, each with its worth; the bank's own first."""
    answer = said[0]
    off = not_answered(answer)
    if off is not None:
        yield OFF_WORTH, off
        return
    hits = {hit.point_id: hit for hit in _standing(said)}
    unsaid = 1.0 if sum(len(each.words) for each in said) < FEW_WORDS else UNSAID
    for point in answer.question.key_points:
        if is_open(hits.get(point.id), unsaid):
            yield KIND_WORTH.get(point.kind, 0), point
    for found in (own_part(answer), no_outcome(answer), baseline(said), measured(said)):
        if found is not None and found.id not in hits:  # a bank may have a point of that name
            yield RULE_WORTH[found.id], found


def is_open(hit: PointHit | None, unsaid: float) -> bool:
    """Whether a point was missed, and is at most so likely after all; each missed one where an older verdict
    tells no likelihood."""
    if hit is None or hit.verdict != "missed":
        return False
    return hit.likelihood is None or hit.likelihood <= unsaid


def _standing(said: Sequence[Said]) -> list[PointHit]:
    return so_far([each.assessment.points for each in said])
