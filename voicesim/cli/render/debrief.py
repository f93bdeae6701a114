"""A real interview: which questions came, which of a bank's they are, and how these had gone."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.text import Text

from voicesim.bank.hints import printable
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.cli.render.whole import Indented, ToCopy, prose
from voicesim.report.debriefs import CameQuestion, practised_words, summary_words
from voicesim.store.debriefs import Debrief

_LIST = (
    Column("debrief", style="key"),
    Column("held on"),
    Column("questions", right=True),
    Column("about", prose=True),
)


def debriefs_table(debriefs: Sequence[Debrief]) -> Rows:
    """One line each, the newest interview first."""
    rows = []
    for each in debriefs:
        cells = each.id, each.held_on.isoformat(), str(len(each.questions)), printable(each.about) or "–"
        rows.append(Row(tuple(map(Text, cells))))
    return Rows(_LIST, rows)


def show_debrief(debrief: Debrief, told: Sequence[CameQuestion], console: Console) -> None:
    """All of one: a question, what it is, how it had gone."""
    about = f"   {printable(debrief.about)}" if debrief.about else ""
    console.print(Text.assemble((debrief.id, "heading"), f"   interview on {debrief.held_on}{about}"))
    console.print(prose(summary_words(told)))
    for each in told:
        console.print()
        console.print(prose(_asked(each)))
        for line in _lines(each):
            console.print(line)
    if told:
        command = f"voicesim debrief match {debrief.id} {told[0].came.number} QUESTION|none"
        console.print()
        console.print(ToCopy(Text("Set it right: ", style="quiet"), Text(command)))
    if any(each.came.question_id is None for each in told):
        first = next(each.came.number for each in told if each.came.question_id is None)
        command = f"voicesim debrief add {debrief.id} {first}"
        console.print(ToCopy(Text("Into a bank of your own: ", style="quiet"), Text(command)))


def _asked(told: CameQuestion) -> Text:
    return Text.assemble((f"{told.came.number:>2}  ", "quiet"), (f"“{printable(told.came.asked)}”", "bold"))


def _lines(told: CameQuestion) -> list[RenderableType]:
    came = told.came
    lines: list[RenderableType] = []
    if came.question_id is not None:
        how = "as you said" if came.decided else f"likeness {came.likeness or 0.0:.2f}"
        name = (f"{printable(came.bank_id or '')}:{printable(came.question_id)}", "key")
        lines.append(Indented(Text.assemble(name, (f"  ({how})  {printable(told.prompt)}", "quiet")), 4))
    if not came.decided and (others := _others(told)):
        lines.append(Indented(Text(f"also like: {others}", style="quiet"), 4))
    style = "" if told.practised else "quiet"
    lines.append(Indented(Text(printable(practised_words(came, told.practised)), style=style), 4))
    return lines


def _others(told: CameQuestion) -> str:
    """What it is like besides the question that it is taken for."""
    taken = f"{told.came.bank_id}:{told.came.question_id}"
    others = (each for each in told.nearest if each.name != taken)
    return ", ".join(f"{printable(each.name)} {each.likeness:.2f}" for each in others)


def candidate_lines(told: CameQuestion, console: Console) -> None:
    """What a question may be, numbered, before somebody says which it is."""
    console.print()
    console.print(prose(_asked(told)))
    for number, each in enumerate(told.nearest, 1):
        line = Text.assemble(
            (f"   {number}  ", "key"),
            (printable(each.name), "heading"),
            (f"  {each.likeness:.2f}  {printable(each.question.prompt)}", "quiet"),
        )
        line.truncate(console.width - 1, overflow="ellipsis")
        console.print(line)
