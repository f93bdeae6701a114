"""Stories in a list, and one in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from voicesim.bank.hints import printable
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.cli.render.whole import Indented, prose
from voicesim.inputs.text import clean
from voicesim.report.over_time import COLUMNS, POINTS, telling_row
from voicesim.store.stories import AnswerWords
from voicesim.stories.story import STRONGEST, Story
from voicesim.stories.telling import EarlierTelling, last_told

_STORIES = (
    Column("story", style="key"),
    Column("title", prose=True),
    Column("tags", prose=True, style="quiet"),
    Column("strength", right=True),
    Column("last told", right=True),
    Column("minutes", right=True),
)
_WRAPPED, _RIGHT = ("question", "left out", "other figures"), ("length", "words a minute")
_TELLINGS = tuple(Column(name, right=name in _RIGHT, prose=name in _WRAPPED) for name in COLUMNS)


def stories_table(stories: Sequence[Story], tellings: Mapping[str, Sequence[AnswerWords]]) -> Rows:
    """One line a story; `tellings` are the answers that told it, by its name."""
    rows = [_story_row(story, last_told(story, tellings[story.name])) for story in stories]
    return Rows(_STORIES, list(map(Row, rows)))


def _story_row(story: Story, told_on: date | None) -> tuple[Text, ...]:
    return (
        Text(printable(story.name)),
        Text(printable(story.title)),
        Text(printable(", ".join(story.tags))),
        Text(strength_words(story)),
        Text(told_on.isoformat() if told_on else "–"),
        Text(f"{story.minutes:.1f}"),
    )


def strength_words(story: Story) -> str:
    return f"{story.strength} of {STRONGEST}" if story.strength else "–"


def story_in_full(story: Story, tellings: Sequence[EarlierTelling] = ()) -> RenderableType:
    """The front matter, known or not, every section as it is written, and the tellings, oldest first."""
    parts: list[RenderableType] = [
        prose(printable(story.title), style="heading"),
        Text(f"{printable(story.name)}, {story.minutes:.1f} minutes spoken", style="quiet"),
    ]
    parts += [
        prose(Text.assemble((f"{printable(key)}: ", "quiet"), printable(value)))
        for key, value in story.keys
        if key != "title" and value
    ]
    for section in story.sections:
        kept = "" if section.part else "  kept, not read"
        heading = printable(section.heading) or "Before all sections"
        parts += ["", prose(Text.assemble((heading, "key"), (kept, "quiet")))]
        parts.append(Indented(Text(clean(section.text).strip())))
    if tellings:
        rows = [Row(tuple(Text(printable(cell)) for cell in telling_row(each))) for each in tellings]
        parts += ["", Text("How you told it", style="heading"), Rows(_TELLINGS, rows)]
        parts.append(prose(POINTS, style="quiet"))
    return Group(*parts)
