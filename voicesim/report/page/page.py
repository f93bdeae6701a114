"""A session as one HTML file: style, script, sound and words inside it, and nothing fetched from anywhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from voicesim.inputs.text import clean
from voicesim.report.page.answer import AnswerView, PageAnswer, view
from voicesim.report.phrases import day
from voicesim.review.latest import practise_question
from voicesim.store.records import Session
from voicesim.wording import count

if TYPE_CHECKING:
    from jinja2 import Environment

COLOURS = 8
"""Evidence is told apart by this many colours in the style sheet, and always by the point's number too."""

SCRIPTS = ("script.js",)
COACH_SCRIPTS = ("remarks.js", "coach.js")

KINDS = {"practice": "Interview practice", "demo": "Demo interview", "recovered": "Recovered recordings"}


def render_page(session: Session, answers: Sequence[PageAnswer], *, coach: bool = False) -> str:
    """The page, as text, for a `coach` with room for remarks. All that was said or is in a bank is escaped,
    and cleaned of control characters.

    The page's own policy allows its one script and style sheet, by their SHA-256, and sound and pictures
    that are part of it; a browser will not run or fetch anything else.
    """
    style, scripts = page_asset("style.css"), SCRIPTS + (COACH_SCRIPTS if coach else ())
    script = "".join(map(page_asset, scripts))
    values = page_values(session, answers) | ({"coach": True} if coach else {})
    template = page_environment(page_asset).get_template("page.html.jinja")
    return template.render(values, style=style, script=script, policy=_policy(style, script))


def page_values(session: Session, answers: Sequence[PageAnswer]) -> dict[str, object]:
    """What `session.html.jinja` shows, by the names that it has there."""
    views = [view(number, answer) for number, answer in enumerate(answers, 1)]
    weakest = _weakest(views)
    return {
        "heading": KINDS.get(session.kind, "Answers"),
        "session_id": clean(session.id),
        "bank": clean(session.bank_id),
        "started_at": clean(session.started_at),
        "started": day(clean(session.started_at)),
        "answers": views,
        "total": count(len(views), "answer"),
        "weakest": weakest,
        "practise": weakest and practise_question(clean(session.bank_id), weakest.question_id),
    }


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "media-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _weakest(views: Sequence[AnswerView]) -> AnswerView | None:
    """The judged answer with the smallest share of its points; None when every point was made."""
    open_ones = [one for one in views if one.judged and one.covered < len(one.points)]
    return min(open_ones, key=lambda one: one.covered / len(one.points), default=None)


def _colour(number: int) -> str:
    """The class that colours a key point."""
    return f"c{(number - 1) % COLOURS + 1}"


@cache
def page_asset(name: str) -> str:
    """A template, the style sheet or the script, by the name of its file."""
    return resources.files("voicesim.report.page").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def page_environment(find: Callable[[str], str]) -> Environment:
    """Templates, found by name, that escape whatever they are given."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(find),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["colour"] = _colour
    return environment
