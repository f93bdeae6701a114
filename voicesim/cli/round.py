"""A round of a whole interview: the options that ask for one, and what is told of it."""

from __future__ import annotations

from typing import Annotated

import typer

from voicesim.bank.question import Bank
from voicesim.bank.rounds import LOOP_NAME, ROUNDS
from voicesim.cli.output import say
from voicesim.plan import Length, Plan
from voicesim.practice.session import MINUTES
from voicesim.wording import count


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
    typer.Option("--minutes", min=1, max=600, help=f"How long the whole round is; {MINUTES} by default."),
]


def tell_round(name: str, bank: Bank, plan: Plan, length: Length, section: str | None = None) -> None:
    """Say how many questions of a bank, or of its section, there will be, and about how long they take."""
    known = sum(section in (None, question.section) for question in bank.questions)
    asked = len(plan.questions)
    share = f"all {known} questions" if asked == known else f"{asked} of the {count(known, 'question')}"
    minutes = count(max(1, round(length.takes_s(plan.questions) / 60)), "minute")
    say(f"Round {name}: {share} in {bank.id}, about {minutes} with time to think and feedback.")
