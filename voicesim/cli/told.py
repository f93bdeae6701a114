"""Which stories answers tell: found by likeness, and set right with `voicesim stories told`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from voicesim import paths
from voicesim.cli.options import Json
from voicesim.cli.output import print_json
from voicesim.cli.render.console import make_console
from voicesim.cli.render.progress import progress_over
from voicesim.cli.render.telling import show_likenesses
from voicesim.cli.shelf import Folder, open_shelf, usual_stories
from voicesim.report.telling_json import likenesses_json
from voicesim.store.history import History
from voicesim.store.records import Attempt, Session
from voicesim.store.stories import AnswerWords
from voicesim.stories.folder import Shelf
from voicesim.stories.telling import Telling
from voicesim.stories.told import tellings_by_story, tellings_of, told_by


def told(
    attempt: Annotated[str, typer.Argument(help="An answer by id, as review shows it.")],
    story: Annotated[
        str | None, typer.Argument(metavar="STORY|none", help="The story that it tells, or none.")
    ] = None,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Which story an answer tells, and how like each one it is; with a story or none, your own word on it."""
    shelf = open_shelf(folder, quiet=True)
    with History.open(paths.history_file()) as history:
        found = told_by(history, shelf, attempt, story)
    if as_json:
        print_json(likenesses_json(found.attempt_id, found.match, found.likenesses))
    else:
        console = make_console()
        show_likenesses(found.attempt_id, found.match, found.likenesses, console, decided=found.decided)


def find_tellings(history: History, session: Session, answers: Sequence[Attempt]) -> Mapping[str, Telling]:
    """What there is to say of the answers of a session that tell a story, by their ids."""
    return tellings_of(history, session, answers, usual_stories())


def find_tellings_by_story(shelf: Shelf) -> Mapping[str, Sequence[AnswerWords]]:
    """The answers that tell each story, oldest first, by the stories' names."""
    with History.open(paths.history_file()) as history:
        said, decided = history.said(), history.told()
    shown = progress_over(said, "Looking for your stories", len(said))
    return tellings_by_story(shown if shelf.stories else (), shelf.stories, decided)
