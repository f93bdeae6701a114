"""A sample answer in a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from voicesim.bank.question import Question
from voicesim.bank.samples import Sample
from voicesim.cli.render.whole import Indented, prose


def sample_answer(question: Question, sample: Sample) -> RenderableType:
    """The answer with the words that make a point marked, each with the point's name behind it."""
    told = Text()
    for passage in sample.passages:
        told.append(" " if told else "")
        told.append(passage.text, style="shown.covered" if passage.makes else "quiet")
        if passage.makes:
            told.append(f" [{', '.join(passage.makes)}]", style="key")
    left = [point.id for point in question.key_points if point.id not in sample.makes]
    note = f"An example, told by an invented speaker ({sample.speaker}): one way to answer, not the only one."
    parts: list[RenderableType] = [
        Text(question.prompt, style="heading"),
        prose(note, style="quiet"),
        "",
        Indented(told),
    ]
    if left:
        parts += ["", prose(f"Not made: {', '.join(left)}.", style="quiet")]
    return Group(*parts)
