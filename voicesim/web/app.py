"""The addresses of the desk, and what each of them answers."""

from __future__ import annotations

import logging
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from voicesim.errors import InputError, VoicesimError
from voicesim.report.files import with_sound
from voicesim.report.page.page import page_values
from voicesim.report.sound import Sound, sketch_sound
from voicesim.store.records import Attempt
from voicesim.web.found import search
from voicesim.web.listing import listing
from voicesim.web.render import STATIC, asset, render
from voicesim.web.sound import recording_of
from voicesim.web.stored import Stored

LOG = logging.getLogger(__name__)


class Desk:
    """One method for each address; `prefix` is what all of them begin with, as the browser sees them."""

    def __init__(self, stored: Stored, prefix: str) -> None:
        self._stored = stored
        self._prefix = prefix

    def sessions(self, request: Request) -> Response:
        return self._page("sessions.html.jinja", **listing(self._stored, _page_number(request)))

    def session(self, request: Request) -> Response:
        session = self._stored.session(request.path_params["name"])
        attempts = self._stored.history.attempts(session.id)
        answers = with_sound(attempts, self._sketch)
        return self._page("desk_session.html.jinja", **page_values(session, answers))

    def sound(self, request: Request) -> Response:
        """The recording, or the bytes of it that are asked for."""
        attempt = self._stored.attempt(request.path_params["name"])
        path = recording_of(attempt, self._stored.recordings_dir)
        return FileResponse(path, media_type="audio/wav")

    def search(self, request: Request) -> Response:
        words = request.query_params.get("q", "").strip()
        found = search(self._stored, words) if words else {"answers": (), "more": False}
        return self._page("search.html.jinja", words=words, **found)

    def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in STATIC:
            raise HTTPException(404)
        return Response(asset(name), media_type=STATIC[name])

    def failed(self, request: Request, exc: Exception) -> Response:
        """A sentence in place of a page. What nobody foresaw is logged, without words."""
        if isinstance(exc, VoicesimError):
            status, sentence = (404 if isinstance(exc, InputError) else 500), str(exc)
        elif isinstance(exc, HTTPException):
            status, sentence = exc.status_code, "There is no such page on this desk."
        else:
            LOG.error("a page failed", exc_info=exc)
            status, sentence = 500, "This page could not be made; the log says where it went wrong."
        return self._page("sentence.html.jinja", status=status, sentence=sentence)

    def _sketch(self, attempt: Attempt) -> Sound:
        path = recording_of(attempt, self._stored.recordings_dir)
        return sketch_sound(path, f"{self._prefix}/sound/{quote(attempt.id, safe='')}")

    def _page(self, template: str, *, status: int = 200, **values: object) -> Response:
        return HTMLResponse(render(template, self._prefix, **values), status)


def make_app(stored: Stored, prefix: str) -> Starlette:
    """The pages, at addresses that begin with `prefix`, which has been taken away when a request comes."""
    desk = Desk(stored, prefix)
    return Starlette(
        routes=[
            Route("/", desk.sessions),
            Route("/sessions/{name}", desk.session),
            Route("/sound/{name}", desk.sound),
            Route("/search", desk.search),
            Route("/static/{name}", desk.static),
        ],
        exception_handlers={each: desk.failed for each in (VoicesimError, HTTPException, Exception)},
    )


def _page_number(request: Request) -> int:
    """From 1; nonsense is the first page."""
    text = request.query_params.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1
