"""Who asks: one person, or several who share the sections, and what they say around the questions.

Pure. Which voices there are is known elsewhere; a member has the number of one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voicesim.bank.question import Question
from voicesim.wording import count

ROLES = (
    ("Alex", "the hiring manager"),
    ("Sam", "a future colleague"),
    ("Robin", "the head of another team"),
)
"""Names that fit any voice, and roles that there are in any trade."""

THANKS = "That was the last question. Thank you for your time, and goodbye."


@dataclass(frozen=True, slots=True)
class Member:
    """One of those who ask, with the number of their voice."""

    name: str
    role: str
    voice: int


@dataclass(frozen=True, slots=True)
class Panel:
    """`asks` tells who asks the questions of a section, by its id; the first member opens and closes. With
    `brief` nothing is said but the questions. `minutes` is about how long all of it takes."""

    members: tuple[Member, ...]
    asks: Mapping[str, Member]
    minutes: int
    brief: bool = False


def make_panel(questions: Sequence[Question], voices: int, minutes: int, *, brief: bool = False) -> Panel:
    """As many people as there are voices, roles and sections, each with sections of their own, in turn."""
    sections = tuple(dict.fromkeys(question.section for question in questions))
    number = max(1, min(voices, len(ROLES), len(sections)))
    members = tuple(Member(name, role, voice) for voice, (name, role) in enumerate(ROLES[:number]))
    asks = {section: members[place % number] for place, section in enumerate(sections)}
    return Panel(members, asks, minutes, brief)


def greeting(panel: Panel, questions: int) -> str:
    """Who is there, how many questions there are, and how long they will take."""
    first, *others = panel.members
    named = " and ".join(f"{each.name}, {each.role}" for each in others)
    company = f" With me: {named}." if others else ""
    takes = f"{count(questions, 'question')}, about {count(panel.minutes, 'minute')} in all"
    return f"Hello, I am {first.name}, {first.role}.{company} We have {takes}."


def announcement(panel: Panel, question: Question, before: Question | None, title: str) -> str | None:
    """What comes next, where somebody else asks or another section begins; None where all goes on."""
    asks = panel.asks[question.section]
    if before is None:
        return f"We begin with {title}."
    if question.section == before.section:
        return None
    return f"Next: {title}." if panel.asks[before.section] is asks else f"{asks.name} here. Next: {title}."
