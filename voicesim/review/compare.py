"""Two takes of the same question side by side: what the second one gained and lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from voicesim.assess.assessment import PointHit
from voicesim.assess.drift import Drift, find_drift
from voicesim.errors import InputError
from voicesim.review.latest import USUAL_BANK, practise_question
from voicesim.store.records import Attempt

Change = Literal["gained", "lost", "kept", "open", "new", "dropped"]

_RANK = {"missed": 0, "check": 1, "covered": 2}


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """One measure in both takes, None where it was not measured; the unit is the end of `name`."""

    name: str
    before: float | None
    after: float | None

    @property
    def difference(self) -> float | None:
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class PointChange:
    """One key point in both takes, the speaker's own word before the judge's; None where the question had no
    such point when it was judged."""

    point_id: str
    kind: str
    before: PointHit | None
    after: PointHit | None

    @property
    def change(self) -> Change:
        """Gained and lost also by half: from missed to check, from covered to check. Kept: made in both,
        open: in neither; new and dropped: the question itself changed."""
        if self.before is None or self.after is None:
            return "new" if self.before is None else "dropped"
        step = _RANK[self.after.verdict] - _RANK[self.before.verdict]
        if step:
            return "gained" if step > 0 else "lost"
        return "open" if self.after.verdict == "missed" else "kept"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`figures` are those that the second take tells otherwise for the same thing."""

    before: Attempt
    after: Attempt
    measures: tuple[MeasureChange, ...]
    points: tuple[PointChange, ...]
    figures: tuple[Drift, ...]


def compare(before: Attempt, after: Attempt) -> Comparison:
    """Raises InputError for answers to different questions, for one that is not judged yet, and for a reply
    to a follow-up."""
    if before.id == after.id:
        raise InputError(f"{before.id} cannot be compared with itself; name two takes.")
    for take in (before, after):
        if take.asks is not None:
            raise InputError(
                f"{take.id} is the reply to a follow-up, said with help; compare answers with answers."
            )
    if before.question.id != after.question.id:
        raise InputError(
            f"{before.id} answers {before.question.id} but {after.id} answers {after.question.id}; "
            "choose two takes of the same question."
        )
    for take in (before, after):
        if take.assessment is None:
            raise InputError(f"{take.id} is not judged yet; finish it with: voicesim transcribe --pending")
    assert before.transcript is not None
    assert after.transcript is not None
    return Comparison(
        before,
        after,
        _measures(before, after),
        _points(before, after),
        find_drift(before.transcript.words, after.transcript.words),
    )


def latest_two(takes: tuple[Attempt, ...], question_id: str, demo_sessions: set[str]) -> tuple[str, str]:
    """The ids of the two latest judged takes (`takes` oldest first), your own before those of the demo.

    Raises InputError when there are not two.
    """
    judged = [take for take in takes if take.assessment is not None]
    own = [take for take in judged if take.session_id not in demo_sessions]
    chosen = own if len(own) >= 2 else judged
    if len(chosen) < 2:
        found = "only one judged answer" if chosen else "no judged answer"
        raise InputError(
            f"There is {found} to {question_id}, and comparing takes two; answer it with: "
            f"{practise_question(_bank_of(takes), question_id)}"
        )
    return chosen[-2].id, chosen[-1].id


def _bank_of(takes: Sequence[Attempt]) -> str:
    """The bank that the takes were judged by; the usual one where none was."""
    return next((take.judgement.bank_id for take in takes if take.judgement), USUAL_BANK)


def _measures(earlier: Attempt, later: Attempt) -> tuple[MeasureChange, ...]:
    return tuple(
        MeasureChange(name, before, after)
        for (name, before), (_, after) in zip(_measured(earlier), _measured(later), strict=True)
    )


def _measured(take: Attempt) -> tuple[tuple[str, float | None], ...]:
    assert take.assessment is not None
    timing, delivery, voice = take.assessment.timing, take.assessment.delivery, take.assessment.voice
    return (
        ("target_s", timing.target_s),
        ("answer_s", timing.answer_s),
        ("to_first_word_s", timing.to_first_word_s),
        ("longest_pause_s", timing.longest_pause_s),
        ("words", float(delivery.words)),
        ("words_per_minute", delivery.words_per_minute),
        ("fillers_per_minute", delivery.fillers_per_minute),
        ("pitch_spread_st", voice.spread_st if voice else None),
        ("points_covered", float(sum(hit.verdict == "covered" for hit in take.standing))),
    )


def _points(earlier: Attempt, later: Attempt) -> tuple[PointChange, ...]:
    before = {hit.point_id: hit for hit in earlier.standing}
    after = {hit.point_id: hit for hit in later.standing}
    return tuple(
        PointChange(point_id, hit.kind, before.get(point_id), after.get(point_id))
        for point_id, hit in (before | after).items()
    )
