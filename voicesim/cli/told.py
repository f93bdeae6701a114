"""Which stories answers tell: found by likeness, and set right with `voicesim stories told`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from voicesim import paths
from voicesim.cli.options import Json
from voicesim.cli.output import print_json, say
from voicesim.cli.render.console import make_console
from voicesim.cli.render.progress import progress_over
from voicesim.cli.render.telling import show_likenesses
from voicesim.cli.shelf import Folder, open_shelf
from voicesim.errors import InputError
from voicesim.report.telling_json import likenesses_json
from voicesim.store.history import History
from voicesim.store.records import Attempt, Session
from voicesim.store.stories import Said
from voicesim.stories.folder import NOBODY, Shelf
from voicesim.stories.likeness import likenesses
from voicesim.stories.story import Story
from voicesim.stories.telling import Telling, match_story, matches
from voicesim.stories.told import tellings_of


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
        answer = history.attempt(attempt)
        if answer.transcript is None:
            raise InputError(
                f"{answer.id} is not written down yet; finish it with: voicesim transcribe --pending"
            )
        if story is not None:
            named = None if story.strip().lower() == NOBODY else shelf.find(story).name
            history.save_told(answer.id, named)
        decided = history.told()
    words = answer.transcript.words
    match = match_story(answer.id, words, shelf.stories, decided)
    found = likenesses(words, shelf.stories)
    if as_json:
        print_json(likenesses_json(answer.id, match, found))
    else:
        show_likenesses(answer.id, match, found, make_console(), decided=answer.id in decided)


def find_tellings(history: History, session: Session, answers: Sequence[Attempt]) -> Mapping[str, Telling]:
    """What there is to say of the answers of a session that tell a story, by their ids."""
    return tellings_of(history, session, answers, readable_stories())


def readable_stories() -> tuple[Story, ...]:
    """The stories of the usual folder; those that cannot be read are named and hold nothing up."""
    try:
        return open_shelf(None, quiet=True).stories
    except InputError as exc:
        say(str(exc))
        return ()


def tellings_by_story(shelf: Shelf) -> Mapping[str, Sequence[Said]]:
    """The answers that tell each story, oldest first, by the stories' names."""
    found: dict[str, list[Said]] = {story.name: [] for story in shelf.stories}
    if not found:
        return found
    with History.open(paths.history_file()) as history:
        said, decided = history.said(), history.told()
    for each, match in matches(
        progress_over(said, "Looking for your stories", len(said)), shelf.stories, decided
    ):
        found[match.story.name].append(each)
    return found
