"""voicesim export: a session as a page, notes, data, subtitles, a table or labels."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from voicesim import paths
from voicesim.cli.debrief import debrief_text
from voicesim.cli.output import print_utf8, say
from voicesim.cli.told import find_tellings
from voicesim.errors import InputError
from voicesim.report.exports import export_text
from voicesim.report.files import find_answers, write_text
from voicesim.report.formats import ExportFormat
from voicesim.store.history import History

STDOUT = Path("-")
DEBRIEF = "debrief-"


def export(
    session: Annotated[
        str, typer.Argument(help="A session, one answer or a debrief: its id, the beginning of it, or last.")
    ] = "last",
    form: Annotated[
        ExportFormat | None,
        typer.Option(
            "--format", "-f", help="What to write; by default what the name in --output ends in, or html."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; - for standard output.")
    ] = None,
    bundle: Annotated[
        bool,
        typer.Option(
            "--bundle", help="The page for a coach: what they write in it comes back with voicesim import."
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Write a session as a page with sound, as Markdown, JSON, subtitles, CSV or labels, or as a
    bundle for a coach."""
    chosen = _chosen(form, output, bundle=bundle)
    if session.startswith(DEBRIEF):
        if bundle:
            raise InputError("A debrief has nothing that a coach could remark on; leave out --bundle.")
        _debrief(session, form, output, force=force)
        return
    with History.open(paths.history_file()) as history:
        found, attempts = find_answers(history, session)
        told, plan = find_tellings(history, found, attempts), history.plan()
    target = _target(chosen, output, attempts[0].id if len(attempts) == 1 else found.id, force=force)
    _write(export_text(chosen, found, attempts, paths.recordings_dir(), told, plan), target)


def _debrief(name: str, form: ExportFormat | None, output: Path | None, *, force: bool) -> None:
    """An interview that was noted: as notes where nothing else is said."""
    chosen = form or (_form_of(output) if output and output != STDOUT else ExportFormat.MD)
    debrief_id, text = debrief_text(name, chosen)
    _write(text, _target(chosen, output, debrief_id, force=force))


def _write(text: str, target: Path | None) -> None:
    if target is None:
        print_utf8(text)
        return
    write_text(target, text)
    say(f"Written: {target} ({_size(target.stat().st_size)}).")


def _chosen(form: ExportFormat | None, output: Path | None, *, bundle: bool) -> ExportFormat:
    if bundle and form not in (None, ExportFormat.BUNDLE):
        raise InputError(f"--bundle does not go with --format {form}; choose one.")
    return ExportFormat.BUNDLE if bundle else form or _form_of(output)


def _form_of(output: Path | None) -> ExportFormat:
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    if suffix == "jsonl":
        return ExportFormat.LABELS
    return ExportFormat(suffix) if suffix in set(ExportFormat) else ExportFormat.HTML


def _target(form: ExportFormat, output: Path | None, name: str, *, force: bool) -> Path | None:
    """The file to write; None for standard output, where texts go without --output when it is a pipe."""
    is_page = form in (ExportFormat.HTML, ExportFormat.BUNDLE)
    piped = output is None and not is_page and not sys.stdout.isatty()
    if piped or output == STDOUT:
        return None
    target = output or Path(f"voicesim-{name}.{form.ending}")
    _refuse_to_replace(target, force=force)
    return target


def _refuse_to_replace(target: Path, *, force: bool) -> None:
    if target.is_dir():
        raise InputError(f"{target} is a folder; name a file in it with --output.")
    if target.exists() and not force:
        raise InputError(f"{target} exists already; choose another name, or replace it with --force.")


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 100_000 else f"{max(1, size_bytes // 1000)} kB"
