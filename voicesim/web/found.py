"""What a search found: each place in its sentence, and the address of its second."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from voicesim.inputs.text import clean
from voicesim.report.phrases import day
from voicesim.review.excerpts import Excerpt, excerpts
from voicesim.store.search import Match
from voicesim.web.stored import Stored
from voicesim.wording import clock

MAX_ANSWERS, MANY_ANSWERS = 20, 500
MAX_PLACES = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """A place: pieces of text, each found or not; `to` is its address below the desk's own."""

    at: str
    to: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """`left` counts the places that are not shown."""

    question: str
    when: str
    to: str
    hits: tuple[Hit, ...]
    left: int


def search(stored: Stored, words: str, *, many: bool = False) -> dict[str, object]:
    """The newest answers with these words. Raises InputError where there is no word to look for."""
    found = stored.history.search(words, MANY_ANSWERS if many else MAX_ANSWERS)
    return {"answers": tuple(map(_answer, found.matches)), "more": found.more}


def place(session_id: str, attempt_id: str, second: float | None = None) -> str:
    """The address of a second of an answer on the page of its session."""
    at = "" if second is None else f",{second:.2f}"
    return f"/sessions/{quote(session_id, safe='')}#at={quote(attempt_id, safe='')}{at}"


def _answer(match: Match) -> FoundAnswer:
    found = excerpts(match)
    return FoundAnswer(
        question=clean(match.question_id),
        when=day(match.created_at),
        to=place(match.session_id, match.attempt_id),
        hits=tuple(_hit(match, each) for each in found[:MAX_PLACES]),
        left=max(0, len(found) - MAX_PLACES),
    )


def _hit(match: Match, excerpt: Excerpt) -> Hit:
    marked = {index for first, last in excerpt.places for index in range(first, last + 1)}
    words = [(clean(word.text), place in marked) for place, word in enumerate(excerpt.words, excerpt.first)]
    pieces = [("…", False)] * excerpt.before + words + [("…", False)] * excerpt.after
    start_s = excerpt.start_s
    return Hit(clock(start_s), place(match.session_id, match.attempt_id, start_s), tuple(pieces))
