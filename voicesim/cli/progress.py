"""voicesim progress: how your answers change, where there is most to gain, and what is due."""

from __future__ import annotations

from typing import Annotated

import typer

from voicesim import paths
from voicesim.cli.ahead import looker
from voicesim.cli.browser import show_page
from voicesim.cli.options import Json
from voicesim.cli.output import print_json, say
from voicesim.cli.render.console import make_console
from voicesim.cli.render.trends import show_progress
from voicesim.config import load_settings
from voicesim.errors import InputError
from voicesim.report.files import write_text
from voicesim.report.review_json import progress_json
from voicesim.review.days import Days
from voicesim.review.due import due, repetitions
from voicesim.review.page import render_progress
from voicesim.review.progress import measure_progress, practised
from voicesim.store.forgetting import PROGRESS_NAME
from voicesim.store.history import History
from voicesim.store.stamps import utc_now

Section = Annotated[str | None, typer.Option("--section", help="Only answers to questions of this section.")]


OpenPage = Annotated[bool, typer.Option("--open", help="Show it as a page with charts in the browser.")]


def progress(section: Section = None, open_page: OpenPage = False, as_json: Json = False) -> None:
    """Show trends over your sessions, the weakest points, and the questions that are due today."""
    days = Days(begin_h=load_settings(paths.config_file()).day_begins_h)
    today = days.at(utc_now())
    with History.open(paths.history_file()) as history:
        answers, until = practised(history.measured()), history.interview_on(today)
        coming = looker(history, days)() if until and (as_json or open_page) else None
    if section is not None:
        known = sorted({answer.section for answer in answers})
        if section not in known:
            named = f"you have practised {', '.join(known)}" if known else "nothing is practised yet"
            raise InputError(f"There is no answer in the section {section}; {named}.")
        answers = tuple(answer for answer in answers if answer.section == section)
    measured = measure_progress(answers, today, days)
    found = repetitions(answers, today, days, until)
    if as_json:
        print_json(progress_json(measured, found, due(found, today), coming))
    elif not measured.answers:
        say("There is nothing to show yet (the demo does not count); start with: voicesim practice.")
    elif open_page:
        _open(render_progress(measured, found, today, days, coming))
    else:
        show_progress(measured, found, today, make_console(), until)


def _open(page: str) -> None:
    """Beside the recordings, where `history forget` deletes it."""
    target = paths.recordings_dir() / PROGRESS_NAME
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    show_page(write_text(target, page))
