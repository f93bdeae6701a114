"""An answer that tells a story, held against what is written; and how like each story it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.text import Text

from voicesim.bank.hints import printable
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.cli.render.whole import Indented, ToCopy, prose
from voicesim.report.telling import how_matched, telling_details
from voicesim.stories.likeness import Likeness
from voicesim.stories.telling import StoryMatch, Telling

_MATTERS = ("Other figure", "Left out, or told in other words")
_LIKENESS = (Column("story", style="key"), Column("likeness", right=True))


def telling_lines(attempt_id: str, told: Telling) -> RenderableType:
    """The story that an answer tells, then what is otherwise than written, a line each."""
    return Group(
        "",
        matched_line(told.match),
        *(Indented(line) for line in _differences(told)),
        ToCopy(Text("  Another one, or none? ", style="quiet"), Text(_correction(attempt_id))),
    )


def matched_line(match: StoryMatch) -> RenderableType:
    how = f"  ({how_matched(match)})"
    return prose(
        Text.assemble(("Tells your story ", "heading"), (printable(match.story.name), "key"), (how, "quiet"))
    )


def _correction(attempt_id: str) -> str:
    return f"voicesim stories told {attempt_id} STORY"


def _differences(told: Telling) -> Iterator[Text]:
    for name, text in telling_details(told):
        yield Text.assemble((f"{name.lower()}: ", "watch" if name in _MATTERS else "quiet"), printable(text))


def show_likenesses(
    attempt_id: str, match: StoryMatch | None, found: Sequence[Likeness], console: Console, *, decided: bool
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
