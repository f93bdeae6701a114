"""A loop as it is told: which round this is, and what comes after it."""

from __future__ import annotations

from voicesim.bank.rounds import LOOP
from voicesim.cli.output import say
from voicesim.practice.loop import After, Place

GO_ON = "voicesim practice --round loop --resume"


def tell_place(place: Place) -> None:
    """Say which round of how many this is."""
    names = " · ".join(stop.name for stop in LOOP)
    say(f"Loop, round {place.number} of {len(LOOP)}: {place.stop.name} ({names}).")


def tell_next(place: Place, after: After) -> None:
    """After a round: say what comes next, and how to go on with it, now or another day."""
    if after == "left":
        say(f"Go on with this round when you like: {GO_ON}")
    elif after == "over":
        say("That was the whole loop.")
    elif after == "next":
        say(f"Take a break. Next is {LOOP[place.number].name}: {GO_ON}")
