"""What a file of questions holds, before it is a bank: cards in its order, and what is no card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from voicesim.bank.question import Style


@dataclass(frozen=True, slots=True)
class Leftover:
    """Words of the file that have no place in a bank, and the line (from 1) where they begin."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """A question as the file has it. What it does not say is empty, or None; texts may have any length."""

    line: int
    prompt: str
    section: str = ""
    points: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    id: str = ""
    style: Style | None = None
    target_s: float | None = None


@dataclass(frozen=True, slots=True)
class Pile:
    """All of a file. `assumed` are sentences on how it was read where it could be read otherwise."""

    cards: tuple[QuestionCard, ...]
    title: str = ""
    left: tuple[Leftover, ...] = ()
    assumed: tuple[str, ...] = ()


def one_line(text: str) -> str:
    """The text with its white space collapsed."""
    return " ".join(text.split())


def has_words(text: str) -> bool:
    """Whether there is a letter in it: a bank takes no other text."""
    return any(char.isalpha() for char in text)


def lines_left(line: int, texts: Iterable[str]) -> tuple[Leftover, ...]:
    """What is left out at a line; nothing for texts of white space."""
    return tuple(Leftover(line, one_line(text)) for text in texts if text.strip())
