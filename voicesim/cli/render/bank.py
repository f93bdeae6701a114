"""Question banks in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from voicesim.bank.question import Bank, KeyPoint, Question
from voicesim.wording import clock, count


def bank_table(banks: Sequence[Bank]) -> Table:
    """One line a bank."""
    table = Table.grid(padding=(0, 3))
    for bank in banks:
        sizes = f"{count(len(bank.questions), 'question')} in {count(len(bank.sections), 'section')}"
        table.add_row(Text(bank.id, style="heading"), Text(bank.title), Text(sizes, style="quiet"))
    return table


def bank_questions(bank: Bank, console: Console) -> RenderableType:
    """The questions, by section."""
    parts: list[RenderableType] = [Text(f"{bank.title} ({bank.id})", style="heading")]
    if bank.vocabulary:
        parts.append(Text(f"vocabulary: {', '.join(bank.vocabulary)}", style="quiet"))
    for section in bank.sections:
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, style="key")
        table.add_column(justify="right", no_wrap=True, style="quiet")
        table.add_column(ratio=1)
        for question in section.questions:
            table.add_row(question.id, clock(question.target_s), Text(question.prompt))
        title = Text.assemble((section.title, "heading"), (f"  ({section.id})", "quiet"))
        parts += ["", title, Padding(table, (0, 0, 0, 2))]
    return Group(*parts)


def question_details(question: Question) -> RenderableType:
    """One question with its key points, their cues and the probe for each."""
    kind = "tell a story" if question.style == "story" else "describe your approach"
    parts: list[RenderableType] = [
        Text(question.prompt, style="heading"),
        Text(f"{question.id}: {kind}, about {clock(question.target_s)}", style="quiet"),
    ]
    for point in question.key_points:
        parts += ["", *_point(point)]
    return Group(*parts)


def _point(point: KeyPoint) -> Iterator[RenderableType]:
    yield Text.assemble((point.id, "key"), (f"  {point.kind}", "quiet"))
    yield Padding(Text(point.means), (0, 0, 0, 2))
    if point.cues:
        yield Padding(Text("often begins: " + " / ".join(point.cues), style="quiet"), (0, 0, 0, 2))
    yield Padding(Text(f"asked when missed: {point.probe}", style="quote"), (0, 0, 0, 2))
