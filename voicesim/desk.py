"""The seam between the interview and the person: what is shown, and which keys come back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from voicesim.assess.assessment import PointHit, Timing, Verdict
from voicesim.bank.question import Question
from voicesim.bank.styles import PhaseClock
from voicesim.store.records import Attempt


class Command(Enum):
    """What a person can ask for; which of them mean something depends on the moment."""

    GO = "go on"
    REPEAT = "hear again"
    AGAIN = "start the answer over"
    PAUSE = "pause or go on"
    SKIP = "skip the question"
    QUIT = "stop the interview"
    YES = "the point was made"
    NO = "the point was not made"
    DISAGREE = "correct a verdict"


@dataclass(frozen=True, slots=True)
class Asking:
    """A question is put; `aloud` is False when no voice could read it and it is only printed. `asker` is who
    puts it, with their role, where there are several who could."""

    question: Question
    section_title: str
    number: int
    of: int
    aloud: bool
    asker: str = ""


@dataclass(frozen=True, slots=True)
class FollowingUp:
    """A follow-up is put: a question whose first key point is the one that it asks after."""

    question: Question
    aloud: bool


@dataclass(frozen=True, slots=True)
class Clarified:
    """The interviewer answers what was asked in the middle of an answer; `aloud` as for Asking."""

    asked: str
    says: str
    aloud: bool


@dataclass(frozen=True, slots=True)
class Saying:
    """The interviewer says something that is no new question; `aloud` as for Asking. `who` is their name."""

    text: str
    aloud: bool
    who: str = ""


@dataclass(frozen=True, slots=True)
class Preparing:
    remaining_s: float


@dataclass(frozen=True, slots=True)
class RecordingState:
    """The state of a recording that goes on; times in seconds, the level in dB of full scale.

    `phase` is where an answer to a problem is by the clock; None where there is none.
    """

    elapsed_s: float
    target_s: float
    max_s: float
    level_dbfs: float
    paused: bool
    phase: PhaseClock | None = None


@dataclass(frozen=True, slots=True)
class Working:
    """Something that takes a moment; `done` and `total` are None when it cannot be counted."""

    what: str
    done: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer was kept, with the reply to its follow-up, and judged unless no speech model was there to
    write it down."""

    attempt: Attempt
    timing: Timing
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Checking:
    """A point whose verdict is `check`, the nth of some, is put to the person: was it made?

    YES and NO decide it, SKIP leaves it and the others open, anything else only this one.
    """

    hit: PointHit
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What the person said of a point and why, and what is kept; `made` is None when it was left open."""

    hit: PointHit
    made: bool | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the person should know: one sentence."""

    text: str


Event = (
    Asking
    | FollowingUp
    | Clarified
    | Saying
    | Preparing
    | RecordingState
    | Working
    | Answered
    | Checking
    | Checked
    | Notice
)


class Desk(Protocol):
    """Where the interview happens: a terminal, a pipe, a test."""

    def show(self, event: Event) -> None:
        """Show it, now."""
        ...

    def command(self, timeout_s: float) -> Command | None:
        """The next command, or None when none came within `timeout_s` seconds."""
        ...


@dataclass(frozen=True, slots=True)
class Option:
    """One of the numbered things that a prompt is about; with its verdict where it has one."""

    name: str
    says: str = ""
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to type. With `keys` one of them is all of it, without them it is a line of text.

    `options` are shown with it, numbered from 1; `remark` says what was wrong with what was typed before.
    """

    asks: str
    keys: str = ""
    options: tuple[Option, ...] = ()
    remark: str = ""


class Typist(Protocol):
    """A person who can be asked to type: not every desk has one."""

    def typed(self, prompt: Prompt) -> str | None:
        """What they type; None when they leave it. Waits for them."""
        ...
