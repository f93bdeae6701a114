"""voicesim stories map: which question each story can serve, and what is served by none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from voicesim import paths
from voicesim.bank.load import DEFAULT_BANK, load_bank
from voicesim.bank.question import Bank, Question
from voicesim.bank.styles import STYLES as WAYS
from voicesim.cli.options import Json
from voicesim.cli.output import print_json, say
from voicesim.cli.render.console import make_console
from voicesim.cli.render.progress import progress_over
from voicesim.cli.render.story_map import show_fits, show_map
from voicesim.cli.shelf import Folder, end_with, nothing_there, open_shelf
from voicesim.errors import InputError
from voicesim.plan import make_plan
from voicesim.report.story_map_json import map_json
from voicesim.stories.mapping import MapCache, hold_against
from voicesim.stories.served import STYLES, StoryMap
from voicesim.stories.story import Story

BankArgument = Annotated[str, typer.Argument(help="A built-in bank by name, or the path of a YAML file.")]
SectionOption = Annotated[str | None, typer.Option("--section", help="Only questions of this section.")]


def map_stories(
    bank: BankArgument = DEFAULT_BANK,
    section: SectionOption = None,
    question: Annotated[
        list[str] | None,
        typer.Option("--question", help="Just this question, with every point; may be repeated."),
    ] = None,
    story: Annotated[
        list[str] | None, typer.Option("--story", help="Just this story; may be repeated.")
    ] = None,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Which question each story can serve, which points it would make, and what nothing serves."""
    shelf = open_shelf(folder)
    chosen = load_bank(bank)
    questions = questions_for_stories(chosen, section, question or ())
    stories = [shelf.find(name) for name in story] if story else shelf.stories
    found = read_map(questions, stories)
    if as_json:
        print_json(map_json(chosen.id, found, stories))
    elif not stories:
        say(nothing_there(shelf))
    elif question:
        show_fits(found, stories, make_console())
    else:
        show_map(found, make_console())
    end_with(shelf)


def questions_for_stories(bank: Bank, section: str | None, question_ids: Sequence[str]) -> list[Question]:
    """Those that are answered with what one has done, in the bank's order.

    Raises InputError where there is none of these, and for one by id that asks for something else.
    """
    plan = make_plan(
        bank, section=section, question_ids=question_ids, seed=0, order=lambda questions, chance: questions
    )
    told = [each for each in plan.questions if each.style in STYLES and each.key_points]
    others = [each for each in plan.questions if each not in told]
    if question_ids and others:
        asks = WAYS[others[0].style].asks
        raise InputError(f"{others[0].id} asks you to {asks}, which no story does; choose another question.")
    if not told:
        within = f"The section {section} of {bank.id}" if section else f"The bank {bank.id}"
        raise InputError(f"{within} has no question that is answered with a story; choose another.")
    return told


def read_map(questions: Sequence[Question], stories: Sequence[Story]) -> StoryMap:
    """Every story held against every question, with a bar that counts."""
    pairs = [(question, story) for question in questions for story in stories]
    fits = hold_against(pairs, MapCache(paths.story_map_file()))
    names = tuple(each.name for each in stories)
    return StoryMap(
        tuple(questions), names, tuple(progress_over(fits, "Holding stories against questions", len(pairs)))
    )
