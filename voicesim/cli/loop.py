"""A loop: the rounds of a whole interview day, one after the other, each a session of its own."""

from __future__ import annotations

from dataclasses import dataclass

from voicesim import paths
from voicesim.bank.load import load_bank
from voicesim.bank.rounds import LOOP, Stop
from voicesim.cli.output import say
from voicesim.errors import InputError
from voicesim.store.history import History
from voicesim.store.records import Session

GO_ON = "voicesim practice --round loop --resume"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a loop somebody is: at which of its rounds, and whether a part of it is behind them."""

    number: int
    begun: bool

    @property
    def stop(self) -> Stop:
        return LOOP[self.number - 1]


def place_in_loop(*, resume: bool) -> Place:
    """The first round; with `resume` what the last session left of its round, or the round after it.

    Raises InputError when the last session was no round of a loop, or the last of its rounds.
    """
    if not resume:
        return Place(1, begun=False)
    number, over = _last_round()
    if number is None:
        raise InputError(
            "The last session was no round of a loop; begin one with: voicesim practice --round loop."
        )
    if over and number == len(LOOP):
        raise InputError("The last loop is over; begin another one with: voicesim practice --round loop.")
    return Place(number + 1, begun=False) if over else Place(number, begun=True)


def tell_place(place: Place) -> None:
    """Say which round of how many this is."""
    names = " · ".join(stop.name for stop in LOOP)
    say(f"Loop, round {place.number} of {len(LOOP)}: {place.stop.name} ({names}).")


def tell_next(place: Place) -> None:
    """After a round: say what comes next, and how to go on with it, now or another day."""
    number, over = _last_round()
    if number != place.number:
        return
    if not over:
        say(f"Go on with this round when you like: {GO_ON}")
    elif number == len(LOOP):
        say("That was the whole loop.")
    else:
        say(f"Take a break. Next is {LOOP[number].name}: {GO_ON}")


def _last_round() -> tuple[int | None, bool]:
    """The number of the round that the last practice session was, None where it was none, and whether its
    last question was answered."""
    with History.open(paths.history_file()) as history:
        last = next((each for each in history.sessions() if each.kind == "practice"), None)
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
