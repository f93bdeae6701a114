"""The page that somebody practises on, and what it fetches while they do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from voicesim.bank.question import Bank, Question
from voicesim.inputs.text import clean
from voicesim.review.due import due as due_ones
from voicesim.review.latest import USUAL_BANK
from voicesim.store.records import Measured
from voicesim.web.practice.choice import MAX_QUESTIONS, QUESTIONS
from voicesim.web.practice.kit import Kit
from voicesim.web.stored import Stored
from voicesim.wording import clock


@dataclass(frozen=True, slots=True)
class OfferedQuestion:
    """`made` are the verdicts of its latest answer, none where there is no judged one."""

    id: str
    prompt: str
    length: str
    is_due: bool
    points: tuple[str, ...]
    made: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class OfferedSection:
    id: str
    title: str
    questions: tuple[OfferedQuestion, ...]


def usual_bank(stored: Stored, kit: Kit) -> str:
    """The bank that is offered first: one's own where one was named, else the one that was practised last."""
    if kit.own:
        return kit.bank_ids[0]
    last = next((each.bank_id for each in stored.history.sessions(limit=1)), "")
    return last if last in kit.bank_ids else USUAL_BANK


def offer(stored: Stored, kit: Kit, bank_id: str, wanted: Collection[str], *, due: bool) -> dict[str, object]:
    """What can be asked from a bank, with the `wanted` questions, or those that are due, chosen already.

    Raises InputError for a bank that the desk does not have.
    """
    bank = kit.bank(bank_id)
    overview = stored.overview
    latest = {each.question_id: each for each in overview.answers if each.bank_id == bank.id and each.judged}
    waiting = due_ones(overview.repetitions, overview.today)
    is_due = {each.question_id for each in waiting if each.bank_id == bank.id}
    chosen = is_due if due else set(wanted)
    return {
        "banks": [(clean(name), name == bank_id) for name in kit.bank_ids],
        "bank": clean(bank_id),
        "title": clean(bank.title),
        "sections": _sections(bank, latest, is_due, chosen),
        "due": sum(question.id in is_due for question in bank.questions),
        "chosen": sum(question.id in chosen for question in bank.questions),
        "count": min(QUESTIONS, len(bank.questions)),
        "most": min(MAX_QUESTIONS, len(bank.questions)),
        "follow_ups": kit.pacing.follow_ups,
    }


def _sections(
    bank: Bank, latest: Mapping[str, Measured], is_due: Collection[str], chosen: Collection[str]
) -> tuple[OfferedSection, ...]:
    return tuple(
        OfferedSection(
            clean(section.id),
            clean(section.title),
            tuple(_question(each, latest.get(each.id), is_due, chosen) for each in section.questions),
        )
        for section in bank.sections
    )


def _question(
    question: Question, answer: Measured | None, is_due: Collection[str], chosen: Collection[str]
) -> OfferedQuestion:
    points = tuple(point.verdict for point in answer.points) if answer else ()
    return OfferedQuestion(
        id=clean(question.id),
        prompt=clean(question.prompt),
        length=clock(question.target_s),
        is_due=question.id in is_due,
        points=points,
        made=points.count("covered"),
        chosen=question.id in chosen,
    )
