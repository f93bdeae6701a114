"""The days up to an interview: what is practised on each. Pure: what was practised so far decides all of it.

Nothing is noted for a day that was missed. Each day is planned anew from what is known by then, and none
takes more than its minutes, so that what is left spreads over the days that are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from fsrs import Rating

from voicesim.review.due import HARD_BELOW_SHARE, not_after, remember

Name = tuple[str, str]
"""A bank and a question, by their ids."""

Kind = Literal["due", "round", "weak", "loop", "warm-up"]

BESIDES_S = 65.0
"""For thinking, hearing a question, reading the feedback and deciding points to check, beside the answer."""

REPEATS_SHARE = 2 / 3
"""While there are new questions, what is due takes this share of a day at most."""

LOOP_ROUNDS, LOOP_ROUND_S = 4, 45 * 60.0
"""A day of interviews: so many rounds of so many seconds each."""

LOOP_LEFT, LAST_LEFT = 2, 1
"""Days before the interview: the full loop, and a day on which nothing new comes."""

ASKED_WEIGHT, MAX_ASKED = 8.0, 3
"""How much more often a bank comes by the likeness of so many of its questions to what the role asks for."""

ORDER_LENGTH = 60
DRILL_QUESTIONS, DRILL_S = 5, 200.0
CARD_S = 15 * 60.0
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be practised. `seconds` is the whole that it takes, `asked_for` how plainly the
    role asks for it (0 where it does not).

    `graded` are the days on which it was practised, the oldest first, and `share` the key points made in the
    latest answer, None where there are none.
    """

    name: Name
    seconds: float
    asked_for: float = 0.0
    graded: Mapping[date, Rating] = field(default_factory=dict)
    share: float | None = None


@dataclass(frozen=True, slots=True)
class BankQuestions:
    """Questions of one bank, in their order."""

    kind: Kind
    bank_id: str
    question_ids: tuple[str, ...]
    seconds: float

    @property
    def names(self) -> tuple[Name, ...]:
        return tuple((self.bank_id, each) for each in self.question_ids)


@dataclass(frozen=True, slots=True)
class Day:
    """`drill` is the bank for a story drill, None for none; on the day of the interview there is the card."""

    on: date
    blocks: tuple[BankQuestions, ...] = ()
    drill: str | None = None
    card: bool = False

    @property
    def seconds(self) -> float:
        if self.card:
            return CARD_S
        return sum(each.seconds for each in self.blocks) + (DRILL_S if self.drill else 0.0)

    @property
    def is_loop(self) -> bool:
        return any(each.kind == "loop" for each in self.blocks)


def plan_days(
    candidates: Iterable[Candidate],
    today: date,
    on: date,
    minutes: int,
    *,
    turns: Sequence[str] = (),
    drill: str | None = None,
    warm_up: Sequence[Candidate] = (),
) -> tuple[Day, ...]:
    """Each day from `today` to the interview, which is the last one. What was practised is known up to
    yesterday; the days ahead are planned as if every answer goes well.

    `turns` are the banks in the order in which they matter (as the candidates come, without it), and
    `drill` the one for drills of stories.
    """
    course = _Course(tuple(candidates), on, minutes * 60.0, tuple(turns), drill)
    ahead = [today + _DAY * number for number in range((on - today).days)]
    practice = tuple(course.day(day, first=day == today) for day in ahead)
    return (*practice, Day(on, blocks("warm-up", warm_up), card=True))


def blocks(kind: Kind, chosen: Iterable[Candidate]) -> tuple[BankQuestions, ...]:
    """The chosen questions by their banks, both in the order in which they come."""
    piles: dict[str, list[Candidate]] = {}
    for each in chosen:
        piles.setdefault(each.name[0], []).append(each)
    return tuple(
        BankQuestions(kind, bank_id, tuple(each.name[1] for each in pile), sum(each.seconds for each in pile))
        for bank_id, pile in piles.items()
    )


def fitting(candidates: Iterable[Candidate], most_s: float) -> list[Candidate]:
    """Each in its turn that there is still time for."""
    taken: list[Candidate] = []
    left_s = most_s
    for each in candidates:
        if each.seconds <= left_s:
            taken.append(each)
            left_s -= each.seconds
    return taken


def taken_s(chosen: Iterable[Candidate]) -> float:
    return sum(each.seconds for each in chosen)


class _Course:
    """The state from day to day: what will have been practised by then."""

    def __init__(
        self,
        candidates: tuple[Candidate, ...],
        on: date,
        day_s: float,
        turns: tuple[str, ...],
        drill: str | None,
    ) -> None:
        self._on, self._day_s, self._drill = on, day_s, drill
        self._all = {each.name: each for each in sorted(candidates, key=lambda each: -each.asked_for)}
        self._memory = {each.name: remember(each.graded) for each in candidates if each.graded}
        self._share = {each.name: each.share for each in candidates}
        self._due = {name: self._due_on(name) for name in self._memory}
        self._turns = turns or tuple(dict.fromkeys(each.name[0] for each in candidates))
        self._order = _order(self._turns, self._all.values())

    def day(self, day: date, *, first: bool) -> Day:
        """What is practised on a day; then it is taken to have gone well."""
        left = (self._on - day).days
        if left == LOOP_LEFT or (left == LAST_LEFT and first and not self._loop_was_held(day - _DAY)):
            chosen = self._loop(day)
            self._practised(day, (each for block in chosen for each in block.names))
            return Day(day, chosen)
        drill = self._drill if left % 2 else None
        chosen = self._usual(day, left, self._day_s - (DRILL_S if drill else 0.0))
        self._practised(day, (each for block in chosen for each in block.names))
        return Day(day, chosen, drill)

    def _usual(self, day: date, left: int, room_s: float) -> tuple[BankQuestions, ...]:
        """What is due, then a round of new questions of one bank; then what is due beyond its share, what is
        new elsewhere, and the weakest."""
        waiting = self._waiting(day)
        new = [] if left == LAST_LEFT else self._new(left)
        due = fitting(waiting, room_s * (REPEATS_SHARE if new else 1.0))
        fresh = fitting((each for each in new if each.name[0] == new[0].name[0]), room_s - taken_s(due))
        due += fitting(_without(due, waiting), room_s - taken_s([*due, *fresh]))
        fresh += fitting(_without(fresh, new), room_s - taken_s([*due, *fresh]))
        weak = fitting(self._weak(day, waiting), room_s - taken_s([*due, *fresh]))
        if not (due or fresh or weak):  # something is better than nothing, even where it takes longer
            return blocks("due", waiting[:1]) or blocks("round", new[:1])
        return (*blocks("due", due), *blocks("round", fresh), *blocks("weak", weak))

    def _waiting(self, day: date) -> list[Candidate]:
        """What is due, what has waited longest first, so that nothing waits for ever; then the most
        forgotten."""
        found = self._most_forgotten((name for name, due in self._due.items() if due <= day), day)
        return sorted(found, key=lambda each: self._due[each.name])

    def _new(self, left: int) -> list[Candidate]:
        """Questions that were never practised, those of the bank whose turn it is first, then of the next."""
        start = self._turns.index(self._order[(left - LOOP_LEFT) % len(self._order)])
        places = {bank_id: (at - start) % len(self._turns) for at, bank_id in enumerate(self._turns)}
        return sorted(self._unmet(), key=lambda each: places[each.name[0]])

    def _unmet(self) -> list[Candidate]:
        return [each for each in self._all.values() if each.name not in self._memory]

    def _weak(self, day: date, waiting: Sequence[Candidate]) -> list[Candidate]:
        """What is not due and not fresh: the least covered first, then the most forgotten."""
        rested = [
            name
            for name, memory in self._memory.items()
            if memory.last_on < day - _DAY and self._all[name] not in waiting
        ]
        found = self._most_forgotten(rested, day)
        return sorted(found, key=lambda each: min(HARD_BELOW_SHARE, _share(self._share[each.name])))

    def _loop(self, day: date) -> tuple[BankQuestions, ...]:
        """Whole rounds of the banks that matter most; a real interview asks what one has not met, so that
        comes first."""
        rounds: list[BankQuestions] = []
        known = self._most_forgotten(self._due, day)
        for bank_id in self._turns[:LOOP_ROUNDS]:
            asked = [each for each in (*self._unmet(), *known) if each.name[0] == bank_id]
            rounds += blocks("loop", fitting(asked, LOOP_ROUND_S) or asked[:1])
        return tuple(rounds)

    def _loop_was_held(self, day: date) -> bool:
        """Whether at least half of one was practised on a day."""
        held = [each for each in self._all.values() if day in each.graded]
        return taken_s(held) >= sum(each.seconds for each in self._loop(day)) / 2

    def _most_forgotten(self, names: Iterable[Name], day: date) -> list[Candidate]:
        recall = {name: self._memory[name].recall(day) for name in names}
        return [self._all[name] for name in sorted(recall, key=lambda name: (recall[name], name))]

    def _practised(self, day: date, names: Iterable[Name]) -> None:
        for name in names:
            known = self._memory.get(name)
            self._memory[name] = known.graded(day, Rating.Good) if known else remember({day: Rating.Good})
            self._share[name] = 1.0
            self._due[name] = self._due_on(name)

    def _due_on(self, name: Name) -> date:
        memory = self._memory[name]
        return not_after(memory.due_on, memory.last_on, self._on)


def _without(some: Sequence[Candidate], of: Iterable[Candidate]) -> list[Candidate]:
    names = {each.name for each in some}
    return [each for each in of if each.name not in names]


def _share(share: float | None) -> float:
    return 1.0 if share is None else share


def bank_weights(candidates: Iterable[Candidate]) -> dict[str, float]:
    """How often each bank comes: 1 where the role asks for nothing in it, more by what it asks for most."""
    piles: dict[str, list[float]] = {}
    for each in candidates:
        piles.setdefault(each.name[0], []).append(each.asked_for)
    return {
        bank_id: 1.0 + ASKED_WEIGHT * sum(sorted(asked, reverse=True)[:MAX_ASKED]) / MAX_ASKED
        for bank_id, asked in piles.items()
    }


def _order(turns: Sequence[str], candidates: Iterable[Candidate]) -> tuple[str, ...]:
    """Whose turn it is, by the days that are left. The same whatever day it is, so that a day keeps its bank
    while others are missed."""
    weights = bank_weights(candidates)
    standing = dict.fromkeys(turns, 0.0)
    order = []
    for _ in range(ORDER_LENGTH):
        for bank_id in turns:
            standing[bank_id] += weights[bank_id]
        chosen = max(turns, key=lambda bank_id: standing[bank_id])
        standing[chosen] -= sum(weights[bank_id] for bank_id in turns)
        order.append(chosen)
    return tuple(order)
