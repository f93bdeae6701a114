"""Question banks in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from voicesim.bank.question import Bank, KeyPoint, Question
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.cli.render.whole import Indented, prose
from voicesim.wording import clock, count

_BANKS = (Column(style="heading"), Column(prose=True), Column(style="quiet"))
_QUESTIONS = (Column(style="key"), Column(style="quiet", right=True), Column(prose=True))


def bank_table(banks: Sequence[Bank]) -> Rows:
    """One line a bank."""
    rows = []
    for bank in banks:
        sizes = f"{count(len(bank.questions), 'question')} in {count(len(bank.sections), 'section')}"
        rows.append(Row((Text(bank.id), Text(bank.title), Text(sizes))))
    return Rows(_BANKS, rows, headed=False)


def bank_questions(bank: Bank) -> RenderableType:
    """The questions, by section."""
    parts: list[RenderableType] = [prose(f"{bank.title} ({bank.id})", style="heading")]
    if bank.vocabulary:
        parts.append(Text(f"vocabulary: {', '.join(bank.vocabulary)}", style="quiet"))
    for section in bank.sections:
        rows = [Row((Text(q.id), Text(clock(q.target_s)), Text(q.prompt))) for q in section.questions]
        title = Text.assemble((section.title, "heading"), (f"  ({section.id})", "quiet"))
        parts += ["", prose(title), Rows(_QUESTIONS, rows, headed=False, indent=2)]
    return Group(*parts)


def question_details(question: Question) -> RenderableType:
    """One question with its key points, their cues and the probe for each."""
    kind = "tell a story" if question.style == "story" else "describe your approach"
    parts: list[RenderableType] = [
        Text(question.prompt, style="heading"),
        prose(f"{question.id}: {kind}, about {clock(question.target_s)}", style="quiet"),
    ]
    for point in question.key_points:
        parts += ["", *_point(point)]
    return Group(*parts)


def _point(point: KeyPoint) -> Iterator[RenderableType]:
    yield prose(Text.assemble((point.id, "key"), (f"  {point.kind}", "quiet")))
    yield Indented(Text(point.means))
    if point.cues:
        yield Indented(Text("often begins: " + " / ".join(point.cues), style="quiet"))
    yield Indented(Text(f"asked when missed: {point.probe}", style="quote"))
