"""An answer that tells a story, held against what is written; and how like each story it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.console import Console, Group, RenderableType
from rich.text import Text

from voicesim.bank.hints import printable
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.cli.render.whole import Indented, ToCopy, prose
from voicesim.report.details import figure_words
from voicesim.stories.likeness import Likeness
from voicesim.stories.story import HEADINGS
from voicesim.stories.telling import Match, Telling
from voicesim.wording import clock, count

MOST_OTHERS = 5
_LIKENESS = (Column("story", style="key"), Column("likeness", right=True))


def telling_lines(attempt_id: str, told: Telling) -> RenderableType:
    """The story that an answer tells, then what is otherwise than written, a line each."""
    return Group(
        "",
        matched_line(told.match),
        *(Indented(line) for line in _differences(told)),
        ToCopy(Text("  Another one, or none? ", style="quiet"), Text(_correction(attempt_id))),
    )


def matched_line(match: Match) -> RenderableType:
    how = "as you said" if match.decided else f"likeness {match.likeness:.2f}"
    return prose(
        Text.assemble(
            ("Tells your story ", "heading"), (printable(match.story.name), "key"), (f"  ({how})", "quiet")
        )
    )


def _correction(attempt_id: str) -> str:
    return f"voicesim stories told {attempt_id} STORY"


def _differences(told: Telling) -> Iterator[Text]:
    for drift in told.figures:
        at = "" if drift.after.at_s is None else f" at {clock(drift.after.at_s)}"
        yield Text.assemble(
            ("other figure: ", "watch"),
            ("written ", "quiet"),
            (f"“{printable(drift.before.text)}”", "quote"),
            (", said ", "quiet"),
            (f"“{printable(drift.after.text)}”", "quote"),
            f"{at}",
            (f"   (about {printable(drift.about)})", "quiet"),
        )
    if told.untold:
        figures = ", ".join(printable(figure_words(figure)) for figure in told.untold)
        yield Text.assemble(("figures not told: ", "quiet"), figures)
    if told.left_out:
        parts = ", ".join(HEADINGS[part] for part in told.left_out)
        yield Text.assemble(("left out, or told in other words: ", "watch"), parts)
    yield Text.assemble(("length: ", "quiet"), _length(told))


def _length(told: Telling) -> str:
    this = count(told.words, "word") if told.answer_s is None else clock(told.answer_s)
    others = [
        f"{_length_of(each.answer_s, each.text)} on {_day(each.created_at)}"
        for each in told.others[-MOST_OTHERS:]
    ]
    before = f"; told {', '.join(others)}" if others else "; no other telling"
    return f"{this}{before}; written {clock(60 * told.match.story.minutes)}"


def _day(stamp: str) -> str:
    return f"{datetime.fromisoformat(stamp).astimezone():%Y-%m-%d}"


def _length_of(answer_s: float | None, text: str) -> str:
    return count(len(text.split()), "word") if answer_s is None else clock(answer_s)


def show_likenesses(
    attempt_id: str, match: Match | None, found: Sequence[Likeness], console: Console, *, decided: bool
) -> None:
    """Which story is told, then every story by how like it is."""
    if match is not None:
        console.print(matched_line(match))
    else:
        how = "as you said" if decided else "none is like enough"
        console.print(Text(f"{attempt_id} tells none of your stories ({how})."))
    rows = [Row((Text(printable(each.story)), Text(f"{each.likeness:.2f}"))) for each in found]
    if rows:
        console.print(Rows(_LIKENESS, rows))
    console.print(ToCopy(Text("Set it right: ", style="quiet"), Text(f"{_correction(attempt_id)}|none")))
