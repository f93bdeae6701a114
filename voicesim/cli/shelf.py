"""The folder of the stories, as every verb that reads them opens it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from voicesim import paths
from voicesim.cli.output import say
from voicesim.config import load_settings
from voicesim.errors import InputError
from voicesim.stories.folder import Shelf, read_shelf
from voicesim.stories.story import Story

Folder = Annotated[
    Path | None, typer.Option("--folder", help="Where your stories are; the settings name another.")
]


def stories_folder(given: Path | None) -> Path:
    """The folder of the command line, else of the settings, else beside the history."""
    chosen = given or load_settings(paths.config_file()).stories_folder
    return Path(chosen).expanduser() if chosen else paths.stories_dir()


def open_shelf(folder: Path | None, *, quiet: bool = False) -> Shelf:
    """The stories, after every mistake in their files was said, unless `quiet`."""
    shelf = read_shelf(stories_folder(folder))
    for problem in () if quiet else shelf.problems:
        say(problem)
    return shelf


def usual_stories() -> tuple[Story, ...]:
    """Those of the usual folder that can be read; a folder that cannot is named and holds nothing up."""
    try:
        return open_shelf(None, quiet=True).stories
    except InputError as exc:
        say(str(exc))
        return ()


def end_with(shelf: Shelf) -> None:
    """Ends with 2 where a file of the folder could not be used."""
    if shelf.problems:
        raise typer.Exit(2)


def nothing_there(shelf: Shelf) -> str:
    return f"There is no story in {shelf.folder} yet; write one with: voicesim stories new TITLE"
