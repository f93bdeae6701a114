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


def own_words(made: bool, reason: str = "") -> str:
    """What the speakers themselves say of a point and why, as everybody is told it."""
    told = "you: made it" if made else "you: did not make it"
    return f"{told}, “{reason}”" if reason else told


def rating_words(went: int | None, made: int | None, of: int) -> str:
    """What the speakers thought of an answer before they were told: its mark, and the points made."""
    marked = () if went is None else (f"it went {went} of 5",)
    counted = () if made is None else (f"{made} of {count(of, 'point')} made",)
    return f"You thought: {', '.join((*marked, *counted))}"


def thought_words(made: bool, verdict: str) -> str:
    """What they thought of one point, beside the verdict on it."""
    if verdict == ("covered" if made else "missed"):
        return "as you thought"
    return "you thought: made" if made else "you thought: not made"


def agreement_words(points: int, share: float | None, chance: float | None, over: int, under: int) -> str:
    """How well what was thought of points agrees with the verdicts on them."""
    if share is None or chance is None:
        return "No point that you rated has a certain verdict yet."
    agreed = f"On {share:.0%} of {count(points, 'point')} you and the verdict agree (by chance {chance:.0%})"
    return f"{agreed}; thought made but missed: {over}; made but not thought so: {under}."


def order_words(pairs: int, in_order: int) -> str:
    """How often the mark that people gave themselves puts two answers in the order of their points."""
    cases = count(pairs, "case")
    return f"Of two answers the one that you marked higher made more points in {in_order} of {cases}."


def correction_words(to_made: int, to_not_made: int, since_agreed: int) -> str:
    """How many verdicts were corrected, and how many the judge sees so too by now."""
    told = f"{to_made} from missed to made, {to_not_made} from covered to not made"
    return f"{told}; {since_agreed} of them are judged so by now." if since_agreed else f"{told}."


def remark_author(author: str) -> str:
    """Who wrote a remark, as everybody is told it; without a name it was the speaker."""
    return author or "you"


def second_words(made: bool, quote: str | None) -> str:
    """What the second reader says of a point to check; a yes comes with the words that it found."""
    return f"second reader: yes, “{quote}”" if made else "second reader: no"


def count(number: int, noun: str) -> str:
    """A number with its noun: 1 pause, 2 pauses."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
