"""Sessions in a table, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.inputs.text import clean
from voicesim.report.page.page import KINDS
from voicesim.report.phrases import day
from voicesim.store.records import Measured, Session
from voicesim.web.stored import Stored
from voicesim.wording import clock

PAGE = 20


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One line; `made` of `points` key points were made, and `time` is that of all answers together."""

    id: str
    when: str
    kind: str
    bank: str
    answers: int
    waiting: int
    time: str
    made: int
    points: int


def listing(stored: Stored, page: int) -> dict[str, object]:
    """The sessions of one page, counted from 1, by the names that the template has for them."""
    found = stored.history.sessions(PAGE + 1, (page - 1) * PAGE)
    shown = found[:PAGE]
    return {
        "sessions": session_rows(shown, stored.history.measured([each.id for each in shown])),
        "page": page,
        "more": len(found) > PAGE,
    }


def session_rows(sessions: Sequence[Session], answers: Sequence[Measured]) -> tuple[SessionRow, ...]:
    return tuple(_row(each, [one for one in answers if one.session_id == each.id]) for each in sessions)


def _row(session: Session, given: Sequence[Measured]) -> SessionRow:
    points = [point for answer in given for point in answer.points]
    timed = [answer.answer_s for answer in given if answer.answer_s is not None]
    return SessionRow(
        id=session.id,
        when=day(session.started_at),
        kind=KINDS.get(session.kind, "Scored files"),
        bank=clean(session.bank_id),
        answers=session.answers,
        waiting=sum(not answer.judged for answer in given),
        time=clock(sum(timed) if timed else None),
        made=sum(point.verdict == "covered" for point in points),
        points=len(points),
    )
