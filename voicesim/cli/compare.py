"""voicesim compare: two takes of the same question side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from voicesim import paths
from voicesim.cli.options import Json
from voicesim.cli.output import print_json
from voicesim.cli.render.compare import show_comparison
from voicesim.cli.render.console import make_console
from voicesim.errors import InputError
from voicesim.report.review_json import comparison_json
from voicesim.review.compare import compare as compared
from voicesim.review.compare import latest_two
from voicesim.store.history import History
from voicesim.store.records import Attempt


def compare(
    takes: Annotated[
        list[str] | None, typer.Argument(metavar="A B", help="Two attempts by id, the earlier one first.")
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--last", metavar="QUESTION", help="The two latest answers to this question."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what the second of two answers gained and lost against the first."""
    with History.open(paths.history_file()) as history:
        comparison = compared(*_two(history, takes or [], last))
    if as_json:
        print_json(comparison_json(comparison))
    else:
        show_comparison(comparison, make_console())


def _two(history: History, takes: list[str], question_id: str | None) -> tuple[Attempt, Attempt]:
    if question_id is not None and not takes:
        answers = history.attempts(question_id=question_id)
        demos = {session.id for session in history.sessions() if session.kind == "demo"}
        first, second = latest_two(answers, question_id, demos)
    elif question_id is None and len(takes) == 2:
        first, second = takes
    else:
        raise InputError("Name two attempts, or one question: voicesim compare --last QUESTION")
    return history.attempt(first), history.attempt(second)
