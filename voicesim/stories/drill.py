"""A drill: which question comes next, and how well the story fits that was named for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from random import Random

from fsrs import Rating

from voicesim.bank.question import Question
from voicesim.plan import Order, spread_over_sections
from voicesim.review.days import Days
from voicesim.review.due import not_after, remember
from voicesim.store.stories import Drilled
from voicesim.stories.served import Fit
from voicesim.stories.story import Story

NEARLY_BEST = 0.5
"""Expected points: a story so little behind the best is as good a choice."""


def grade_choice(fits: Sequence[Fit], story: str | None) -> Rating:
    """Good for the best story, or one nearly as good; hard for another that can serve; else again. `fits` are
    all stories for the question."""
    chosen = next((fit for fit in fits if fit.story == story), None)
    if chosen is None or not chosen.serves:
        return Rating.Again
    best = max(fit.expected for fit in fits)
    return Rating.Good if best - chosen.expected <= NEARLY_BEST else Rating.Hard


def drill_order(drilled: Iterable[Drilled], today: date, days: Days, until: date | None = None) -> Order:
    """For `make_plan`: what is due by FSRS, the most forgotten first, then what was never drilled, by chance;
    then the rest, the most forgotten first. Only the first drill of a day counts, and nothing that was
    drilled waits for longer than to the day before `until`."""
    known = _recalls(drilled, today, days, until)

    def order(questions: Sequence[Question], chance: Random) -> Sequence[Question]:
        old = sorted((each for each in questions if each.id in known), key=lambda each: known[each.id][1])
        due = [each for each in old if known[each.id][0] <= today]
        new = [each for each in questions if each.id not in known]
        return [*due, *spread_over_sections(new, chance), *(each for each in old if each not in due)]

    return order


def _recalls(
    drilled: Iterable[Drilled], today: date, days: Days, until: date | None
) -> dict[str, tuple[date, float]]:
    """By question: when it is due, and the chance that it would go well today."""
    piles: dict[str, dict[date, Rating]] = {}
    for each in drilled:
        piles.setdefault(each.question_id, {}).setdefault(days.of(each.at), Rating(each.grade))
    memories = {question_id: remember(dict(sorted(pile.items()))) for question_id, pile in piles.items()}
    return {
        question_id: (not_after(memory.due_on, memory.last_on, until), memory.recall(today))
        for question_id, memory in memories.items()
    }


def first_sentence(story: Story) -> str:
    """How a story begins as it is written; empty where nothing is."""
    return re.split(r"(?<=[.!?…])\s", story.told, maxsplit=1)[0]
