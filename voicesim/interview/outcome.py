"""How a part of an interview ended: the one way to say what comes next, or that nothing does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from voicesim.desk import Command
from voicesim.store.records import Attempt, Preparation


class Outcome(Enum):
    """What the person wants after a part of an interview: a question, a take, a follow-up, the feedback."""

    DONE = "what comes next"
    AGAIN = "to give the same answer once more"
    SKIPPED = "to leave this part out"
    LEFT = "to stop the interview; what was said is kept"


_WANTED = {Command.AGAIN: Outcome.AGAIN, Command.SKIP: Outcome.SKIPPED, Command.QUIT: Outcome.LEFT}


def outcome_of(command: Command | None) -> Outcome:
    """What a key asks for at the end of a part; any other key, and none, only ends it."""
    return _WANTED.get(command, Outcome.DONE) if command else Outcome.DONE


@dataclass(frozen=True, slots=True)
class Put:
    """A question was put: how that ended, and the seconds to think, None where there were none."""

    outcome: Outcome
    preparation: Preparation | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A take is over: how it ended, and what is kept of it; None where it was thrown away."""

    outcome: Outcome
    answer: Attempt | None = None
