"""Which questions will be asked, and in what order. Pure: the same seed gives the same plan."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from voicesim.bank.hints import did_you_mean, quoted
from voicesim.bank.limits import MAX_TARGET_S, MIN_TARGET_S
from voicesim.bank.load import find_question
from voicesim.bank.question import Bank, Question, Section
from voicesim.errors import InputError
from voicesim.wording import count as count_of

Order: TypeAlias = Callable[[Sequence[Question], random.Random], Sequence[Question]]
"""Puts the questions that may be asked into the order of asking; may leave some out."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The questions in the order of asking; `seed` is the one that they were chosen with."""

    questions: tuple[Question, ...]
    seed: int


@dataclass(frozen=True, slots=True)
class Length:
    """How many seconds a session may take, and how many each question takes besides its answer."""

    most_s: float
    besides_s: float

    def takes_s(self, questions: Sequence[Question]) -> float:
        """The seconds that the questions take when each answer keeps to its target."""
        return sum(question.target_s + self.besides_s for question in questions)

    def fitting(self, questions: Sequence[Question]) -> tuple[Question, ...]:
        """Each in its turn that there is still time for. Raises InputError where there is time for none."""
        taken: tuple[Question, ...] = ()
        for question in questions:
            if self.takes_s((*taken, question)) <= self.most_s:
                taken += (question,)
        if questions and not taken:
            least = math.ceil(min(self.takes_s([question]) for question in questions) / 60)
            raise InputError(
                f"In {count_of(math.floor(self.most_s / 60), 'minute')} there is time for no question; "
                f"give {count_of(least, 'minute')} or more."
            )
        return taken


def spread_over_sections(questions: Sequence[Question], chance: random.Random) -> tuple[Question, ...]:
    """A random order in which no section comes up again before every other one has, while they last."""
    piles: dict[str, list[Question]] = {}
    for question in questions:
        piles.setdefault(question.section, []).append(question)
    turns = list(piles.values())
    chance.shuffle(turns)
    for pile in turns:
        chance.shuffle(pile)
    longest = max(map(len, turns), default=0)
    return tuple(pile[turn] for turn in range(longest) for pile in turns if turn < len(pile))


def make_plan(
    bank: Bank,
    *,
    count: int | None = None,
    section: str | None = None,
    question_ids: Sequence[str] = (),
    seed: int,
    target_s: float | None = None,
    order: Order = spread_over_sections,
    length: Length | None = None,
) -> Plan:
    """Choose questions: those named, in their order; else from the section or the whole bank in `order`.

    At most `count` are taken, and what fits the `length`; all when both are None. `target_s` (seconds)
    replaces the target of each. Raises InputError for an unknown question or section, a count below 1, a
    target out of range, or a length with time for no question.
    """
    if count is not None and count < 1:
        raise InputError(f"{count} questions cannot be asked; ask for 1 or more.")
    if target_s is not None and not MIN_TARGET_S <= target_s <= MAX_TARGET_S:
        raise InputError(f"The target {target_s:g} s is out of range; give {MIN_TARGET_S} to {MAX_TARGET_S}.")
    allowed = bank.questions if section is None else _section(bank, section).questions
    if question_ids:
        chosen: Sequence[Question] = [_named(bank, each, allowed) for each in question_ids]
    else:
        chosen = order(allowed, random.Random(seed))
    aimed = tuple(_aimed(question, target_s) for question in chosen)
    return Plan((aimed if length is None else length.fitting(aimed))[:count], seed)


def _section(bank: Bank, section_id: str) -> Section:
    ids = [section.id for section in bank.sections]
    if section_id in ids:
        return bank.sections[ids.index(section_id)]
    remedy = did_you_mean(section_id, ids, "choose one of these")
    raise InputError(
        f"There is no section {quoted(section_id)} in the bank {bank.id}; {remedy} (it has {', '.join(ids)})"
    )


def _named(bank: Bank, question_id: str, allowed: Sequence[Question]) -> Question:
    question = find_question(bank, question_id)
    if question not in allowed:
        raise InputError(
            f"The question {quoted(question_id)} is in the section {question.section}; "
            "choose that section, or leave the section out."
        )
    return question


def _aimed(question: Question, target_s: float | None) -> Question:
    return question if target_s is None else replace(question, target_s=float(target_s))
