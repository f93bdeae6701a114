"""A sample answer in a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from voicesim.bank.question import Question
from voicesim.bank.samples import Sample


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
        Text(note, style="quiet"),
        "",
        Padding(told, (0, 0, 0, 2)),
    ]
    if left:
        parts += ["", Text(f"Not made: {', '.join(left)}.", style="quiet")]
    return Group(*parts)
