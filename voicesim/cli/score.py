"""voicesim score: judge recordings and texts without an interview."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from voicesim import paths
from voicesim.assess.norms import Norms, load_norms
from voicesim.assess.second import SecondVerdict
from voicesim.audio.files import is_audio
from voicesim.bank.load import DEFAULT_BANK, find_question, load_bank
from voicesim.bank.question import Bank
from voicesim.cli.equipment import usable_model
from voicesim.cli.options import BankName, Json, ModelName, SecondReader
from voicesim.cli.output import print_json, say
from voicesim.cli.render.console import make_console
from voicesim.cli.render.feedback import judged
from voicesim.cli.render.progress import progress_over
from voicesim.cli.second import wanted_reader
from voicesim.config import load_settings
from voicesim.errors import InputError, ModelError
from voicesim.report.assessment_json import assessment_json
from voicesim.scoring import Scored, Scorer, find_jobs, is_text, score_all
from voicesim.second.reader import SecondReader as Reader


def score(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Recordings, transcripts (.txt .srt .vtt .json) or JSON Lines of answers (.jsonl)."
        ),
    ],
    question: Annotated[
        str | None, typer.Option("--question", help="The question that is answered, by id.")
    ] = None,
    speaker: Annotated[
        str | None,
        typer.Option("--speaker", help="Who is judged, by name, where a transcript names who speaks."),
    ] = None,
    bank: BankName = DEFAULT_BANK,
    target: Annotated[
        float | None, typer.Option("--target", min=5, help="Seconds that a good answer takes.")
    ] = None,
    model: ModelName = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="How many to score at once.")] = 1,
    second_reader: SecondReader = False,
    as_json: Json = False,
) -> None:
    """Judge recordings or written answers; with --json one assessment a line, in order."""
    settings = load_settings(paths.config_file())
    chosen = load_bank(bank)
    recordings = [path for path in files if not is_text(path)]
    if question is not None:
        find_question(chosen, question)
    if speaker is not None and recordings:
        raise InputError(f"{recordings[0]} is a recording, which names nobody; leave out --speaker.")
    if question is None and recordings:
        raise InputError(f"{recordings[0]}: say which question this answers, with --question ID.")
    norms = load_norms(settings.norms)
    reader = wanted_reader(settings, wanted=second_reader)
    speech_model = _model(model or settings.model, recordings) if recordings else None
    scorer = Scorer(chosen, norms, question, target, speech_model)
    failed = False
    total = len(files) if len(recordings) == len(files) else None
    found = find_jobs(files, question, speaker, chosen)
    for result in progress_over(score_all(scorer, found, jobs), "Judging", total):
        if isinstance(result, Scored):
            _show(result, _read(reader, result), chosen, scorer.norms, as_json=as_json)
        else:
            failed = True
            say(str(result))
    if failed:
        raise typer.Exit(2)


def _model(name: str, recordings: Sequence[Path]) -> tuple[str, Path] | None:
    """None where no recording is any sound: a model may have to be downloaded, which would be for nothing."""
    if not any(map(is_audio, recordings)):
        return None
    model = usable_model(name)
    if model is None:
        raise ModelError("Without a speech model recordings cannot be judged; texts can.")
    return model.name, model.directory


def _read(reader: Reader | None, scored: Scored) -> Sequence[SecondVerdict]:
    """What the second reader says of the points to check; what goes wrong is said and changes nothing."""
    if reader is None:
        return ()
    reading = reader.read(scored.question, scored.transcript, scored.assessment.points)
    if reading.problem:
        say(f"{scored.id}: {reading.problem}")
    return reading.verdicts


def _show(
    scored: Scored, second: Sequence[SecondVerdict], bank: Bank, norms: Norms, *, as_json: bool
) -> None:
    for notice in scored.notices:
        say(f"{scored.id}: {notice}")
    if as_json:
        print_json(
            assessment_json(
                scored.id,
                scored.question.id,
                bank.id,
                bank.version,
                scored.transcript,
                scored.assessment,
                norms=norms,
                second=second,
            )
        )
        return

    console = make_console()
    console.print(f"{scored.id}: {scored.question.id}", style="heading", markup=False)
    shown = judged(scored.question, scored.transcript, scored.assessment, norms, console, second=second)
    console.print(shown)
    console.print()
