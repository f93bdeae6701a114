"""Question banks in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from voicesim.bank.question import Bank, KeyPoint, Question, Range
from voicesim.bank.styles import STYLES
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.cli.render.whole import Indented, prose
from voicesim.report.phase_words import phase_words
from voicesim.wording import clock, count

_BANKS = (
    Column(style="heading"),
    Column(prose=True),
    Column(style="quiet"),
    Column(style="quiet", prose=True),
)
_QUESTIONS = (Column(style="key"), Column(style="quiet", right=True), Column(prose=True))


def bank_table(banks: Sequence[Bank]) -> Rows:
    """One line a bank."""
    rows = []
    for bank in banks:
        minutes = f"{sum(question.target_s for question in bank.questions) / 60:.0f} min"
        sizes = f"{count(len(bank.questions), 'question')}, {minutes}"
        kinds = ", ".join(dict.fromkeys(question.style for question in bank.questions))
        rows.append(Row((Text(bank.id), Text(bank.title), Text(sizes), Text(kinds))))
    return Rows(_BANKS, rows, headed=False)


def how_to_answer(question: Question) -> Text:
    """What a question asks for and in what time."""
    return Text(f"{STYLES[question.style].asks}, about {clock(question.target_s)}", style="quiet")


def phases_line(question: Question) -> Text:
    """The phases of an answer, each with its share of the target; empty where there are none, and for a story
    or an approach, whose parts the feedback measures."""
    return Text(phase_words(question.style, question.target_s), style="quiet")


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
    parts: list[RenderableType] = [
        Text(question.prompt, style="heading"),
        prose(Text.assemble((f"{question.id}: ", "quiet"), how_to_answer(question))),
    ]
    if phases := phases_line(question):
        parts.append(phases)
    for fact in question.facts:
        parts.append(prose(f"asked about {', '.join(fact.asks)}: {fact.says}", style="quote"))
    if question.estimate is not None:
        parts.append(Text(_between(question.estimate), style="quiet"))
    parts += [prose(Text(f"note: {note}", style="quiet")) for note in question.notes]
    for point in question.key_points:
        parts += ["", *_point(point)]
    return Group(*parts)


def _between(estimate: Range) -> str:
    unit = f" {estimate.unit}" if estimate.unit else ""
    return f"a sensible estimate lies between {estimate.low:,.0f} and {estimate.high:,.0f}{unit}"


def _point(point: KeyPoint) -> Iterator[RenderableType]:
    yield prose(Text.assemble((point.id, "key"), (f"  {point.kind}", "quiet")))
    yield Indented(Text(point.means))
    if point.cues:
        yield Indented(Text("often begins: " + " / ".join(point.cues), style="quiet"))
    yield Indented(Text(f"asked when missed: {point.probe}", style="quote"))
