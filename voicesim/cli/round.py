"""A round of a whole interview, asked for by name: from which bank, how long, and what that comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Annotated

import typer

from voicesim.assess.follow_up import TARGET_S
from voicesim.bank.question import Bank, Question
from voicesim.bank.rounds import LOOP_NAME, ROUNDS, round_bank
from voicesim.cli.loop import Place, place_in_loop, tell_place
from voicesim.cli.output import say
from voicesim.errors import InputError
from voicesim.plan import Length, Plan
from voicesim.wording import count

MINUTES = 45
FEEDBACK_S = 60.0
"""For hearing a question, reading the feedback and deciding points to check; this project's choice."""


def _beginning(incomplete: str) -> list[str]:
    return [name for name in (*ROUNDS, LOOP_NAME) if name.startswith(incomplete)]


RoundName = Annotated[
    str | None,
    typer.Option(
        "--round",
        metavar="ROUND",
        help=f"A round of about {MINUTES} minutes: {', '.join(ROUNDS)}; {LOOP_NAME} for all of a day.",
        autocompletion=_beginning,
    ),
]
Minutes = Annotated[
    int | None,
    typer.Option("--minutes", min=1, max=600, help=f"How long the round is in all; {MINUTES} without it."),
]


def loop_place(name: str | None, section: str | None, others: Mapping[str, object]) -> Place | None:
    """Where in a loop the session is, which is said; None where it is none. `others` as for `bank_of_round`,
    but a loop can be resumed."""
    if name != LOOP_NAME:
        return None
    _check({**others, "--resume": None, "--section": section})
    place = place_in_loop(resume=bool(others["--resume"]))
    tell_place(place)
    return place


def bank_of_round(name: str, others: Mapping[str, object]) -> str:
    """The bank that a round asks from. `others` are what it does not go with, by name, as they were given.

    Raises InputError for an unknown round, and where one of the others was given.
    """
    _check(others)
    return round_bank(name)


def _check(others: Mapping[str, object]) -> None:
    for other, given in others.items():
        if given:
            raise InputError(
                f"--round does not go with {other}: a round has its own bank, and as many questions as fit "
                "into its --minutes."
            )


def round_length(name: str | None, minutes: int | None, prep_s: float, *, replies: int) -> Length | None:
    """How long a round may take, and each of its questions besides the answer; None without a round.

    Raises InputError for minutes without a round.
    """
    if name is None:
        if minutes is not None:
            raise InputError(f"--minutes is for a round; name one with --round: {', '.join(ROUNDS)}.")
        return None
    return Length(60.0 * (minutes or MINUTES), _besides_s(prep_s, replies))


def minutes_for(questions: Sequence[Question], prep_s: float, *, replies: int) -> int:
    """About how long questions take with all that comes with them, for who has not chosen a round."""
    takes_s = Length(inf, _besides_s(prep_s, replies)).takes_s(questions)
    return max(1, round(takes_s / 60))


def _besides_s(prep_s: float, replies: int) -> float:
    return prep_s + TARGET_S * replies + FEEDBACK_S


def tell_round(name: str, bank: Bank, plan: Plan, length: Length) -> None:
    """Say how many questions there will be, and about how long they take."""
    asked, known = len(plan.questions), len(bank.questions)
    share = f"all {known} questions" if asked == known else f"{asked} of the {count(known, 'question')}"
    minutes = count(max(1, round(length.takes_s(plan.questions) / 60)), "minute")
    say(f"Round {name}: {share} in {bank.id}, about {minutes} with time to think and feedback.")
