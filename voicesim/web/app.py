"""The addresses of the desk, and what each of them answers."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from voicesim.errors import InputError, VoicesimError
from voicesim.report.exports import export_text
from voicesim.report.files import with_sound
from voicesim.report.formats import ExportFormat
from voicesim.report.page.page import page_values
from voicesim.report.sound import Sound, sketch_sound
from voicesim.review.compare import compare
from voicesim.review.page import progress_values
from voicesim.store.records import Attempt
from voicesim.web.form import Form, read_form, read_second
from voicesim.web.found import place, search
from voicesim.web.listing import listing
from voicesim.web.pair import pair
from voicesim.web.points import all_points
from voicesim.web.practice.interviews import Interviews
from voicesim.web.practice.pages import offer, usual_bank
from voicesim.web.practice.talk import talk
from voicesim.web.questions import all_questions, one_question
from voicesim.web.render import STATIC, asset, render
from voicesim.web.sound import recording_of
from voicesim.web.stored import Stored
from voicesim.web.stories import all_stories, one_story

SESSIONS_SHOWN = 50
Change = Callable[[Request, Form], Response]
LOG = logging.getLogger(__name__)


class DeskPages:
    """One method for each address; `prefix` is what all of them begin with, as the browser sees them."""

    def __init__(self, stored: Stored, interviews: Interviews, prefix: str) -> None:
        self._stored = stored
        self._interviews = interviews
        self._prefix = prefix

    def sessions(self, request: Request) -> Response:
        return self._page("sessions.html.jinja", listing(self._stored, _page_number(request)))

    def session(self, request: Request) -> Response:
        session = self._stored.session(request.path_params["name"])
        attempts = self._stored.history.attempts(session.id)
        answers = with_sound(attempts, self._sketch, self._stored.told(session, attempts))
        return self._page("desk_session.html.jinja", page_values(session, answers))

    def sound(self, request: Request) -> Response:
        """The recording, or the bytes of it that are asked for."""
        attempt = self._stored.attempt(request.path_params["name"])
        path = recording_of(attempt, self._stored.recordings_dir)
        return FileResponse(path, media_type="audio/wav")

    def search(self, request: Request) -> Response:
        words = request.query_params.get("q", "").strip()
        found = (
            search(self._stored, words, many="many" in request.query_params)
            if words
            else {"answers": (), "more": False}
        )
        return self._page("search.html.jinja", {"words": words, **found})

    def questions(self, request: Request) -> Response:
        return self._page("questions.html.jinja", all_questions(self._stored))

    def question(self, request: Request) -> Response:
        """Banks and questions may be called anything, so that their names are no part of the path."""
        bank, name = (request.query_params.get(each, "") for each in ("bank", "id"))
        return self._page("question.html.jinja", one_question(self._stored, bank, name))

    def compare(self, request: Request) -> Response:
        chosen = (self._stored.attempt(request.query_params.get(name, "")) for name in ("before", "after"))
        comparison = compare(*chosen)
        takes = with_sound((comparison.before, comparison.after), self._sketch)
        return self._page("compare.html.jinja", pair(comparison, *takes))

    def points(self, request: Request) -> Response:
        return self._page("points.html.jinja", all_points(self._stored))

    def stories(self, request: Request) -> Response:
        return self._page("stories.html.jinja", all_stories(self._stored))

    def story(self, request: Request) -> Response:
        """Files may be called anything, so that their names are no part of the path."""
        return self._page("story.html.jinja", one_story(self._stored, request.query_params.get("name", "")))

    def progress(self, request: Request) -> Response:
        """With `every` in the address the table has all sessions, which may be thousands."""
        found, days = self._stored.overview, self._stored.days
        values = progress_values(
            found.progress,
            found.repetitions,
            found.today,
            days,
            self._stored.ahead(),
            most=None if "every" in request.query_params else SESSIONS_SHOWN,
        )
        return self._page("desk_progress.html.jinja", values)

    def practice(self, request: Request) -> Response:
        """Where questions are chosen and answered; it may be opened with some of them chosen already."""
        asked = request.query_params
        kit = self._interviews.kit
        bank, questions = asked.get("bank") or usual_bank(self._stored, kit), asked.getlist("question")
        values = offer(self._stored, kit, bank, questions, due="due" in asked)
        return self._page("practice.html.jinja", values)

    def feedback(self, request: Request) -> Response:
        """The part of a session's page about one answer, to be put into the page of the interview."""
        attempt = self._stored.attempt(request.path_params["name"])
        session = self._stored.session(attempt.session_id)
        answers = with_sound((attempt,), self._sketch)
        return self._page("practice_answer.html.jinja", page_values(session, answers))

    def question_aloud(self, request: Request) -> Response:
        """The question that is being read, by its number, while that goes on."""
        wav = self._interviews.line.sound(request.path_params["number"])
        if wav is None:
            raise HTTPException(404)
        return Response(wav, media_type="audio/wav")

    async def talk(self, socket: WebSocket) -> None:
        await talk(socket, self._interviews)

    def export(self, request: Request) -> Response:
        """A file to keep; the form is the end of its name, as on the command line."""
        name, ending = request.path_params["name"], request.path_params["form"]
        if ending not in set(ExportFormat):
            raise HTTPException(404)
        form = ExportFormat(ending)
        session = self._stored.session(name)
        attempts = self._stored.history.attempts(session.id)
        told, plan = self._stored.told(session, attempts), self._stored.history.plan()
        text = export_text(form, session, attempts, self._stored.recordings_dir, told, plan)
        named = f"attachment; filename*=UTF-8''{quote(f'voicesim-{session.id}.{form.ending}', safe='')}"
        return Response(
            text.encode("utf-8", "replace"),
            media_type="application/octet-stream",
            headers={"content-disposition": named},
        )

    def remark(self, request: Request, form: Form) -> Response:
        """Keep one, or delete one of this answer."""
        attempt = self._stored.attempt(request.path_params["name"])
        if "delete" in form:
            numbers = {str(each.number): each.number for each in attempt.remarks}
            if form["delete"] not in numbers:
                raise InputError("This remark was deleted already.")
            self._stored.history.delete_remark(numbers[form["delete"]])
        else:
            self._stored.history.add_remark(
                attempt.id,
                form.get("text", ""),
                at_s=read_second(form.get("at", "")),
                author=form.get("author", ""),
            )
        return self._see(place(attempt.session_id, attempt.id))

    def tick(self, request: Request, form: Form) -> Response:
        """The speaker's own word on a point, and why: yes, no, or open again."""
        attempt = self._stored.attempt(request.path_params["name"])
        words = {"yes": True, "no": False, "open": None}
        if form.get("word") not in words:
            raise InputError("A point is decided with yes, no or open.")
        ticks = {form.get("point", ""): words[form["word"]]}
        self._stored.history.save_own(attempt.id, ticks, form.get("reason", ""))
        return self._see(place(attempt.session_id, attempt.id))

    def forget_session(self, request: Request, form: Form) -> Response:
        session = self._stored.session(request.path_params["name"])
        self._stored.history.forget(self._stored.recordings_dir, session_ids=[session.id])
        return self._see("/")

    def forget_answer(self, request: Request, form: Form) -> Response:
        attempt = self._stored.attempt(request.path_params["name"])
        self._stored.history.forget(self._stored.recordings_dir, attempt_ids=[attempt.id])
        left = self._stored.history.attempts(attempt.session_id)
        return self._see(place(left[0].session_id, left[0].id) if left else "/")

    def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in STATIC:
            raise HTTPException(404)
        return Response(asset(name), media_type=STATIC[name])

    def failed(self, request: Request, exc: Exception) -> Response:
        """A sentence in place of a page. What nobody foresaw is logged, without words."""
        if isinstance(exc, VoicesimError):
            wrong = 400 if request.method == "POST" else 404
            status, sentence = (wrong if isinstance(exc, InputError) else 500), str(exc)
        elif isinstance(exc, HTTPException):
            status, sentence = exc.status_code, "There is no such page on this desk."
        else:
            LOG.error("a page failed", exc_info=exc)
            status, sentence = 500, "This page could not be made; the log says where it went wrong."
        return self._page("sentence.html.jinja", {"sentence": sentence}, status)

    def _sketch(self, attempt: Attempt) -> Sound:
        path = recording_of(attempt, self._stored.recordings_dir)
        return sketch_sound(path, f"{self._prefix}/sound/{quote(attempt.id, safe='')}")

    def _see(self, place: str) -> Response:
        """What to look at after something was changed."""
        return Response(status_code=303, headers={"location": self._prefix + place})

    def _page(self, template: str, values: Mapping[str, object], status: int = 200) -> Response:
        return HTMLResponse(render(template, self._prefix, values), status)


def make_app(stored: Stored, interviews: Interviews, prefix: str) -> Starlette:
    """The pages, at addresses that begin with `prefix`, which has been taken away when a request comes."""
    desk = DeskPages(stored, interviews, prefix)
    return Starlette(
        routes=[
            Route("/", desk.sessions),
            Route("/sessions/{name}", desk.session),
            Route("/sound/{name}", desk.sound),
            Route("/search", desk.search),
            Route("/questions", desk.questions),
            Route("/question", desk.question),
            Route("/compare", desk.compare),
            Route("/points", desk.points),
            Route("/stories", desk.stories),
            Route("/story", desk.story),
            Route("/progress", desk.progress),
            Route("/practice", desk.practice),
            Route("/practice/answers/{name}", desk.feedback),
            Route("/practice/aloud/{number:int}", desk.question_aloud),
            WebSocketRoute("/practice/socket", desk.talk),
            Route("/export/{name}.{form}", desk.export),
            Route("/answers/{name}/remarks", _changing(desk.remark), methods=["POST"]),
            Route("/answers/{name}/ticks", _changing(desk.tick), methods=["POST"]),
            Route("/answers/{name}/forget", _changing(desk.forget_answer), methods=["POST"]),
            Route("/sessions/{name}/forget", _changing(desk.forget_session), methods=["POST"]),
            Route("/static/{name}", desk.static),
        ],
        exception_handlers=dict.fromkeys((VoicesimError, HTTPException, Exception), desk.failed),
    )


def _changing(change: Change) -> Callable[[Request], Awaitable[Response]]:
    """What is sent is read, which the guard has bounded, before a thread writes to the disk."""

    async def changed(request: Request) -> Response:
        form = read_form(await request.body())
        return await run_in_threadpool(change, request, form)

    return changed


def _page_number(request: Request) -> int:
    """From 1; nonsense is the first page."""
    text = request.query_params.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1
