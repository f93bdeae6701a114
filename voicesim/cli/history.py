"""voicesim history: where it lives, a copy of it, bringing back, and deleting for good."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from voicesim import paths
from voicesim.audio.files import check_audio
from voicesim.cli.options import Json
from voicesim.cli.output import print_json, say, tell
from voicesim.cli.render.console import make_console
from voicesim.cli.render.discarded import discarded_table
from voicesim.errors import InputError, VoicesimError
from voicesim.store.history import History
from voicesim.store.records import Attempt, Forgotten
from voicesim.wording import count

DEBRIEF = "debrief-"
BUSY = "Another voicesim is using the history; until it ends, traces may be left in its journal."

app = typer.Typer(
    help="Show where your history is, back it up, bring takes back, or delete.", no_args_is_help=True
)


@app.command("path")
def path(as_json: Json = False) -> None:
    """Where the history is; with --json also the recordings."""
    if as_json:
        print_json({"history": str(paths.history_file()), "recordings": str(paths.recordings_dir())})
    else:
        tell(paths.history_file())


@app.command("backup")
def backup(
    file: Annotated[Path, typer.Argument(help="The copy to write; a folder, .zip or .tar.gz with audio.")],
    with_audio: Annotated[bool, typer.Option("--with-audio", help="Copy the recordings too.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    as_json: Json = False,
) -> None:
    """Write a consistent copy, also while voicesim is running."""
    with History.open(paths.history_file()) as history:
        copy = history.back_up(file, paths.recordings_dir() if with_audio else None, replace=force)
    if as_json:
        print_json({"path": str(copy.path), "recordings": copy.recordings})
        return
    sound = f" with {copy.recordings} recordings" if with_audio else " (without the recordings)"
    say(f"The history is copied to {copy.path}{sound}.")


@app.command("restore")
def restore(
    take: Annotated[str | None, typer.Argument(help="A take by id or the beginning of it.")] = None,
    as_json: Json = False,
) -> None:
    """Bring back a take that was started over or skipped; without one, list those that can be."""
    with History.open(paths.history_file()) as history:
        if take is None:
            _list_discarded(history, as_json=as_json)
        else:
            _restore(history, take, as_json=as_json)


def _list_discarded(history: History, *, as_json: bool) -> None:
    takes = history.discarded()
    if as_json:
        print_json([_told(each) for each in takes])
    elif not takes:
        say("There is nothing to bring back: no take was started over or skipped.")
    else:
        make_console().print(discarded_table(takes))


def _restore(history: History, name: str, *, as_json: bool) -> None:
    found = history.attempt(name)
    if found.state == "discarded" and found.recorded_s:
        check_audio(paths.recordings_dir() / str(found.audio_path))
    restored = history.restore(found.id)
    if as_json:
        print_json(_told(restored))
    elif restored.state == "assessed":
        say(f"{restored.id} is back; see it with: voicesim review {restored.id}")
    else:
        say(f"{restored.id} is back; write it down and judge it with: voicesim transcribe --pending")


def _told(take: Attempt) -> dict[str, object]:
    return {
        "id": take.id,
        "question": take.question.id,
        "created_at": take.created_at,
        "recorded_s": take.recorded_s,
        "state": take.state,
    }


@app.command("forget")
def forget(
    name: Annotated[
        str | None, typer.Argument(help="A session, an attempt or a debrief, by id or the beginning of it.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All sessions and recordings.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Delete answers for good: the sound, the words, the verdicts, and what the search knows of them; or a
    debrief by its id.

    With --all also debriefs, your plan, and how drills of your stories went; the stories themselves are
    files of yours.
    """
    if (name is None) is not everything:
        raise InputError("Name a session or an attempt to forget, or all of them with --all.")
    with History.open(paths.history_file()) as history:
        if name is not None and name.startswith(DEBRIEF):
            _forget_debrief(history, name, yes=yes, as_json=as_json)
            return
        if everything:
            history.recover(paths.recordings_dir())  # takes up recordings that no session knows
        sessions, attempts, what = _all(history) if name is None else _named(history, name)
        if not yes:
            _ask(what)
        if everything:
            history.forget_drills()
            history.forget_plan()
            history.forget_debriefs()
        done = history.forget(paths.recordings_dir(), session_ids=sessions, attempt_ids=attempts)
    _tell(done, as_json=as_json)


def _forget_debrief(history: History, name: str, *, yes: bool, as_json: bool) -> None:
    debrief = history.debrief(name)
    if not yes:
        _ask(f"{debrief.id}, the interview of {debrief.held_on}")
    history.forget_debrief(debrief)
    done = history.forget(paths.recordings_dir())  # nothing else, but the file is swept
    if as_json:
        print_json({"debrief": debrief.id})
    else:
        say(f"Deleted for good: {debrief.id}.")
    if not done.swept:
        say(BUSY)


Doomed = tuple[list[str], list[str], str]
"""Ids of sessions, ids of attempts, and both in words."""


def _all(history: History) -> Doomed:
    sessions = [session.id for session in history.sessions()]
    return sessions, [], f"all {count(len(sessions), 'session')} with their recordings"


def _named(history: History, name: str) -> Doomed:
    try:
        session = history.session(name)
    except InputError as no_session:
        try:
            attempt = history.attempt(name)
        except InputError as exc:
            ambiguous = no_session if "could be" in str(no_session) else exc
            message = str(ambiguous).replace("no attempt", "no session or attempt")
            raise InputError(message) from exc
        return [], [attempt.id], f"the answer {attempt.id} to {attempt.question.id} with its recording"
    answers = count(session.answers, "answer")
    return [session.id], [], f"the session {session.id} ({answers}) with its recordings"


def _ask(what: str) -> None:
    """Raises InputError where nobody can be asked, and ends with 1 when the answer is not yes."""
    if not sys.stdin.isatty():
        raise InputError(f"This would delete {what}; add --yes if that is meant.")
    if not typer.confirm(f"Delete {what} for good?", err=True):
        raise VoicesimError("Nothing was deleted.")


def _tell(done: Forgotten, *, as_json: bool) -> None:
    if not done.swept:
        say(BUSY)
    if as_json:
        print_json({"sessions": done.sessions, "answers": done.answers, "recordings": done.recordings})
        return
    answers, recordings = count(done.answers, "answer"), count(done.recordings, "recording")
    say(f"Deleted for good: {answers}, {recordings}. Copies and exports that you made are still there.")
