"""voicesim stories: stories of your own, written down once and told in many answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from voicesim import paths
from voicesim.cli.drill import drill
from voicesim.cli.editor import editor_command, open_editor
from voicesim.cli.options import Json
from voicesim.cli.output import print_json, say, tell
from voicesim.cli.render.console import make_console
from voicesim.cli.render.stories import stories_table, story_in_full
from voicesim.cli.shelf import Folder, end_with, nothing_there, open_shelf, stories_folder
from voicesim.cli.story_map import map_stories
from voicesim.cli.told import find_tellings_by_story, told
from voicesim.errors import InputError, VoicesimError
from voicesim.inputs.text import clean
from voicesim.report.stories_json import story_in_full_json, story_json
from voicesim.store.history import History
from voicesim.stories.draft import starter
from voicesim.stories.folder import Shelf, in_file, read_story, write_new
from voicesim.stories.from_answer import draft_from
from voicesim.stories.read import CheckedStory
from voicesim.stories.told import all_tellings
from voicesim.wording import count

app = typer.Typer(help="Stories of your own: write, check, map to questions, drill.", no_args_is_help=True)

app.command("map")(map_stories)
app.command("drill")(drill)
app.command("told")(told)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A story by its file's name or its title.")]


@app.command("new")
def new(
    title: Annotated[str, typer.Argument(help="What the story is called.")],
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Write an empty story, and open it in $EDITOR at a terminal."""
    path = write_new(stories_folder(folder), called := _title(title), starter(called))
    if as_json:
        print_json({"name": path.stem, "path": str(path)})
        return
    tell(path)
    _edit(path, needed=False)


@app.command("list")
def list_stories(folder: Folder = None, as_json: Json = False) -> None:
    """Your stories: title, tags, strength, when last told, minutes to say."""
    shelf = open_shelf(folder)
    tellings = find_tellings_by_story(shelf)
    if as_json:
        print_json([story_json(each, tellings[each.name]) for each in shelf.stories])
    elif shelf.stories:
        make_console().print(stories_table(shelf.stories, tellings))
    elif not shelf.problems:
        say(nothing_there(shelf))
    end_with(shelf)


@app.command("show")
def show(name: Name, folder: Folder = None, as_json: Json = False) -> None:
    """One story in full, and every answer that told it."""
    shelf = open_shelf(folder, quiet=True)
    story = shelf.find(name)
    with History.open(paths.history_file()) as history:
        tellings = all_tellings(history, shelf.stories)[story.name]
    if as_json:
        print_json(story_in_full_json(story, tellings))
    else:
        make_console().print(story_in_full(story, tellings))


@app.command("edit")
def edit(name: Name, folder: Folder = None) -> None:
    """Open a story in $EDITOR."""
    _edit(_named(open_shelf(folder, quiet=True), name)[0].path, needed=True)


@app.command("check")
def check(
    name: Annotated[str | None, typer.Argument(help="One story; all of them by default.")] = None,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Every mistake with its file and line, and what a story still lacks."""
    shelf = open_shelf(folder, quiet=True)
    checked = shelf.checked if name is None else tuple(_named(shelf, name))
    problems = [in_file(each.path, problem) for each in checked for problem in each.problems]
    remarks = [in_file(each.path, remark) for each in checked for remark in each.remarks]
    if as_json:
        print_json({"ok": not problems, "problems": problems, "remarks": remarks})
    else:
        for sentence in (*problems, *remarks):
            say(sentence)
        if not checked:
            say(nothing_there(shelf))
        elif not problems:
            wanting = f", {count(len(remarks), 'remark')}" if remarks else ""
            tell(f"{count(len(checked), 'file')} without a mistake{wanting}.")
    if problems:
        raise typer.Exit(2)


@app.command("from")
def from_answer(
    attempt: Annotated[str, typer.Argument(help="An answer by id, as review shows it.")],
    title: Annotated[str | None, typer.Option("--title", help="What the story is called.")] = None,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """A first draft out of a spoken answer: its words by part of the story, and its figures."""
    with History.open(paths.history_file()) as history:
        answer = history.attempt(attempt)
        if answer.assessment is None or answer.transcript is None:
            raise InputError(f"{answer.id} is not judged yet; finish it with: voicesim transcribe --pending")
        called = _title(title or answer.question.id.replace("-", " ").capitalize())
        path = write_new(stories_folder(folder), called, draft_from(answer, called))
        history.save_told(answer.id, path.stem)
    if as_json:
        print_json({"name": path.stem, "path": str(path), "attempt": answer.id})
        return
    tell(path)
    say(f"A first draft in your own words; work on it with: voicesim stories edit {path.stem}")


def _named(shelf: Shelf, name: str) -> list[CheckedStory]:
    """The file of this name, also one with mistakes."""
    broken = [each for each in shelf.checked if each.story is None and each.path.stem == name]
    return broken or [each for each in shelf.checked if each.path == shelf.find(name).path]


def _title(text: str) -> str:
    title = " ".join(clean(text).split())
    if not title:
        raise InputError('A story needs a title; give it in quotes: voicesim stories new "The late launch"')
    return title


def _edit(path: Path, *, needed: bool) -> None:
    """Raises VoicesimError where editing is `needed` and there is nothing to do it with."""
    command = editor_command()
    if not command:
        if needed:
            raise VoicesimError(f"There is no editor to open here; set EDITOR, or open {path} in your own.")
        return
    open_editor(command, path)
    for problem in read_story(path).problems:
        say(in_file(path, problem))
