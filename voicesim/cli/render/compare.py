"""Two takes of one question side by side."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from voicesim.assess.assessment import PointHit
from voicesim.assess.drift import Drift
from voicesim.bank.hints import printable
from voicesim.cli.render.console import marks
from voicesim.cli.render.feedback import POINT_COLUMNS
from voicesim.cli.render.review import moment
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.cli.render.whole import ToCopy
from voicesim.review.compare import Change, Comparison, PointChange
from voicesim.review.measures import MeasureRow, measure_rows
from voicesim.store.records import Attempt
from voicesim.wording import CHECK, clock, own_words, second_words

_ORDER: tuple[Change, ...] = ("gained", "lost", "new", "dropped", "kept", "open")
_STYLES: dict[Change, str] = {
    "gained": "good",
    "lost": "bad",
    "new": "key",
    "dropped": "quiet",
    "open": "watch",
}


def show_comparison(comparison: Comparison, console: Console) -> None:
    """The measures, the key points with their words, and the figures that changed."""
    question = comparison.after.question
    console.print(Text(printable(question.prompt), style="bold"))
    console.print()
    measures = _measures(comparison)
    if not measures.fits(console):
        for name, take in (("before", comparison.before), ("after", comparison.after)):
            console.print(ToCopy(Text(f"{name}: {moment(take.created_at)}  "), Text(take.id, style="key")))
    console.print(measures)
    if comparison.points:
        console.print()
        console.print(_points(comparison, console))
    if comparison.figures:
        console.print(Text("\nTold otherwise than before", style="heading"))
        for drift in comparison.figures:
            console.print(_figure(drift))


def _measures(comparison: Comparison) -> Rows:
    takes = [
        Column(name, f"{name}\n{moment(take.created_at)}\n{take.id}", right=True)
        for name, take in (("before", comparison.before), ("after", comparison.after))
    ]
    rows = [
        Row((Text(each.label), Text(each.before), Text(each.after), _change(each)))
        for each in measure_rows(comparison)
    ]
    return Rows((Column(style="quiet"), *takes, Column("change", right=True)), rows)


def _change(row: MeasureRow) -> Text:
    """Green where the second take is clearly better, yellow where worse, plain where it depends."""
    if row.change == "same":
        return Text("same", style="quiet")
    return Text(row.change, style="" if row.better is None else "good" if row.better else "watch")


def _points(comparison: Comparison, console: Console) -> Rows:
    rows = []
    for point in sorted(comparison.points, key=lambda each: _ORDER.index(each.change)):
        change = point.change
        text, second = _words(comparison, point)
        sign = Text(_sign(point, console), style=_STYLES.get(change, ""))
        rows.append(Row((sign, Text(point.point_id), text, Text(second))))
    return Rows(POINT_COLUMNS, rows, headed=False, lead=2)


def _sign(point: PointChange, console: Console) -> str:
    signs = marks(console.encoding)
    if point.after is not None and point.after.verdict == "check" and point.change == "kept":
        return f"{signs['check']} {point.change}"
    sign = {"gained": "+", "lost": "-", "kept": signs["covered"], "open": signs["missed"]}
    return f"{sign.get(point.change, signs['dot'])} {point.change}"


def _words(comparison: Comparison, point: PointChange) -> tuple[Text, str]:
    """The words that made the point, in the take that made it better; the probe where neither did."""
    if point.change in ("lost", "dropped"):
        assert point.before is not None
        text = Text.assemble(("before: ", "quiet"), _told(comparison.before, point.before))
        if point.after is not None and point.after.verdict == "check":
            text.append(f"; now {CHECK} {point.after.why}", style="quiet")
        elif (own := comparison.after.own_on(point.point_id)) is not None:
            text.append(f"; now {own_words(own.made)}", style="quiet")
        elif comparison.after.second_on(point.point_id) is not None:
            text.append(f"; now {second_words(False, None)}", style="quiet")
        return text, _second(point.before)
    assert point.after is not None
    if point.after.verdict == "missed":
        judgement = comparison.after.judgement
        assert judgement is not None
        return Text(judgement.question.point(point.point_id).probe, style="quiet"), ""
    return _told(comparison.after, point.after), _second(point.after)


def _told(take: Attempt, hit: PointHit) -> Text:
    """The words that made the point, and who says so where it is not the judge."""
    quote = f"“{printable(hit.evidence.rstrip(',;:'))}”" if hit.evidence else ""
    own = take.own_on(hit.point_id)
    second = take.second_on(hit.point_id)
    said = CHECK if hit.verdict == "check" else ""
    if own is not None:
        said = own_words(own.made)
    elif second is not None:
        return Text(second_words(second.made, printable(second.quote or "")), style="quiet")
    parts = [Text(quote, style="quote"), Text(said, style="quiet")]
    return Text(" ").join(part for part in parts if part) or Text(hit.verdict, style="quote")


def _second(hit: PointHit) -> str:
    return "" if hit.start_s is None else clock(hit.start_s)


def _figure(drift: Drift) -> Text:
    places = [f" at {clock(f.at_s)}" if f.at_s is not None else "" for f in (drift.before, drift.after)]
    return Text.assemble(
        "  ",
        (f"“{printable(drift.before.text)}”", "quote"),
        f"{places[0]} became ",
        (f"“{printable(drift.after.text)}”", "quote"),
        f"{places[1]}",
        (f"   (about {printable(drift.about)})", "quiet"),
    )
