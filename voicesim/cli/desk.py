"""voicesim desk: everything that was practised, at one place in the browser of this machine."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer

from voicesim import paths
from voicesim.cli.ahead import looker
from voicesim.cli.desk_kit import desk_kit
from voicesim.cli.options import ModelName, NoVoice, VoiceName
from voicesim.cli.output import say, tell
from voicesim.cli.private import usual_rights
from voicesim.cli.session import tell_recovery
from voicesim.cli.shelf import usual_stories
from voicesim.config import load_settings
from voicesim.review.days import Days
from voicesim.speech.choose_voice import AUTO
from voicesim.store.history import History
from voicesim.web.app import make_app
from voicesim.web.practice.interviews import Interviews
from voicesim.web.render import prepare
from voicesim.web.server import OpenSocket, listen, serve
from voicesim.web.stored import Stored

Port = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="The port to listen on; by default any free one.")
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Print the address, and open no browser.")]


OwnBanks = Annotated[
    list[Path] | None,
    typer.Option("--bank", help="The YAML file of a bank of your own to practise; may be repeated."),
]


def desk(
    bank: OwnBanks = None,
    voice: VoiceName = None,
    no_voice: NoVoice = False,
    model: ModelName = None,
    port: Port = 0,
    no_browser: NoBrowser = False,
) -> None:
    """Practise in the browser, and open your sessions, questions, points and progress there, until Ctrl-C or
    an hour unused."""
    settings = load_settings(paths.config_file())
    kit = desk_kit(settings, bank or (), None if no_voice else voice or settings.voice or AUTO, model)
    with History.open(paths.history_file()) as history:
        tell_recovery(history.recover(paths.recordings_dir()))
        history.clear_discarded(paths.recordings_dir())
        Thread(target=prepare, daemon=True).start()  # while the browser starts
        listening = listen(port)
        days = Days(begin_h=settings.day_begins_h)
        stored = Stored(
            history, paths.recordings_dir(), days, ahead=looker(history, days), stories=usual_stories
        )
        interviews = Interviews(stored, kit)
        app = make_app(stored, interviews, listening.door.prefix)
        with closing(listening.socket), closing(interviews), _announced(listening, no_browser=no_browser):
            try:
                serve(app, listening)
                say("Nobody used the desk for an hour, so it is closed; voicesim desk opens it again.")
            except KeyboardInterrupt:
                say("The desk is closed.")


@contextmanager
def _announced(listening: OpenSocket, *, no_browser: bool) -> Iterator[None]:
    """Tell the address, and open it through a file that only this user can read: other users of the machine
    see the command line of a browser."""
    tell(listening.door.address)
    if no_browser:
        say("Open this address in a browser on this machine; Ctrl-C closes the desk.")
        yield
        return
    page = paths.data_dir() / f"desk-{listening.socket.getsockname()[1]}.html"
    page.write_text(LEADS.format(address=listening.door.address), encoding="utf-8")
    Thread(target=_show, args=(page,), daemon=True).start()  # a browser in the terminal takes its time
    try:
        yield
    finally:
        page.unlink(missing_ok=True)


LEADS = (
    '<!doctype html><meta charset="utf-8"><title>voicesim</title>'
    '<meta http-equiv="refresh" content="0; url={address}">\n'
)


def _show(page: Path) -> None:
    with usual_rights():
        shown = webbrowser.open(page.resolve().as_uri())
    if shown:
        say("The desk is open in your browser; Ctrl-C closes it.")
    else:
        say("No browser could be started; open this address in one. Ctrl-C closes the desk.")
