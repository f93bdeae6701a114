"""The few phrases that every message and view shares."""

from __future__ import annotations


def clock(seconds: float | None) -> str:
    """Minutes and whole seconds, as a clock shows them: 1:05; a dash when there is no time."""
    if seconds is None:
        return "–"
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


CHECK = "did you make this?"
"""What is asked where the verdict on a point is `check`."""


def tenths_of(likelihood: float) -> int:
    """A likelihood from 0 to 1 in tenths, 1 to 9; nothing is called certain."""
    return min(9, max(1, round(10 * likelihood)))


def odds(likelihood: float) -> str:
    """A likelihood from 0 to 1, as everybody is told it."""
    return f"about {tenths_of(likelihood)} in 10"


def ums_heard(recall: float) -> str:
    """The share of somebody's ums that is heard, 0 to 1, as everybody is told it."""
    return f"of your ums {odds(recall)} are heard"


def own_words(made: bool) -> str:
    """What the speakers themselves say of a point, as everybody is told it."""
    return "you: made it" if made else "you: did not make it"


def remark_author(author: str) -> str:
    """Who wrote a remark, as everybody is told it; without a name it was the speaker."""
    return author or "you"


def second_words(made: bool, quote: str | None) -> str:
    """What the second reader says of a point to check; a yes comes with the words that it found."""
    return f"second reader: yes, “{quote}”" if made else "second reader: no"


def count(number: int, noun: str) -> str:
    """A number with its noun: 1 pause, 2 pauses."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
