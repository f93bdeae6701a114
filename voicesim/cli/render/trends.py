"""Progress over time, as small curves in the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from rich.console import Console, RenderableType
from rich.text import Text

from voicesim.bank.hints import printable
from voicesim.cli.render.agreement import agreement_lines, correction_lines
from voicesim.cli.render.console import is_plain, marks
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.cli.render.sparkline import CURVE_POINTS, NARROW_CURVE_POINTS, WIDE, sparkline
from voicesim.cli.render.whole import Indented, ToCopy, prose
from voicesim.review.due import Repetition, due
from voicesim.review.latest import practise, what_changed
from voicesim.review.progress import KindTrend, Moment, Progress, Trend, WeakPoint
from voicesim.wording import count

SHOWN_DUE = 5
KIND_NAMES = {"content": "content", "tradeoff": "trade-offs", "metric": "metrics"}

_SECTIONS = (
    Column("section"),
    Column("answers", right=True),
    Column("over time", spare=True),
    *(Column(name, right=True) for name in ("points", "time", "words/min", "fillers/min")),
)
_KINDS = (Column("kind of point"), Column("over time", spare=True), Column("made", right=True))
_WEAKEST = (Column(), Column(style="quiet"), Column(style="key"))
_OVERALL = (Column(style="quiet"), Column(), Column())

Value = Callable[[Moment], float | None]
_MEASURES: tuple[tuple[str, Value, Callable[[float], str]], ...] = (
    ("key points made", lambda m: m.coverage, lambda v: f"{v:.0%}"),
    ("time, of target", lambda m: m.time_share, lambda v: f"{v:.0%}"),
    ("words a minute", lambda m: m.words_per_minute, lambda v: f"{v:.0f}"),
    ("fillers a minute", lambda m: m.fillers_per_minute, lambda v: f"{v:.1f}"),
)


def show_progress(
    progress: Progress,
    found: Sequence[Repetition],
    today: date,
    console: Console,
    until: date | None = None,
) -> None:
    """Everything on about one screen; what to do next at the end. `until` is the interview planned for."""
    console.print(_headline(progress))
    console.print(prose(what_changed(progress.overall.moments), style="quiet"))
    console.print()
    console.print(_overall(progress.overall, console))
    if len(progress.sections) > 1:
        console.print()
        console.print(_sections(progress.sections, console))
    if progress.kinds:
        console.print()
        console.print(_kinds(progress.kinds, console))
    if progress.weakest:
        console.print(Text("\nMost to gain", style="heading"))
        console.print(_weakest(progress.weakest, console))
    for line in (*agreement_lines(progress.agreement, console), *correction_lines(progress.corrections)):
        console.print(line)
    console.print()
    for line in _due_lines(found, today):
        console.print(line)
    if until is not None:
        left = count((until - today).days, "day")
        told = f"{left} left to the interview on {until}" if until > today else "The interview is today"
        console.print(ToCopy(Text(f"{told}:  "), Text("voicesim practice --today", style="key")))


def _headline(progress: Progress) -> Text:
    since = f"{progress.since:%Y-%m-%d}" if progress.since else ""
    text = Text(
        f"{count(progress.answers, 'answer')} in {count(progress.sessions, 'session')} since {since}",
        style="heading",
    )
    if progress.streak_days > 1:
        text.append(f"   {progress.streak_days} days in a row", style="good")
    return text


def _overall(trend: Trend, console: Console) -> Rows:
    rows = []
    for name, value, written in _MEASURES:
        values = _values(trend.moments, value)
        if values:
            told = _from_to(values, written, console)
            rows.append(Row((Text(name), _curve(name, values, console), told)))
    return Rows(_OVERALL, rows, headed=False)


def _curve(name: str, values: Sequence[float], console: Console) -> Text:
    """Shares stand between nothing and all, fillers above none, the rest between its own extremes."""
    if is_plain(console):
        return Text()
    low = 0.0 if name in ("key points made", "fillers a minute") else None
    high = 1.0 if name == "key points made" else None
    newest = CURVE_POINTS if console.width >= WIDE else NARROW_CURVE_POINTS
    return Text(sparkline(values[-newest:], console.encoding, low=low, high=high), style="key")


def _from_to(values: Sequence[float], written: Callable[[float], str], console: Console) -> Text:
    if len(values) == 1:
        return Text(written(values[0]))
    arrow = marks(console.encoding)["arrow"]
    return Text.assemble((f"{written(values[0])} {arrow} ", "quiet"), written(values[-1]))


def _sections(sections: Sequence[Trend], console: Console) -> Rows:
    rows = []
    for trend in sections:
        latest = [_values(trend.moments, value)[-1:] for _, value, _ in _MEASURES]
        cells = [
            written(values[0]) if values else "–"
            for values, (_, _, written) in zip(latest, _MEASURES, strict=True)
        ]
        curve = _curve("key points made", _values(trend.moments, _MEASURES[0][1]), console)
        name, answers = Text(printable(trend.name)), Text(str(trend.answers))
        rows.append(Row((name, answers, curve, *map(Text, cells))))
    return Rows(_SECTIONS, rows)


def _kinds(kinds: Sequence[KindTrend], console: Console) -> Rows:
    rows = []
    for kind in kinds:
        curve = _curve("key points made", kind.shares, console)
        made = Text(f"{kind.made:g} of {kind.asked}")
        rows.append(Row((Text(KIND_NAMES.get(kind.kind, kind.kind)), curve, made)))
    return Rows(_KINDS, rows)


def _weakest(points: Sequence[WeakPoint], console: Console) -> Rows:
    arrow = marks(console.encoding)["arrow"]
    rows = []
    for point in points:
        made = Text(f"made in {point.made:g} of {point.asked}")
        command = Text(printable(practise(point)))
        rows.append(Row((Text(f"{arrow} {point.point_id}"), made, command)))
    return Rows(_WEAKEST, rows, headed=False)


def _due_lines(found: Sequence[Repetition], today: date) -> list[RenderableType]:
    waiting = due(found, today)
    coming = sorted((each for each in found if each.due_on > today), key=lambda each: each.due_on)
    lines: list[RenderableType] = []
    if waiting:
        names = ", ".join(each.question_id for each in waiting[:SHOWN_DUE])
        more = ", …" if len(waiting) > SHOWN_DUE else ""
        questions = count(len(waiting), "question")
        command = Text("voicesim practice --due", style="key")
        lines.append(ToCopy(Text(f"{questions} due today:  "), command))
        lines.append(Indented(Text(f"{names}{more}", style="quiet")))
    elif coming:
        lines.append(prose(f"Nothing is due today; {next_due(coming[0])}.", style="quiet"))
    return lines


def next_due(repetition: Repetition) -> str:
    """When which question comes up: next is vision-define on Thursday, 2026-11-26."""
    return f"next is {repetition.question_id} on {repetition.due_on:%A, %Y-%m-%d}"


def _values(moments: Sequence[Moment], value: Value) -> list[float]:
    return [number for moment in moments if (number := value(moment)) is not None]
