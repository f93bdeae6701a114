"""voicesim transcribe: finish answers that were recorded without a usable speech model."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated

import typer

from voicesim import paths
from voicesim.assess.norms import Norms, load_norms
from voicesim.audio.files import check_audio, read_audio
from voicesim.bank.load import known_bank, load_bank
from voicesim.bank.question import Bank
from voicesim.cli.choose import waiting_answers
from voicesim.cli.equipment import usable_transcriber
from voicesim.cli.options import Json, ModelName
from voicesim.cli.output import print_json, say
from voicesim.cli.render.console import make_console
from voicesim.cli.render.progress import progress_over
from voicesim.cli.render.summary import summary
from voicesim.cli.sitting import tell_recovery
from voicesim.config import load_settings
from voicesim.errors import InputError, ModelError
from voicesim.finish import finish_attempt
from voicesim.report.session_json import attempt_json
from voicesim.speech.activity import speech_spans
from voicesim.speech.transcriber import Transcriber, WhisperTranscriber
from voicesim.store.history import History
from voicesim.store.records import Attempt


def transcribe(
    pending: Annotated[
        bool, typer.Option("--pending", help="All recorded answers that are not written down yet.")
    ] = False,
    bank: Annotated[
        str | None,
        typer.Option("--bank", help="The bank to expect the words of, where it is not a built-in one."),
    ] = None,
    model: ModelName = None,
    as_json: Json = False,
) -> None:
    """Write down and judge answers that were recorded without a usable speech model."""
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
        if not _any_to_hear(waiting):
            raise typer.Exit(1)
        transcriber = usable_transcriber(model or settings.model)
        if transcriber is None:
            raise ModelError("Without a speech model nothing can be written down.")
        if not _finish_all(history, waiting, _by_bank(transcriber, given), norms, as_json=as_json):
            raise typer.Exit(1)


def _any_to_hear(waiting: tuple[Attempt, ...]) -> bool:
    """Whether a model is needed at all: where no recording can be read, that is said of each of them."""
    problems = []
    for attempt in waiting:
        try:
            check_audio(paths.recordings_dir() / str(attempt.audio_path))
        except InputError as exc:
            problems.append(str(exc))
        else:
            return True
    for problem in problems:
        say(problem)
    return False


def finish_waiting(transcriber: Transcriber | None, norms: Norms, *, as_json: bool) -> None:
    """Finish what the last practice session recorded and did not judge, where there is a speech model.

    It is one session, on one bank, so the transcriber expects its words already.
    """
    with History.open(paths.history_file()) as history:
        waiting = waiting_answers(history)
        if waiting and transcriber is not None:
            _finish_all(history, waiting, lambda bank_id: transcriber, norms, as_json=as_json)


TranscriberFor = Callable[[str], "Transcriber"]
"""The transcriber for answers to the bank with this id."""


def _by_bank(transcriber: WhisperTranscriber, given: Bank | None) -> TranscriberFor:
    """One model for all, expecting the words of each bank; none where the bank is not known."""

    @cache
    def find(bank_id: str) -> Transcriber:
        bank = known_bank(bank_id, given)
        return transcriber.expecting(bank.vocabulary if bank else ())

    return find


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
            done = _finish(history, attempt, transcriber_for, norms)
        except InputError as exc:
            say(str(exc))
            failed += 1
            continue
        answer = history.answer_to(done)
        finished[answer.id] = answer
        if as_json:
            print_json(attempt_json(answer, history.session(answer.session_id)))
    console = make_console(stderr=as_json)
    console.print(summary(tuple(finished.values())))
    return not failed


def _finish(history: History, attempt: Attempt, transcriber_for: TranscriberFor, norms: Norms) -> Attempt:
    samples = read_audio(paths.recordings_dir() / str(attempt.audio_path)).samples
    session = history.session(attempt.session_id)
    return finish_attempt(
        history,
        attempt,
        samples,
        attempt.spans or speech_spans(samples),
        transcriber_for(session.bank_id),
        norms,
        bank_id=session.bank_id,
        bank_version=session.bank_version,
    )
