"""voicesim transcribe: finish answers that were recorded without a usable speech model."""

from __future__ import annotations

from typing import Annotated

import typer

from voicesim import paths
from voicesim.assess.norms import Norms, load_norms
from voicesim.bank.load import load_bank
from voicesim.cli.equipment import usable_transcriber
from voicesim.cli.options import Json, ModelName
from voicesim.cli.output import print_json, say
from voicesim.cli.render.console import make_console
from voicesim.cli.render.progress import progress_over
from voicesim.cli.render.summary import summary
from voicesim.cli.session import tell_recovery
from voicesim.config import load_settings
from voicesim.errors import InputError, ModelError
from voicesim.practice.pending import (
    TranscriberFor,
    by_bank,
    finish_waiting,
    none_to_hear,
    waiting_answers,
)
from voicesim.report.session_json import attempt_json
from voicesim.speech.transcriber import Transcriber
from voicesim.store.history import History
from voicesim.store.records import Attempt


def transcribe(
    pending: Annotated[
        bool, typer.Option("--pending", help="All recorded answers that are not transcribed yet.")
    ] = False,
    bank: Annotated[
        str | None,
        typer.Option("--bank", help="The bank to expect the words of, where it is not a built-in one."),
    ] = None,
    model: ModelName = None,
    as_json: Json = False,
) -> None:
    """Transcribe and judge answers that were recorded without a usable speech model."""
    if not pending:
        raise InputError("Say which answers: voicesim transcribe --pending finishes all that wait.")
    settings = load_settings(paths.config_file())
    norms = load_norms(settings.norms)
    given = None if bank is None else load_bank(bank)
    with History.open(paths.history_file()) as history:
        tell_recovery(history.recover(paths.recordings_dir()))
        waiting = history.pending()
        if not waiting:
            say("No answer waits to be written down.")
            return
        problems = none_to_hear(waiting, paths.recordings_dir())
        if problems:
            for problem in problems:
                say(str(problem))
            raise typer.Exit(1)
        transcriber = usable_transcriber(model or settings.model)
        if transcriber is None:
            raise ModelError("Without a speech model nothing can be written down.")
        if not _finish_all(history, waiting, by_bank(transcriber, given), norms, as_json=as_json):
            raise typer.Exit(1)


def finish_last(transcriber: Transcriber | None, norms: Norms, *, as_json: bool) -> None:
    """Finish what the last practice session recorded and did not judge, where there is a speech model.

    It is one session, on one bank, so the transcriber expects its words already.
    """
    with History.open(paths.history_file()) as history:
        waiting = waiting_answers(history)
        if waiting and transcriber is not None:
            _finish_all(history, waiting, lambda bank_id: transcriber, norms, as_json=as_json)


def _finish_all(
    history: History,
    waiting: tuple[Attempt, ...],
    transcriber_for: TranscriberFor,
    norms: Norms,
    *,
    as_json: bool,
) -> bool:
    """True when each of them could be finished; the others are named. A reply is shown with its answer."""
    finished: dict[str, Attempt] = {}
    failed = 0
    for attempt in progress_over(waiting, "Writing down answers", len(waiting)):
        try:
            answer = finish_waiting(history, attempt, paths.recordings_dir(), transcriber_for, norms)
        except InputError as exc:
            say(str(exc))
            failed += 1
            continue
        finished[answer.id] = answer
        if as_json:
            print_json(attempt_json(answer, history.session(answer.session_id)))
    console = make_console(stderr=as_json)
    console.print(summary(tuple(finished.values())))
    return not failed
