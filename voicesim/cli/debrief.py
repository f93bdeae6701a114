"""voicesim debrief: after a real interview, which questions came, and what had been practised."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from voicesim import paths
from voicesim.cli.came import ask_which, questions_that_came
from voicesim.cli.options import InputDevice, Json, ModelName
from voicesim.cli.output import print_json, say
from voicesim.cli.own_bank import add_question, own_bank_path
from voicesim.cli.render.console import make_console
from voicesim.cli.render.debrief import debriefs_table, show_debrief
from voicesim.config import Settings, load_settings
from voicesim.errors import InputError
from voicesim.inputs.text import clean
from voicesim.practice.debriefing import catalogue_for, day_held, told_of
from voicesim.report.debriefs import debrief_json, debrief_markdown
from voicesim.report.formats import ExportFormat
from voicesim.review.days import Days
from voicesim.review.debrief import Catalogue
from voicesim.store.debriefs import Debrief
from voicesim.store.history import History
from voicesim.store.stamps import utc_now

app = typer.Typer(help="After a real interview: note which questions came, and see what you had practised.")

Banks = Annotated[
    list[str] | None,
    typer.Option(
        "--bank", help="A bank to look in, by name or path; by default all built-in ones and your own."
    ),
]
DebriefId = Annotated[str, typer.Argument(metavar="DEBRIEF", help="A debrief by id, or last.")]


@app.callback(invoke_without_command=True)
def note(
    context: typer.Context,
    source: Annotated[
        Path | None,
        typer.Option("--from", help="A text with a question in each line, - for the input, or a recording."),
    ] = None,
    spoken: Annotated[bool, typer.Option("--spoken", help="Say which questions came, aloud.")] = False,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day; today by default.")] = None,
    about: Annotated[str, typer.Option("--about", help="The company or the role, for yourself.")] = "",
    bank: Banks = None,
    model: ModelName = None,
    input_device: InputDevice = None,
    as_json: Json = False,
) -> None:
    """Note which questions came in a real interview; see what you had practised and how it had gone."""
    if context.invoked_subcommand is not None:
        return

    settings = load_settings(paths.config_file())
    held_on = day_held(on, _days(settings).at(utc_now()))
    catalogue = _catalogue(bank)
    asked = questions_that_came(source, settings, spoken=spoken, model=model, device=input_device)
    if not asked:
        raise InputError("No question was noted; write one in each line.")
    with History.open(paths.history_file()) as history:
        came = [catalogue.matched(number, each) for number, each in enumerate(asked, 1)]
        debrief = history.save_debrief(held_on, " ".join(clean(about).split()), came)
        if sys.stdin.isatty() and sys.stdout.isatty() and not as_json:
            debrief = ask_which(history, debrief, catalogue)
        _show(history, debrief, catalogue, settings, as_json=as_json)


@app.command("list")
def list_debriefs(as_json: Json = False) -> None:
    """The interviews that you noted, the newest first."""
    with History.open(paths.history_file()) as history:
        found = history.debriefs()
    if as_json:
        print_json(
            [
                {
                    "id": each.id,
                    "held_on": each.held_on.isoformat(),
                    "about": each.about,
                    "questions": len(each.questions),
                }
                for each in found
            ]
        )
    elif found:
        make_console().print(debriefs_table(found))
    else:
        say("There is no debrief yet; note one with: voicesim debrief")


@app.command("show")
def show(debrief: DebriefId = "last", bank: Banks = None, as_json: Json = False) -> None:
    """One interview: each question, what it is like, what you had practised and how it had gone."""
    with History.open(paths.history_file()) as history:
        found = history.debrief(debrief)
        _show(history, found, _catalogue(bank), load_settings(paths.config_file()), as_json=as_json)


@app.command("match")
def match(
    debrief: DebriefId,
    number: Annotated[int, typer.Argument(help="Which of its questions.")],
    question: Annotated[
        str,
        typer.Argument(metavar="QUESTION|none", help="The question that it is, id or BANK:id; or none."),
    ],
    bank: Banks = None,
    as_json: Json = False,
) -> None:
    """Say which question of a bank one is that came, or that it is none."""
    catalogue = _catalogue(bank)
    with History.open(paths.history_file()) as history:
        found = history.debrief(debrief)
        name = None if question.strip().lower() == "none" else question.strip()
        found = history.save_came(found, catalogue.decided(found.question(number), name))
        _show(history, found, catalogue, load_settings(paths.config_file()), as_json=as_json)


@app.command("add")
def add(
    debrief: DebriefId,
    numbers: Annotated[list[int], typer.Argument(metavar="NUMBER…", help="Which of its questions.")],
    to: Annotated[
        str | None, typer.Option("--to", help="The bank's YAML file; by default one beside your history.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Add questions that came to a bank of your own, with points to fill in."""
    path = own_bank_path(to)
    with History.open(paths.history_file()) as history:
        found = history.debrief(debrief)
        for came in [found.question(number) for number in numbers]:
            found = history.save_came(found, add_question(path, found, came))
        catalogue = _catalogue(None, str(path))
        _show(history, found, catalogue, load_settings(paths.config_file()), as_json=as_json)
    say(f"Fill in the points in {path}, then: voicesim practice {path}")


def debrief_text(name: str, form: ExportFormat) -> tuple[str, str]:
    """The id of an interview, and all of it as notes or data. Raises InputError for another form."""
    if form not in (ExportFormat.MD, ExportFormat.JSON):
        raise InputError(f"A debrief has no form {form}; choose md or json.")
    with History.open(paths.history_file()) as history:
        found = history.debrief(name)
        told = told_of(history, found, _catalogue(None), _days(load_settings(paths.config_file())))
    if form is ExportFormat.MD:
        return found.id, debrief_markdown(found, told)
    return found.id, json.dumps(debrief_json(found, told), ensure_ascii=False, indent=1) + "\n"


def _show(
    history: History, debrief: Debrief, catalogue: Catalogue, settings: Settings, *, as_json: bool
) -> None:
    told = told_of(history, debrief, catalogue, _days(settings))
    if as_json:
        print_json(debrief_json(debrief, told))
    else:
        show_debrief(debrief, told, make_console())


def _catalogue(names: Sequence[str] | None, *others: str) -> Catalogue:
    return catalogue_for(paths.own_bank_file(), names, *others)


def _days(settings: Settings) -> Days:
    return Days(begin_h=settings.day_begins_h)
