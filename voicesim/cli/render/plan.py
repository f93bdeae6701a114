"""A plan at the terminal: today's part, the days ahead, what the role asks for, and the card."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.text import Text

from voicesim.bank.hints import printable
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.cli.render.whole import Indented, ToCopy, prose
from voicesim.inputs.text import clean
from voicesim.review.ahead import Ahead, DayPart
from voicesim.schedule.card import Card
from voicesim.schedule.course import Day
from voicesim.schedule.outlook import Outlook
from voicesim.schedule.parts import ahead_of, day_words, days_left, minutes
from voicesim.wording import count

SHOWN_DAYS = 14
SHOWN_ASKS, SHOWN_OF = 5, 4
_TODAY = (
    Column("what"),
    Column("minutes", right=True),
    Column("bank", style="quiet"),
    Column("questions", prose=True),
)
_AHEAD = (Column("day"), Column("minutes", right=True), Column("what", prose=True))


def show_plan(outlook: Outlook, console: Console) -> None:
    ahead = ahead_of(outlook)
    on = outlook.plan.on
    title = f"Interview on {on:%A}, {on}: {days_left(ahead.days_left)}"
    console.print(
        prose(Text.assemble((title, "heading"), (f", {outlook.plan.minutes} minutes a day", "quiet")))
    )
    console.print()
    for line in _today(ahead, console):
        console.print(line)
    if len(outlook.days) > 1:
        console.print(Text("\nThe days ahead", style="heading"))
        console.print(_days(outlook.days[1:]))
    if outlook.plan.role is not None and ahead.days_left > 0:  # on the day the card has it
        console.print()
        for line in _role(outlook):
            console.print(line)
    if ahead.days_left == 0:
        for line in _card(outlook.card):
            console.print(line)


def _today(ahead: Ahead, console: Console) -> Iterator[RenderableType]:
    yield Text(f"Today, {count(ahead.minutes, 'minute')}", style="heading")
    if not ahead.parts:
        yield prose("Nothing is due, and nothing is left to begin with: a free day.", style="quiet")
        return
    yield Rows(_TODAY, [_part(part) for part in ahead.parts])
    if ahead.done:
        yield Text("Today's part is done.", style="good")
    else:
        yield ToCopy(Text("Practise it:  "), Text("voicesim practice --today", style="key"))


def _part(part: DayPart) -> Row:
    left = [each for each in part.question_ids if each in part.left]
    done = [each for each in part.question_ids if each not in part.left]
    told = Text(part.told)
    told.append(", ".join(map(printable, left)))
    if done:
        told.append(f"{'; ' if left else ''}done: {', '.join(map(printable, done))}", style="good")
    elif part.done:
        told.append("  done", style="good")
    return Row((Text(part.what), Text(str(part.minutes)), Text(printable(part.bank_id)), told))


def _days(days: tuple[Day, ...]) -> Rows:
    """The next ones, and of those after them only the full loop and the interview."""
    shown = [day for place, day in enumerate(days) if place < SHOWN_DAYS or day.is_loop or day.card]
    rows = []
    for day in shown:
        style = "key" if day.is_loop or day.card else ""
        took = str(minutes(day.seconds)) if day.seconds else "–"
        rows.append(
            Row((Text(f"{day.on:%a} {day.on}"), Text(took), Text(printable(day_words(day)), style=style)))
        )
    return Rows(_AHEAD, rows)


def _role(outlook: Outlook) -> Iterator[RenderableType]:
    """Its plainest sentences, each with the questions and stories that it asks for."""
    name = printable(outlook.plan.role_name or "")
    yield prose(Text.assemble(("What the role asks for", "heading"), (f"  {name}", "quiet")))
    asks = asked_by_sentence(outlook)
    for sentence, names in list(asks.items())[:SHOWN_ASKS]:
        yield prose(f"“{clean(sentence)}”", style="quote")
        yield Indented(
            Text("; ".join(f"{what}: {', '.join(found[:SHOWN_OF])}" for what, found in names.items()))
        )
    if not asks:
        yield prose("None of its sentences has much in common with a question or story.", style="watch")
    yield prose("Found by words in common, not by meaning; all of it: voicesim plan --json", style="quiet")


def asked_by_sentence(outlook: Outlook) -> dict[str, dict[str, list[str]]]:
    """What each sentence asks for most plainly: names of questions by their bank, and of stories."""
    found: dict[str, dict[str, list[str]]] = {}
    for (bank_id, question_id), each in outlook.questions.items():
        names = found.setdefault(each.sentence, {})
        names.setdefault(printable(bank_id), []).append(printable(question_id))
    for story, each in outlook.stories.items():
        found.setdefault(each.sentence, {}).setdefault("stories", []).append(printable(story))
    return found


def _card(card: Card) -> Iterator[RenderableType]:
    yield Text("\nThe card: fifteen minutes, nothing new", style="heading")
    for title, lines in (
        ("Say aloud", [each.name[1] for each in card.aloud]),
        (
            "Points that you often left out",
            [f"{each.name[1]}, {each.point_id}: {each.means}" for each in card.points],
        ),
        ("Your stories", [_story(each.name, each.begins, each.figures) for each in card.stories]),
        ("What the role asks for", list(card.asks)),
    ):
        if lines:
            yield Text(title, style="key")
            for line in lines:
                yield Indented(Text(clean(line)))


def _story(name: str, begins: str, figures: str) -> str:
    return f"{name}: {' '.join(filter(None, (begins, figures)))}"
