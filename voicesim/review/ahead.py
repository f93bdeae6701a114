"""The interview that is planned for, as every view tells it: the days left, and today's part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DayPart:
    """One thing to do today: what it is, from which bank, and which questions; `left` are those not yet done,
    and `told` says what it is where it has no questions."""

    what: str
    minutes: int
    bank_id: str
    question_ids: tuple[str, ...]
    left: tuple[str, ...]
    told: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Ahead:
    """`minutes` is what today's parts take together. Whether the card was read, which has no bank, nobody
    knows."""

    on: date
    days_left: int
    minutes: int
    parts: tuple[DayPart, ...]

    @property
    def done(self) -> bool:
        return all(part.done for part in self.parts if part.bank_id)
