"""Which questions a session asks: chosen by chance, by what is due or weak, or left over from last time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from random import Random
from typing import Literal

from voicesim.bank.question import Bank, Question
from voicesim.errors import InputError
from voicesim.plan import Length, Order, Plan, make_plan, spread_over_sections
from voicesim.review.days import Days
from voicesim.review.due import Repetition, due, only, repetitions
from voicesim.review.latest import unanswered
from voicesim.review.progress import weakest_questions
from voicesim.store.history import History
from voicesim.store.records import Attempt, Session
from voicesim.store.stamps import utc_now

OpenHistory = Callable[[], AbstractContextManager[History]]
"""Opens the history where it is needed at all."""

Reason = Literal[
    "never practised", "not due yet", "not due in the section", "no session", "all answered", "all recorded"
]


@dataclass(frozen=True, slots=True)
class NothingToAsk:
    """Why no question is left: none of the bank was ever practised, none is due (`coming` is the next), none
    of the section; or the last session was none, or all of it was answered, some answers not yet judged."""

    reason: Reason
    bank_id: str
    coming: Repetition | None = None
    section: str | None = None
    session_id: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """How the questions are to be chosen; at most one of the three, and none with `question_ids`."""

    question_ids: Sequence[str] = ()
    due: bool = False
    weak: bool = False
    resume: bool = False

    def check(self) -> None:
        """Raises InputError when two wishes contradict each other."""
        named = {"--question": bool(self.question_ids), "--due": self.due}
        named |= {"--weak": self.weak, "--resume": self.resume}
        chosen = [option for option, wanted in named.items() if wanted]
        if len(chosen) > 1:
            raise InputError(f"{chosen[0]} and {chosen[1]} do not go together; choose one.")


NO_WISH = Wish()


def choose_plan(
    open_history: OpenHistory,
    bank: Bank,
    wish: Wish,
    days: Days,
    *,
    count: int | None,
    section: str | None,
    seed: int,
    target_s: float | None,
    length: Length | None = None,
) -> Plan | NothingToAsk:
    """The questions to ask, as many as fit the `length`; what is due is due by `days`.

    Raises InputError as `make_plan` does, and when the wishes contradict each other.
    """
    wish.check()
    found = _found(open_history, bank, wish, days)
    if isinstance(found, NothingToAsk):
        return found
    ids, order = found
    plan = make_plan(
        bank,
        count=count,
        section=section,
        question_ids=ids,
        seed=seed,
        target_s=target_s,
        order=order,
        length=length,
    )
    return plan if plan.questions else NothingToAsk("not due in the section", bank.id, section=section)


def last_practice(history: History) -> Session | None:
    """The last session that was no demo."""
    return next((each for each in history.sessions() if each.kind == "practice"), None)


def _found(
    open_history: OpenHistory, bank: Bank, wish: Wish, days: Days
) -> tuple[Sequence[str], Order] | NothingToAsk:
    """The questions by id, or the order in which they come."""
    if not (wish.due or wish.weak or wish.resume):
        return tuple(wish.question_ids), spread_over_sections
    with open_history() as history:
        if wish.resume:
            left = _left(history, bank)
            return left if isinstance(left, NothingToAsk) else (left, spread_over_sections)
        order = _due(history, bank, days) if wish.due else _weak(history, bank)
    return order if isinstance(order, NothingToAsk) else ((), order)


def _due(history: History, bank: Bank, days: Days) -> Order | NothingToAsk:
    today = days.at(utc_now())
    answers, until = history.measured(), history.interview_on(today)
    known = {question.id for question in bank.questions}
    found = repetitions((a for a in answers if a.bank_id == bank.id), today, days, until)
    found = tuple(each for each in found if each.question_id in known)
    waiting = due(found, today)
    if waiting:
        return only([each.question_id for each in waiting])
    if not found:
        return NothingToAsk("never practised", bank.id)
    return NothingToAsk("not due yet", bank.id, coming=min(found, key=lambda each: each.due_on))


def _weak(history: History, bank: Bank) -> Order:
    """The least covered first, then what was never answered; only then what is good already."""
    answers = [a for a in history.measured() if a.bank_id == bank.id]
    weakest = weakest_questions(answers, bank.id)
    answered = {answer.question_id for answer in answers if answer.session_kind == "practice"}

    def order(questions: Sequence[Question], chance: Random) -> Sequence[Question]:
        rest = [q for q in questions if q.id not in weakest]
        new = [q for q in rest if q.id not in answered]
        good = [q for q in rest if q.id in answered]
        return [
            *only(weakest)(questions, chance),
            *spread_over_sections(new, chance),
            *spread_over_sections(good, chance),
        ]

    return order


def _left(history: History, bank: Bank) -> tuple[str, ...] | NothingToAsk:
    """Ids of the questions that the last practice session planned and that were not answered."""
    session = last_practice(history)
    if session is None:
        return NothingToAsk("no session", bank.id)
    if session.bank_id != bank.id:
        raise InputError(
            f"The last session was on the bank {session.bank_id}; name it: "
            f"voicesim practice {session.bank_id} --resume (or the path of its file)."
        )
    attempts = history.attempts(session.id)
    known = {question.id for question in bank.questions}
    left = tuple(each for each in unanswered(session, attempts) if each in known)
    if left:
        return left
    reason: Reason = "all recorded" if any(map(_waits, attempts)) else "all answered"
    return NothingToAsk(reason, bank.id, session_id=session.id)


def _waits(attempt: Attempt) -> bool:
    return attempt.state in ("recorded", "transcribed")
