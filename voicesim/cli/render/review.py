"""Sessions in a list, one session in full, and what a search found."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from voicesim.assess.assessment import PointHit
from voicesim.assess.norms import Norms
from voicesim.assess.timing import measure_timing
from voicesim.bank.hints import printable
from voicesim.cli.render.console import is_plain
from voicesim.cli.render.feedback import feedback
from voicesim.cli.render.follow_up import follow_up
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.cli.render.status import open_status
from voicesim.cli.render.summary import summary
from voicesim.cli.render.telling import telling_lines
from voicesim.cli.render.whole import ToCopy, titled
from voicesim.review.excerpts import Excerpt, excerpts
from voicesim.store.records import Attempt, Judgement, Measured, Session
from voicesim.store.search import Found, Match
from voicesim.stories.telling import Telling
from voicesim.wording import clock, count

MAX_PLACES = 3
FOUND_STYLE = "bold yellow"
_COLUMNS = (
    Column("session"),
    Column("when"),
    Column("what"),
    Column("bank", spare=True),
    Column("answers", right=True),
    Column("time", right=True),
    Column("on target", right=True, spare=True),
    Column("points", right=True),
)
_RESCORED = (
    Column("answer", style="key"),
    Column("question"),
    Column("before", right=True),
    Column("now", right=True),
    Column("points judged otherwise", prose=True),
)


def moment(stamp: str) -> str:
    """A stored time as this machine's clock showed it: 2026-11-23 07:33."""
    return f"{datetime.fromisoformat(stamp).astimezone():%Y-%m-%d %H:%M}"


def sessions_table(sessions: Sequence[Session], answers: Sequence[Measured]) -> Rows:
    """One line a session, newest first; `answers` are all that were given in them."""
    rows = []
    for session in sessions:
        given = [answer for answer in answers if answer.session_id == session.id]
        style = "" if session.kind == "practice" else "quiet"
        rows.append(Row(_session_row(session, given), style))
    return Rows(_COLUMNS, rows)


def _session_row(session: Session, given: Sequence[Measured]) -> list[Text]:
    timed = [answer for answer in given if answer.answer_s is not None]
    points = [point for answer in given for point in answer.points]
    seconds = sum(answer.answer_s or 0.0 for answer in timed)
    on_target = sum(answer.length == "on-target" for answer in timed)
    made = sum(point.verdict == "covered" for point in points)
    waiting = sum(not answer.judged for answer in given)
    return [
        Text(session.id, style="key"),
        Text(moment(session.started_at)),
        Text(session.kind),
        Text(printable(session.bank_id) or "–"),
        Text(f"{session.answers}" + (f" ({waiting} waiting)" if waiting else "")),
        Text(clock(seconds) if timed else "–"),
        Text(f"{on_target} of {len(timed)}" if timed else "–"),
        Text(f"{made} of {len(points)}" if points else "–"),
    ]


def show_session(
    session: Session,
    attempts: Sequence[Attempt],
    earlier: Mapping[str, Sequence[Judgement]],
    norms: Norms,
    console: Console,
    told: Mapping[str, Telling] | None = None,
) -> None:
    """Every answer of a session in full, then all of them in a table; `earlier` are its older verdicts and
    `told` what is known of answers that tell a story, both by the answers' ids."""
    bank = f", {printable(session.bank_id)}" if session.bank_id else ""
    answers = count(len(attempts), "answer")
    console.print(
        Text.assemble(
            (session.id, "heading"), f"   {moment(session.started_at)}, {session.kind}{bank}, {answers}"
        ),
        soft_wrap=True,
    )
    for attempt in attempts:
        _show_attempt(attempt, earlier.get(attempt.id, ()), norms, console)
        if told and attempt.id in told:
            console.print(telling_lines(attempt.id, told[attempt.id]))
    if attempts:
        console.print()
        if not is_plain(console):
            console.print(Rule(style="quiet"))
        console.print(summary(attempts))
        _point_to_sound(attempts, console)


def _show_attempt(attempt: Attempt, earlier: Sequence[Judgement], norms: Norms, console: Console) -> None:
    take = "" if attempt.take == 1 else f", take {attempt.take}"
    console.print()
    console.print(titled(Text(f"{attempt.id}: {attempt.question.id}{take}"), console))
    console.print(Text(printable(attempt.question.prompt), style="bold"))
    assessment = attempt.assessment
    timing = (
        assessment.timing
        if assessment
        else measure_timing(attempt.question.target_s, attempt.recorded_s, attempt.spans, norms)
    )
    console.print(feedback(attempt, timing, console))
    for followed in (attempt, *attempt.replies)[:-1]:
        console.print(follow_up(followed, console))
    if earlier:
        console.print(Text(f"Judged before: {', '.join(map(_verdict_words, earlier))}.", style="quiet"))


def _verdict_words(judgement: Judgement) -> str:
    return f"{_made(judgement.assessment.points)} points on {moment(judgement.created_at)}"


def _point_to_sound(attempts: Sequence[Attempt], console: Console) -> None:
    for attempt in attempts:
        if attempt.audio_path is not None:
            second = next((hit.start_s for hit in _hits(attempt) if hit.start_s is not None), None)
            place = f"@{clock(second)}" if second else ""
            command = f"voicesim review --play {attempt.id}{place}"
            console.print(ToCopy(Text("Listen: "), Text(command, style="key")))
            return


def show_found(found: Found, console: Console) -> None:
    """Where the words were said, with those around them and the second."""
    for match in found.matches:
        told = Text(f"   {moment(match.created_at)}, {match.question_id}", style="quiet")
        console.print(ToCopy(Text(match.attempt_id, style="key"), told))
        console.print(Padding(_places(match, marked=not console.is_terminal), (0, 0, 0, 2)))


def _places(match: Match, *, marked: bool) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True, style="quiet")
    table.add_column()
    found = excerpts(match)
    for excerpt in found[:MAX_PLACES]:
        table.add_row(clock(excerpt.start_s), _excerpt(excerpt, "[]" if marked else ("", "")))
    left = len(found) - MAX_PLACES
    if left > 0:
        table.add_row("", Text(f"and {count(left, 'more place')}", style="quiet"))
    return table


def _excerpt(excerpt: Excerpt, brackets: Sequence[str]) -> Text:
    """The words around; where colours are not seen `brackets` stand around those that were found."""
    begins, ends = {begin for begin, _ in excerpt.places}, {end for _, end in excerpt.places}
    found = {index for begin, end in excerpt.places for index in range(begin, end + 1)}
    text = Text("… " if excerpt.before else "")
    last = excerpt.first + len(excerpt.words) - 1
    for index, said in enumerate(excerpt.words, excerpt.first):
        before = brackets[0] if index in begins else ""
        after = brackets[1] if index in ends else ""
        word = f"{before}{printable(said.text)}{after}"
        text.append(word, style=FOUND_STYLE if index in found else "")
        text.append(" " if index < last else "")
    text.append(" …" if excerpt.after else "")
    return text


def rescored_table(changes: Sequence[tuple[Attempt, Attempt]]) -> Rows:
    """Each answer before and after it was judged again, and the key points that came out otherwise."""
    rows = []
    for before, after in changes:
        earlier = {hit.point_id: hit.verdict for hit in _hits(before)}
        otherwise = [
            f"{hit.point_id}: {earlier.get(hit.point_id, 'new')} to {hit.verdict}"
            for hit in _hits(after)
            if earlier.get(hit.point_id) != hit.verdict
        ]
        cells = (after.id, after.question.id, _made(_hits(before)), _made(_hits(after)))
        told = Text(", ".join(otherwise) or "none", style="" if otherwise else "quiet")
        rows.append(Row((*map(Text, cells), told)))
    return Rows(_RESCORED, rows)


def _hits(attempt: Attempt) -> Sequence[PointHit]:
    return attempt.assessment.points if attempt.assessment else ()


def _made(hits: Sequence[PointHit]) -> str:
    return f"{sum(hit.verdict == 'covered' for hit in hits)} of {len(hits)}" if hits else "–"


@contextmanager
def playing_line(console: Console, length_s: float) -> Iterator[Callable[[float], float]]:
    """A line that says where in a recording we are; each call shows a second and gives the time passed since
    the call before."""
    before_s = time.monotonic()
    with open_status(console) as status:

        def show(at_s: float) -> float:
            nonlocal before_s
            now_s = time.monotonic()
            passed_s, before_s = now_s - before_s, now_s
            status.update(
                Text.assemble((clock(at_s), "good"), f" of {clock(length_s)}", ("   any key stops", "quiet"))
            )
            return passed_s

        yield show
