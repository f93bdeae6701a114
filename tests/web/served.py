"""A desk that is served as `voicesim desk` serves it, and what a client gets from it over a real socket."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from threading import Thread

from tests.tone_speaker import FakeSpeaker
from voicesim.cli.ahead import looker
from voicesim.cli.desk_kit import desk_kit
from voicesim.config import Settings
from voicesim.review.days import Days
from voicesim.speech.choose_voice import ChosenVoice
from voicesim.store.history import History
from voicesim.stories.folder import read_shelf
from voicesim.web.app import make_app
from voicesim.web.guard import Door
from voicesim.web.practice.interviews import Interviews
from voicesim.web.practice.kit import Kit
from voicesim.web.practice.line import PageLine
from voicesim.web.server import listen, serve
from voicesim.web.stored import Stored


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Desk:
    """`get` and `post` ask as the desk's own pages do, but for what a test says otherwise."""

    door: Door
    history: History
    home: Path
    interviews: Interviews
    thread: Thread = field(repr=False)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", self.door.prefix + path, headers)

    def post(self, path: str, body: str = "", **headers: str) -> Answer:
        sent = {"origin": self.door.origin, "sec-fetch-site": "same-origin"} | headers
        return self.ask("POST", self.door.prefix + path, sent, body)

    def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: str | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection(self.door.host, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()


def kit(home: Path, **changes: object) -> Kit:
    """A voice of tones, the demo model, and no time to think."""
    usual = desk_kit(Settings(prep_s=0.0), (), None, "demo")
    return replace(usual, **({"voice": lambda: ChosenVoice(FakeSpeaker(home / "voice"))} | changes))  # type: ignore[arg-type]


@contextmanager
def served(home: Path, unused_s: float = 3600.0, away_s: float = 60.0, **changes: object) -> Iterator[Desk]:
    """The history of `home` in a thread of this process, until the end of the `with`."""
    over = False
    hours = count(1)

    def now() -> float:
        """Time runs away when the test is over, whatever is asked last."""
        return time.monotonic() + (1e6 * next(hours) if over else 0.0)

    with History.open(home / "history.sqlite3") as history:
        listening = listen()
        stored = Stored(
            history,
            home / "recordings",
            Days(),
            ahead=looker(history, Days()),
            stories=lambda: read_shelf(home / "stories").stories,
        )
        interviews = Interviews(stored, kit(home, **changes), PageLine(away_s=away_s))
        app = make_app(stored, interviews, listening.door.prefix)
        options = {"unused_s": unused_s, "look_every_s": 0.05, "now": now}
        thread = Thread(target=serve, args=(app, listening), kwargs=options)
        thread.start()
        try:
            yield Desk(listening.door, history, home, interviews, thread)
        finally:
            interviews.close()
            over = True
            thread.join(30)
            listening.socket.close()
