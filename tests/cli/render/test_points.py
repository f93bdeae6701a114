"""The lines of the key points: never more than six, and of more than six those that tell most."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from voicesim.assess.assessment import PointHit, Verdict
from voicesim.bank.question import KeyPoint, Question
from voicesim.cli.render.console import THEME
from voicesim.cli.render.feedback import MAX_POINTS, points

VERDICTS: tuple[Verdict, ...] = (
    "covered",
    "covered",
    "covered",
    "check",
    "missed",
    "missed",
    "covered",
    "missed",
)


def lines(number: int) -> list[str]:
    known = tuple(KeyPoint(f"p{n}", "content", "Says it.", (), f"And {n}?") for n in range(number))
    hits = tuple(
        PointHit(point.id, "content", verdict, "Why.")
        for point, verdict in zip(known, VERDICTS, strict=False)
    )
    out = io.StringIO()
    console = Console(file=out, width=120, theme=THEME, highlight=False)
    console.print(points(Question("q", "s", "Why?", "case", 120, known), hits, (), (), console))
    return [line for line in out.getvalue().splitlines() if line.strip()]


@pytest.mark.parametrize("number", [1, 6, 7, 8])
def test_there_are_six_lines_at_most(number: int) -> None:
    assert len(lines(number)) == min(number, MAX_POINTS)


def test_what_was_missed_or_is_open_is_never_left_out() -> None:
    shown = "\n".join(lines(8))
    assert all(f"p{n}" in shown for n in (3, 4, 5, 7))
    assert shown.count("covered") == 2
