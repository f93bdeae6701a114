"""What a session asks: by a bank or a round, by wishes, as many questions as there is time for."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from voicesim.assess.follow_up import TARGET_S
from voicesim.bank.load import DEFAULT_BANK, load_bank
from voicesim.bank.question import Bank, Question
from voicesim.bank.rounds import LOOP_NAME, ROUNDS, round_bank
from voicesim.errors import InputError
from voicesim.plan import Length, Plan
from voicesim.practice.choose import NO_WISH, NothingToAsk, OpenHistory, Wish, choose_plan
from voicesim.practice.loop import Place, place_in_loop
from voicesim.review.days import Days

QUESTIONS = 3
MINUTES = 45
FEEDBACK_S = 60.0
"""For hearing a question, reading the feedback and deciding points to check; this project's choice."""


@dataclass(frozen=True, slots=True)
class SessionRequest:
    """What a session is to ask, as it was said; None where nothing was. `recorded` answers are there already,
    and none is asked for more than these."""

    bank: str | None = None
    round_name: str | None = None
    minutes: int | None = None
    count: int | None = None
    section: str | None = None
    wish: Wish = NO_WISH
    seed: int | None = None
    recorded: int = 0

    def besides_round(self) -> dict[str, object]:
        """What a round does not go with, by the names of the options."""
        ids = self.wish.question_ids
        return {"BANK": self.bank, "-n": self.count, "--question": ids, "--resume": self.wish.resume}

    def besides_today(self) -> dict[str, object]:
        """What today's part of a plan does not go with."""
        others = {"--round": self.round_name, "--minutes": self.minutes, "--section": self.section}
        others |= {"--seed": self.seed is not None, "--due": self.wish.due, "--weak": self.wish.weak}
        return self.besides_round() | others


@dataclass(frozen=True, slots=True)
class Chosen:
    """A session to be held; `length` is that of a round, `place` where in a loop it is, and `resumes` whether
    it goes on with the session before."""

    bank: Bank
    plan: Plan
    round_name: str | None = None
    length: Length | None = None
    place: Place | None = None
    resumes: bool = False


def choose_session(
    open_history: OpenHistory,
    asked: SessionRequest,
    days: Days,
    *,
    target_s: float | None,
    prep_s: float,
    replies: int,
) -> Chosen | NothingToAsk:
    """What to ask; `target_s` replaces the target of each question, and each has `prep_s` to think and so
    many `replies` to follow-ups at most.

    Raises InputError for what does not go together or does not exist, BankError for a bank with mistakes.
    """
    place = None
    if asked.round_name == LOOP_NAME:
        place = _place(open_history, asked)
        asked = replace(
            asked,
            bank=place.stop.bank,
            round_name=place.stop.name,
            section=place.stop.section,
            wish=replace(asked.wish, resume=place.begun),
        )
    elif asked.round_name:
        _alone(asked.besides_round())
        asked = replace(asked, bank=round_bank(asked.round_name))
    bank = load_bank(asked.bank or DEFAULT_BANK)
    length = _length(asked, prep_s, replies)
    plan = choose_plan(
        open_history,
        bank,
        asked.wish,
        days,
        count=_count(asked),
        section=asked.section,
        seed=random.SystemRandom().randrange(1_000_000) if asked.seed is None else asked.seed,
        target_s=target_s,
        length=length,
    )
    if isinstance(plan, NothingToAsk):
        return plan
    return Chosen(bank, plan, asked.round_name, length, place, asked.wish.resume)


def _place(open_history: OpenHistory, asked: SessionRequest) -> Place:
    _alone({**asked.besides_round(), "--resume": None, "--section": asked.section})
    if not asked.wish.resume:
        return Place(1, begun=False)
    with open_history() as history:
        return place_in_loop(history)


def _alone(others: Mapping[str, object]) -> None:
    for other, given in others.items():
        if given:
            raise InputError(
                f"--round does not go with {other}: a round has its own bank, and as many questions as fit "
                "into its --minutes."
            )


def _length(asked: SessionRequest, prep_s: float, replies: int) -> Length | None:
    """How long a round may take, and each of its questions besides the answer; None without a round."""
    if asked.round_name is None:
        if asked.minutes is not None:
            raise InputError(f"--minutes is for a round; name one with --round: {', '.join(ROUNDS)}.")
        return None
    return Length(60.0 * (asked.minutes or MINUTES), _besides_s(prep_s, replies))


def minutes_for(questions: Sequence[Question], prep_s: float, *, replies: int) -> int:
    """About how long questions take with all that comes with them, for who has not chosen a round."""
    return max(1, round(Length(inf, _besides_s(prep_s, replies)).takes_s(questions) / 60))


def _besides_s(prep_s: float, replies: int) -> float:
    return prep_s + TARGET_S * replies + FEEDBACK_S


def _count(asked: SessionRequest) -> int | None:
    if asked.count is not None:
        return asked.count
    open_end = bool(asked.wish.question_ids or asked.round_name) or asked.wish.resume
    return asked.recorded or (None if open_end else QUESTIONS)
