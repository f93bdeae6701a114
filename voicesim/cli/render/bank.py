"""Question banks in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from voicesim.bank.question import Bank, KeyPoint, Question, Range
from voicesim.bank.styles import STYLES
from voicesim.wording import clock, count


def bank_table(banks: Sequence[Bank]) -> Table:
    """One line a bank."""
    table = Table.grid(padding=(0, 3))
    for bank in banks:
        minutes = f"{sum(question.target_s for question in bank.questions) / 60:.0f} min"
        sizes = f"{count(len(bank.questions), 'question')}, {minutes}"
        kinds = ", ".join(dict.fromkeys(question.style for question in bank.questions))
        quiet = (Text(text, style="quiet") for text in (sizes, kinds))
        table.add_row(Text(bank.id, style="heading"), Text(bank.title), *quiet)
    return table


def how_to_answer(question: Question) -> Text:
    """What a question asks for and in what time."""
    return Text(f"{STYLES[question.style].asks}, about {clock(question.target_s)}", style="quiet")


def phases_line(question: Question) -> Text:
    """The phases of an answer, each with its share of the target; empty where there are none, and for a story
    or an approach, whose parts the feedback measures."""
    if question.style in ("story", "approach"):
        return Text()
    named = (
        f"{phase.name} {clock(phase.share * question.target_s)}" for phase in STYLES[question.style].phases
    )
    return Text(" · ".join(named), style="quiet")


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
    parts: list[RenderableType] = [
        Text(question.prompt, style="heading"),
        Text.assemble((f"{question.id}: ", "quiet"), how_to_answer(question)),
    ]
    if phases := phases_line(question):
        parts.append(phases)
    for fact in question.facts:
        parts.append(Text(f"asked about {', '.join(fact.asks)}: {fact.says}", style="quote"))
    if question.estimate is not None:
        parts.append(Text(_between(question.estimate), style="quiet"))
    for point in question.key_points:
        parts += ["", *_point(point)]
    return Group(*parts)


def _between(estimate: Range) -> str:
    unit = f" {estimate.unit}" if estimate.unit else ""
    return f"a sensible estimate lies between {estimate.low:,.0f} and {estimate.high:,.0f}{unit}"


def _point(point: KeyPoint) -> Iterator[RenderableType]:
    yield Text.assemble((point.id, "key"), (f"  {point.kind}", "quiet"))
    yield Padding(Text(point.means), (0, 0, 0, 2))
    if point.cues:
        yield Padding(Text("often begins: " + " / ".join(point.cues), style="quiet"), (0, 0, 0, 2))
    yield Padding(Text(f"asked when missed: {point.probe}", style="quote"), (0, 0, 0, 2))
