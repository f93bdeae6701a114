"""A loop: the rounds of a whole interview day, one after the other, each a session of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from voicesim.bank.load import load_bank
from voicesim.bank.rounds import LOOP, Round
from voicesim.errors import InputError
from voicesim.practice.choose import last_practice
from voicesim.store.history import History
from voicesim.store.records import Session

After = Literal["elsewhere", "left", "next", "over"]
"""Where a round leaves its loop: something else came in between, a part of the round is left, another round
is next, or that was the last."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a loop somebody is: at which of its rounds, and whether a part of it is behind them."""

    number: int
    begun: bool

    @property
    def stop(self) -> Round:
        return LOOP[self.number - 1]


def place_in_loop(history: History) -> Place:
    """What the last session left of its round, or the round after it.

    Raises InputError when the last session was no round of a loop, or the last of its rounds.
    """
    number, answered = _last_round(history)
    if number is None:
        raise InputError(
            "The last session was no round of a loop; begin one with: voicesim practice --round loop."
        )
    if answered and number == len(LOOP):
        raise InputError("The last loop is over; begin another one with: voicesim practice --round loop.")
    return Place(number + 1, begun=False) if answered else Place(number, begun=True)


def after_round(history: History, place: Place) -> After:
    number, answered = _last_round(history)
    if number != place.number:
        return "elsewhere"
    if not answered:
        return "left"
    return "over" if number == len(LOOP) else "next"


def _last_round(history: History) -> tuple[int | None, bool]:
    """The number of the round that the last practice session was, None where it was none, and whether its
    last question was answered."""
    last = last_practice(history)
    if last is None:
        return None, False
    answered = {each.number for each in history.attempts(last.id) if each.state != "discarded"}
    return _number(last), len(last.planned) in answered


def _number(session: Session) -> int | None:
    for number, stop in enumerate(LOOP, 1):
        if stop.bank == session.bank_id and session.planned:
            asked = [each for each in load_bank(stop.bank).questions if each.id in session.planned]
            if stop.section is None or {each.section for each in asked} == {stop.section}:
                return number
    return None
