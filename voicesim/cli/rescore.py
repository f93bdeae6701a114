"""voicesim rescore: judge stored answers again, by today's bank, rules and norms."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated

import typer

from voicesim import paths
from voicesim.assess.norms import load_norms
from voicesim.bank.load import known_bank, load_bank
from voicesim.bank.question import Bank
from voicesim.cli.options import Json, SecondReader
from voicesim.cli.output import print_json, say
from voicesim.cli.render.console import make_console
from voicesim.cli.render.progress import progress_over
from voicesim.cli.render.review import rescored_table
from voicesim.cli.second import wanted_reader
from voicesim.config import load_settings
from voicesim.practice.rescoring import Rescorer
from voicesim.report.session_json import attempt_json
from voicesim.store.history import History
from voicesim.store.records import Attempt


def rescore(
    session: Annotated[
        str | None, typer.Argument(help="A session by id, or last; every session without one.")
    ] = None,
    bank: Annotated[
        str | None,
        typer.Option("--bank", help="The bank to judge by, where it is not the built-in one of that name."),
    ] = None,
    second_reader: SecondReader = False,
    as_json: Json = False,
) -> None:
    """Judge answers again with today's bank, rules and norms; the old verdicts are kept."""
    settings = load_settings(paths.config_file())
    norms = load_norms(settings.norms)
    reader = wanted_reader(settings, wanted=second_reader)
    bank_of = _banks(None if bank is None else load_bank(bank))
    changes: list[tuple[Attempt, Attempt]] = []
    with History.open(paths.history_file()) as history:
        rescorer = Rescorer(history, paths.recordings_dir(), norms, reader)
        chosen = history.sessions() if session is None else (history.session(session),)
        ids = [(each, answer.attempt_id) for each in chosen for answer in history.measured([each.id])]
        for each, attempt_id in progress_over(ids, "Judging again", len(ids)):
            found = rescorer.rescore(attempt_id, each, bank_of(each.bank_id))
            if found is None:
                continue
            for problem in found.problems:
                say(problem)
            changes += found.changes
            if as_json:
                print_json(attempt_json(found.after, each))
    if not changes:
        say("There is no answer to judge again.")
    elif not as_json:
        make_console().print(rescored_table(changes))


def _banks(given: Bank | None) -> Callable[[str], Bank | None]:
    """Today's bank of an id, None where it is not known, which is said once."""

    @cache
    def find(bank_id: str) -> Bank | None:
        bank = known_bank(bank_id, given)
        if bank is None and bank_id:
            say(f"Answers to the bank {bank_id} are judged as they were asked; give its file with --bank.")
        return bank

    return find
