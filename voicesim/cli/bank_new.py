"""voicesim bank new: a bank of one's own, asked for in a terminal or as a starter to write on in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, get_args

import typer

from voicesim.bank.hints import listed, printable
from voicesim.bank.limits import MAX_TARGET_S, MIN_TARGET_S
from voicesim.bank.question import Style
from voicesim.cli.bank_files import bank_path, refuse_to_replace, write_bank
from voicesim.cli.output import tell
from voicesim.drafts.bank_text import bank_text
from voicesim.drafts.cards import Pile, QuestionCard, has_words
from voicesim.drafts.cells import seconds_in, style_in
from voicesim.drafts.draft import drafted
from voicesim.drafts.guess import USUAL_S, style_of
from voicesim.drafts.starter import starter_text
from voicesim.errors import InputError
from voicesim.wording import count


def new_bank(
    name: Annotated[str, typer.Argument(help="The bank's name; it is written to NAME.yaml.")],
    title: Annotated[str, typer.Option("--title", help="The heading that people see.")] = "",
    question: Annotated[
        list[str] | None, typer.Option("--question", help="A question to ask; may be repeated.")
    ] = None,
    starter: Annotated[
        bool, typer.Option("--starter", help="Ask nothing, and write an example with comments.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Begin a bank of your own: by questions in a terminal, else as an example with comments."""
    target = bank_path(name)
    refuse_to_replace(target, force=force)
    heading = title or target.stem.replace("-", " ").replace("_", " ").capitalize()
    cards = [QuestionCard(1, each) for each in question or ()]
    if not cards and not title and not starter and sys.stdin.isatty() and sys.stdout.isatty():
        heading, cards = _ask(heading)
    write_bank(target, _text(heading, cards, target))
    tell(f"{printable(str(target))}: written, {count(len(cards), 'question') if cards else 'an example'}.")
    tell(f"Write on in it, then: voicesim bank check {printable(str(target))}")


def _text(title: str, cards: Sequence[QuestionCard], target: Path) -> str:
    shown = title if has_words(title) else f"Bank {title}"
    if not cards:
        return starter_text(shown, target.name)
    draft = drafted(Pile(tuple(cards)), shown)
    if len(draft.questions) < len(cards):
        wordless = next(card.prompt for card in cards if not has_words(card.prompt))
        raise InputError(f"The question {wordless!r:.60} has no words; write it out.")
    return bank_text(draft, [f"Check it with: voicesim bank check {printable(target.name)}"])


def _ask(heading: str) -> tuple[str, list[QuestionCard]]:
    """The title and the questions that somebody at the terminal gives."""
    tell("Enter alone takes what is in brackets, or ends a list.")
    title = typer.prompt("Title", default=heading)
    cards: list[QuestionCard] = []
    while prompt := _line(f"Question {len(cards) + 1}"):
        cards.append(_card(prompt))
    return title, cards


def _card(prompt: str) -> QuestionCard:
    style = _style(style_of(prompt))
    target_s = _seconds(USUAL_S[style])
    points: list[str] = []
    tell("  What must a good answer make clear? One thing each, such as: Says what was given up.")
    while point := _line(f"  Key point {len(points) + 1}"):
        points.append(point)
    return QuestionCard(1, prompt, points=tuple(points), style=style, target_s=target_s)


def _line(what: str) -> str:
    """A text with words in it, or nothing."""
    while (said := str(typer.prompt(what, default="", show_default=False)).strip()) and not has_words(said):
        tell("  That has no words; write it out.")
    return said


def _style(guess: Style) -> Style:
    while True:
        said = style_in(str(typer.prompt("  Style", default=guess)))
        if said is not None:
            return said
        tell(f"  The styles are {listed(get_args(Style), 'and')}.")


def _seconds(usual: int) -> float:
    while True:
        said = seconds_in(str(typer.prompt("  Seconds that a good answer takes", default=str(usual))))
        if said is not None:
            return said
        tell(f"  Give {MIN_TARGET_S} to {MAX_TARGET_S} seconds, such as 90, or 2 min.")
