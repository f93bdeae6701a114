"""Every question that was answered, and all answers to one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from voicesim.errors import InputError
from voicesim.inputs.text import clean
from voicesim.report.phrases import day, title
from voicesim.review.due import Repetition
from voicesim.store.records import Measured
from voicesim.web.found import place
from voicesim.web.stored import Stored
from voicesim.wording import clock

Name = tuple[str, str]
"""The bank and the question."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with the points of its latest answer; `due` is empty where it was not practised."""

    bank: str
    id: str
    section: str
    answers: int
    last: str
    made: int
    points: tuple[str, ...]
    due: str
    is_due: bool


@dataclass(frozen=True, slots=True)
class TakeRow:
    """One answer; the verdicts that count are in `points`, `to` leads to it."""

    id: str
    to: str
    when: str
    kind: str
    judged: bool
    length: str
    verdict: str
    pace: str
    fillers: str
    made: int
    points: tuple[str, ...]


def all_questions(stored: Stored) -> dict[str, object]:
    """Those that are due first, then by the day on which they will be, then the rest."""
    overview = stored.overview
    due = {(each.bank_id, each.question_id): each for each in overview.repetitions}
    rows = question_rows(overview.answers, due, overview.today)
    return {"questions": rows, "due": sum(row.is_due for row in rows)}


def question_rows(
    answers: Iterable[Measured], due: Mapping[Name, Repetition], today: date
) -> tuple[QuestionRow, ...]:
    piles: dict[Name, list[Measured]] = {}
    for answer in answers:
        piles.setdefault((answer.bank_id, answer.question_id), []).append(answer)
    order = sorted(piles, key=lambda name: (due[name].due_on if name in due else date.max, name))
    return tuple(_row(name, piles[name], due.get(name), today) for name in order)


def _row(name: Name, pile: Sequence[Measured], due: Repetition | None, today: date) -> QuestionRow:
    latest = next((answer for answer in reversed(pile) if answer.judged), pile[-1])
    is_due = due is not None and due.due_on <= today
    return QuestionRow(
        bank=clean(name[0]),
        id=clean(name[1]),
        section=title(clean(latest.section)),
        answers=len(pile),
        last=day(latest.created_at),
        made=_made(latest),
        points=tuple(point.verdict for point in latest.points),
        due="" if due is None else "today" if is_due else f"{due.due_on}",
        is_due=is_due,
    )


def one_question(stored: Stored, bank_id: str, question_id: str) -> dict[str, object]:
    """All answers to a question, the newest first. Raises InputError where there is none."""
    found = [
        answer
        for answer in stored.overview.answers
        if (answer.bank_id, answer.question_id) == (bank_id, question_id)
    ]
    if not found:
        raise InputError(f"There is no answer to {question_id} of {bank_id}.")
    question = stored.attempt(found[-1].attempt_id).question
    return {
        "prompt": clean(question.prompt),
        "bank": clean(bank_id),
        "question_id": clean(question_id),
        "section": title(clean(question.section)),
        "takes": tuple(map(_take, reversed(found))),
        "judged": sum(answer.judged for answer in found),
    }


def _take(answer: Measured) -> TakeRow:
    pace, fillers = answer.words_per_minute, answer.fillers_per_minute
    return TakeRow(
        id=answer.attempt_id,
        to=place(answer.session_id, answer.attempt_id),
        when=day(answer.created_at),
        kind="" if answer.session_kind == "practice" else answer.session_kind,
        judged=answer.judged,
        length=clock(answer.answer_s),
        verdict=(answer.length or "").replace("-", " "),
        pace="–" if pace is None else f"{pace:.0f}",
        fillers="–" if fillers is None else f"{fillers:.1f}",
        made=_made(answer),
        points=tuple(point.verdict for point in answer.points),
    )


def _made(answer: Measured) -> int:
    return sum(point.verdict == "covered" for point in answer.points)
