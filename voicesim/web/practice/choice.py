"""What is to be asked, as somebody chose it on the page, and the plan that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voicesim.bank.question import Bank
from voicesim.errors import InputError
from voicesim.plan import Plan, make_plan

QUESTIONS, MAX_QUESTIONS = 3, 200
MISUNDERSTOOD = "What the page asked for is no choice of questions; open it again."


@dataclass(frozen=True, slots=True)
class PracticeChoice:
    """The `questions`, by id; without any `count` of them by chance, of a `section` unless that is empty."""

    bank: str
    questions: tuple[str, ...] = ()
    count: int = QUESTIONS
    section: str = ""
    follow_ups: bool = False


def read_choice(sent: Mapping[str, Any]) -> PracticeChoice:
    """Raises InputError where something is missing or of another type."""
    choice = PracticeChoice(
        sent.get("bank", ""),
        tuple(sent["questions"]) if isinstance(sent.get("questions"), list) else (),
        sent.get("count", QUESTIONS),
        sent.get("section", ""),
        sent.get("follow_ups", False),
    )
    texts = (choice.bank, choice.section, *choice.questions)
    if (
        not all(isinstance(each, str) for each in texts)
        or len(choice.questions) > MAX_QUESTIONS
        or type(choice.count) is not int
        or not isinstance(choice.follow_ups, bool)
    ):
        raise InputError(MISUNDERSTOOD)
    return choice


def plan_for(choice: PracticeChoice, bank: Bank, seed: int) -> Plan:
    """Raises InputError as `make_plan` does."""
    return make_plan(
        bank,
        count=None if choice.questions else min(choice.count, MAX_QUESTIONS),
        section=choice.section or None if not choice.questions else None,
        question_ids=choice.questions,
        seed=seed,
    )
