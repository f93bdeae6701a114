"""Which questions `practice` asks: chosen by chance, by what is due or weak, or left over from last time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import NoReturn

import typer

from voicesim import paths
from voicesim.bank.question import Bank, Question
from voicesim.cli.output import say
from voicesim.cli.render.trends import next_due
from voicesim.cli.sitting import tell_recovery
from voicesim.errors import InputError
from voicesim.plan import Length, Order, Plan, make_plan, spread_over_sections
from voicesim.review.days import Days
from voicesim.review.due import Repetition, due, only, repetitions
from voicesim.review.progress import weakest_questions
from voicesim.review.unfinished import unanswered
from voicesim.store.history import History
from voicesim.store.records import Attempt, Session
from voicesim.store.stamps import utc_now


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


def choose_plan(
    bank: Bank,
    wish: Wish,
    days: Days,
    *,
    count: int | None,
    section: str | None,
    seed: int,
    target_s: float | None,
    length: Length | None = None,
) -> Plan:
    """The questions to ask, as many as fit the `length`; what is due is due by `days`.

    Ends the program, saying so, when nothing is due or left to resume.
    Raises InputError as `make_plan` does, and when the wishes contradict each other.
    """
    wish.check()
    ids = tuple(wish.question_ids)
    order: Order = spread_over_sections
    if wish.due:
        order = _due(bank, days)
    elif wish.weak:
        order = _weak(bank)
    elif wish.resume:
        ids = _left(bank)
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
    if not plan.questions:
        _stop(f"Nothing in the section {section} is due today.")
    return plan


def waiting_answers(history: History) -> tuple[Attempt, ...]:
    """Answers of the last practice session that are recorded but not written down or judged."""
    session = _last_practice(history)
    return tuple(a for a in history.pending() if session is not None and a.session_id == session.id)


def _due(bank: Bank, days: Days) -> Order:
    today = days.at(utc_now())
    with History.open(paths.history_file()) as history:
        answers, until = history.measured(), history.interview_on(today)
    known = {question.id for question in bank.questions}
    found = repetitions((a for a in answers if a.bank_id == bank.id), today, days, until)
    found = tuple(each for each in found if each.question_id in known)
    waiting = due(found, today)
    if not waiting:
        _stop(_nothing_due(bank, found))
    return only([each.question_id for each in waiting])


def _nothing_due(bank: Bank, found: Sequence[Repetition]) -> str:
    if not found:
        return f"Nothing is due: no question of {bank.id} is practised yet; start with: voicesim practice."
    coming = min(found, key=lambda each: each.due_on)
    return f"Nothing is due today; {next_due(coming)}. The weakest ones: voicesim practice --weak."


def _weak(bank: Bank) -> Order:
    """The least covered first, then what was never answered; only then what is good already."""
    with History.open(paths.history_file()) as history:
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


def _left(bank: Bank) -> tuple[str, ...]:
    """Ids of the questions that the last practice session planned and that were not answered."""
    with History.open(paths.history_file()) as history:
        tell_recovery(history.recover(paths.recordings_dir()))
        session = _last_practice(history)
        attempts = history.attempts(session.id) if session is not None else ()
    if session is None:
        _stop("There is no session to resume; start one with: voicesim practice.")
    if session.bank_id != bank.id:
        raise InputError(
            f"The last session was on the bank {session.bank_id}; name it: "
            f"voicesim practice {session.bank_id} --resume (or the path of its file)."
        )
    known = {question.id for question in bank.questions}
    left = tuple(each for each in unanswered(session, attempts) if each in known)
    if not left:
        pending = any(attempt.state in ("recorded", "transcribed") for attempt in attempts)
        command = "voicesim transcribe --pending" if pending else "voicesim practice"
        _stop(f"Every question of the session {session.id} is answered; go on with: {command}.")
    return left


def _last_practice(history: History) -> Session | None:
    return next((each for each in history.sessions() if each.kind == "practice"), None)


def _stop(sentence: str) -> NoReturn:
    say(sentence)
    raise typer.Exit
