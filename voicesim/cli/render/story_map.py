"""Which story serves which question, as a table, and one question with every point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console, RenderableType
from rich.text import Text

from voicesim.assess.assessment import Verdict
from voicesim.assess.coverage import Likely
from voicesim.bank.hints import printable
from voicesim.cli.render.console import marks
from voicesim.cli.render.feedback import POINT_COLUMNS
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.cli.render.whole import ToCopy, prose
from voicesim.stories.served import Claim, Fit, StoryMap
from voicesim.stories.story import Story
from voicesim.wording import count

_MAP = (
    Column("question", style="key"),
    Column("points", right=True),
    Column("stories that can serve it, with the points to expect", prose=True),
)
_AS_VERDICT: Mapping[Claim, Verdict] = {"makes it": "covered", "perhaps": "check", "does not": "missed"}
ESTIMATES = "Points are sums of likelihoods: an estimate of what the judge would find, not a promise."


def show_map(found: StoryMap, console: Console) -> None:
    """A line for each question, then what is served by nothing, and what by too much."""
    rows = []
    for question in found.questions:
        fits = found.serving(question.id)
        named = ", ".join(f"{printable(fit.story)} {fit.expected:.1f}" for fit in fits)
        told = Text(named) if fits else Text("none", style="watch")
        rows.append(Row((Text(question.id), Text(str(len(question.key_points))), told)))
    console.print(Rows(_MAP, rows))
    console.print()
    for line in _sums(found):
        console.print(line)
    console.print(prose(ESTIMATES, style="quiet"))
    shown = (found.unserved or found.served)[0]
    console.print(
        ToCopy(Text("One in full: ", style="quiet"), Text(f"voicesim stories map --question {shown}"))
    )


def _sums(found: StoryMap) -> Iterator[RenderableType]:
    served = f"{len(found.served)} of {count(len(found.questions), 'question')} can be served."
    yield prose(served, style="heading")
    if found.unserved:
        yield prose(Text.assemble(("Nothing serves: ", "watch"), ", ".join(found.unserved)))
    for story in found.leaned_on:
        often = f"comes first for {found.first_for[story]} of the {len(found.served)} that are served"
        yield prose(Text.assemble(("Leaned on: ", "watch"), f"{printable(story)} {often}"))
    if found.idle:
        yield prose(Text.assemble(("Serve nothing here: ", "quiet"), ", ".join(map(printable, found.idle))))


def show_fits(found: StoryMap, stories: Sequence[Story], console: Console) -> None:
    """Each question with every story, the best first, and the words that would make its points."""
    told = {story.name: story for story in stories}
    for place, question in enumerate(found.questions):
        if place:
            console.print()
        console.print(prose(printable(question.prompt), style="bold"))
        for fit in found.of(question.id):
            console.print()
            console.print(fit_line(fit))
            if fit.points is not None:
                console.print(_points(fit, fit.points, told[fit.story], console))
    console.print()
    console.print(prose(ESTIMATES, style="quiet"))


def fit_line(fit: Fit) -> RenderableType:
    """A story for a question in one line: whether it can serve, and with how many points."""
    if fit.points is None:
        return prose(Text.assemble((printable(fit.story), "key"), ("  is about something else", "quiet")))
    says, style = ("can serve", "good") if fit.serves else ("says too little for it", "quiet")
    expected = f", {fit.expected:.1f} of {count(len(fit.points), 'point')} to expect"
    return prose(Text.assemble((printable(fit.story), "key"), "  ", (says, style), expected))


def _points(fit: Fit, points: Sequence[Likely], story: Story, console: Console) -> Rows:
    signs = marks(console.encoding)
    said = story.words
    rows = []
    for point in sorted(points, key=lambda each: -each.likelihood):
        claim = fit.claim(point)
        quote = " ".join(word.text for word in said[point.first_word : point.last_word + 1]).rstrip(",;:")
        words = Text(f"“{printable(quote)}”", style="quote") if claim != "does not" else Text()
        sign = Text(f"{signs[_AS_VERDICT[claim]]} {claim}", style=_AS_VERDICT[claim])
        rows.append(Row((sign, Text(point.point_id), words, Text(f"{point.likelihood:.0%}"))))
    return Rows(POINT_COLUMNS, rows, headed=False, lead=2, indent=2)
