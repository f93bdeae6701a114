"""What the last session changed, what it left to ask, and what to do next: what one wants to know first."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from voicesim.review.due import Repetition, due
from voicesim.review.progress import Moment, Progress, WeakPoint
from voicesim.store.history import History
from voicesim.store.records import Attempt, Session
from voicesim.wording import count

SAME_PACE = 0.1
"""A share of the pace: listeners notice differences from about a tenth on (H. Quené, "What is the just
noticeable difference for tempo in speech?")."""

USUAL_BANK = "senior-pm"
FIRST = "This was your first session; from the next one on, what changed stands here."


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, in words, and the command that does it; `is_due` where something waits for its day."""

    says: str
    command: str
    is_due: bool = False


def what_changed(moments: Sequence[Moment]) -> str:
    """The newest session beside the one before it, in a sentence; what is as it was is left out."""
    if not moments:
        return ""
    if len(moments) == 1:
        return FIRST
    before, after = moments[-2:]
    told = [
        _change("key points made", before.coverage, after.coverage, lambda v: f"{v:.0%}"),
        _change("length", before.time_share, after.time_share, lambda v: f"{v:.0%} of the target"),
        _pace(before.words_per_minute, after.words_per_minute),
        _change(
            "fillers", before.fillers_per_minute, after.fillers_per_minute, lambda v: f"{v:.1f} a minute"
        ),
    ]
    changes = [each for each in told if each]
    return f"Since the session before: {'; '.join(changes)}." if changes else "As in the session before."


def next_step(progress: Progress, found: Sequence[Repetition], today: date) -> Step:
    """What is due comes first, then the point with most to gain, then something new."""
    waiting = due(found, today)
    if waiting:
        return Step(f"{count(len(waiting), 'question')} due today", "voicesim practice --due", is_due=True)
    if progress.weakest:
        weak = progress.weakest[0]
        return Step(f"most to gain: {weak.point_id} of {weak.question_id}", practise(weak))
    return Step("every point is made and nothing is due: something new", "voicesim practice")


def practise(weak: WeakPoint) -> str:
    """The command that asks the question of a point again."""
    return practise_question(weak.bank_id, weak.question_id)


def practise_question(bank_id: str, question_id: str) -> str:
    """The command that asks a question; of the usual bank without its name."""
    bank = "" if bank_id == USUAL_BANK else f"{shlex.quote(bank_id)} "
    return f"voicesim practice {bank}--question {shlex.quote(question_id)}"


def _change(what: str, before: float | None, after: float | None, written: Callable[[float], str]) -> str:
    if before is None or after is None or written(before) == written(after):
        return ""
    return f"{what} {written(before).split()[0]} → {written(after)}"


def _pace(before: float | None, after: float | None) -> str:
    if before is None or after is None or abs(after - before) < SAME_PACE * before:
        return ""
    return f"pace {before:.0f} → {after:.0f} words a minute"


def has_tried(history: History, bank_id: str, question_id: str) -> bool:
    """Whether there is an answer to this question of this bank, the demo's own left out."""
    sessions = (session for session in history.sessions() if session.kind != "demo")
    sat = {session.id for session in sessions if session.bank_id == bank_id}
    return any(attempt.session_id in sat for attempt in history.attempts(question_id=question_id))


def unanswered(session: Session, attempts: Iterable[Attempt]) -> tuple[str, ...]:
    """Ids of the planned questions without an answer, in their order; a discarded attempt is none."""
    answered = {attempt.number for attempt in attempts if attempt.state != "discarded"}
    return tuple(each for number, each in enumerate(session.planned, 1) if number not in answered)
