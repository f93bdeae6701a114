"""voicesim review: look at, listen to and search what was said."""

from __future__ import annotations

from typing import Annotated

import typer

from voicesim import paths
from voicesim.assess.norms import load_norms
from voicesim.audio.clip import Clip
from voicesim.audio.device_player import DevicePlayer
from voicesim.audio.files import read_audio
from voicesim.cli.browser import show_page
from voicesim.cli.keys import open_keys
from voicesim.cli.options import Json, OutputDevice
from voicesim.cli.output import print_json, say
from voicesim.cli.render.console import make_console
from voicesim.cli.render.review import playing_line, sessions_table, show_found, show_session
from voicesim.cli.tick import tick
from voicesim.cli.told import find_tellings
from voicesim.config import load_settings
from voicesim.errors import InputError
from voicesim.report.files import write_page
from voicesim.report.review_json import match_json
from voicesim.report.session_json import session_json
from voicesim.store.forgetting import PAGE_NAME
from voicesim.store.history import History
from voicesim.store.records import Attempt, Session

LIMIT = 20
Limit = Annotated[int, typer.Option("--limit", min=0, help="How many, the newest first; 0 for all.")]


def review(
    session: Annotated[
        str | None, typer.Argument(help="A session or one answer by id, by the beginning of it, or last.")
    ] = None,
    limit: Limit = LIMIT,
    search: Annotated[
        str | None,
        typer.Option(
            "--search", metavar="WORDS", help='Answers with these words; "in quotes" together, begin*.'
        ),
    ] = None,
    play: Annotated[
        str | None,
        typer.Option("--play", metavar="ATTEMPT[@SECOND]", help="Listen, from a second or m:ss on."),
    ] = None,
    open_page: Annotated[
        bool, typer.Option("--open", help="Show the session as a page in the browser.")
    ] = False,
    tick: Annotated[
        list[str] | None,
        typer.Option(
            "--tick", metavar="POINT=yes|no|open", help="Your own word on a point; may be repeated."
        ),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why you decide so, with --tick.")] = "",
    output_device: OutputDevice = None,
    as_json: Json = False,
) -> None:
    """List your sessions; show one with the evidence marked, search, listen again, or decide on points."""
    named = {"--search": search, "--play": play, "--open": open_page, "--tick": tick}
    wishes = [name for name, wish in named.items() if wish]
    if len(wishes) > 1:
        raise InputError(f"{wishes[0]} and {wishes[1]} do not go together; choose one.")
    if reason and not tick:
        raise InputError("--reason says why you decide on a point; add --tick POINT=yes or POINT=no.")
    with History.open(paths.history_file()) as history:
        if search is not None:
            _search(history, search, limit or None, as_json=as_json)
        elif play is not None:
            _play(history, play, output_device)
        elif open_page:
            _open(history, session or "last")
        elif tick:
            _tick(history, session, tick, reason, as_json=as_json)
        elif session is not None:
            _show(history, session, as_json=as_json)
        else:
            _list(history, limit or None, as_json=as_json)


def _list(history: History, limit: int | None, *, as_json: bool) -> None:
    sessions = history.sessions(None if limit is None else limit + 1)
    shown = sessions[:limit]
    if as_json:
        print_json([session_json(each, history.attempts(each.id)) for each in shown])
    elif not shown:
        say("There is no session yet; start one with: voicesim practice.")
    else:
        console = make_console()
        answers = history.measured([each.id for each in shown])
        console.print(sessions_table(shown, answers))
    if len(sessions) > len(shown):
        say(f"These are the newest {limit}; all of them: --limit 0.")


def _show(history: History, name: str, *, as_json: bool) -> None:
    session, attempts = _find(history, name)
    told = find_tellings(history, session, attempts)
    if as_json:
        print_json(session_json(session, attempts, told))
        return
    norms = load_norms(load_settings(paths.config_file()).norms)
    earlier = {attempt.id: history.judgements(attempt.id)[:-1] for attempt in attempts}
    show_session(session, attempts, earlier, norms, make_console(), told)


def _find(history: History, name: str) -> tuple[Session, tuple[Attempt, ...]]:
    """A session with its answers, or one answer, the one replied to for a reply, with its session."""
    try:
        session = history.session(name)
    except InputError as no_session:
        try:
            answer = history.answer_to(history.attempt(name))
        except InputError:
            raise no_session from None
        return history.session(answer.session_id), (answer,)
    return session, history.attempts(session.id)


def _tick(history: History, name: str | None, wanted: list[str], reason: str, *, as_json: bool) -> None:
    _show(history, tick(history, name, wanted, reason).id, as_json=as_json)


def _search(history: History, words: str, limit: int | None, *, as_json: bool) -> None:
    found = history.search(words, limit)
    if as_json:
        print_json([match_json(match) for match in found.matches])
    elif not found.matches:
        say(f"No answer has all of these words: {words}")
    else:
        show_found(found, make_console())
    if found.more:
        say(f"These are the newest {limit}; all of them: --limit 0.")


def _play(history: History, wanted: str, device: str | None) -> None:
    name, _, second = wanted.partition("@")
    start_s = _seconds(second) if second else 0.0
    attempt = history.attempt(name)
    if attempt.audio_path is None:
        raise InputError(f"{attempt.id} was given as text, so there is nothing to listen to.")
    clip = read_audio(paths.recordings_dir() / attempt.audio_path)
    if start_s >= clip.duration_s:
        raise InputError(f"{attempt.id} is {clip.duration_s:.0f} s long; choose an earlier second.")
    rest = Clip(clip.samples[round(start_s * clip.rate_hz) :], clip.rate_hz)
    player = DevicePlayer(device or load_settings(paths.config_file()).output)
    with open_keys() as keys, playing_line(make_console(stderr=True), clip.duration_s) as show:
        playback = player.play(rest)
        try:
            while not playback.done and keys.read(0.1) is None:
                start_s += show(start_s)
        finally:
            playback.stop()
    if playback.error is not None:
        raise playback.error


def _seconds(text: str) -> float:
    """Seconds, or minutes and seconds: 41, 41.5, 1:05."""
    minutes, colon, seconds = text.rpartition(":")
    try:
        start_s = 60 * int(minutes) * bool(colon) + float(seconds) if colon else float(seconds)
        if not 0 <= start_s < float("inf"):
            raise ValueError
    except ValueError as exc:
        raise InputError(f"@{text} is no time; write seconds or minutes, as in @41 or @1:05.") from exc
    return start_s


def _open(history: History, name: str) -> None:
    session = history.session(name)
    told = find_tellings(history, session, history.attempts(session.id))
    target = paths.recordings_dir() / session.id / PAGE_NAME
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    show_page(write_page(history, session.id, paths.recordings_dir(), target, told))
