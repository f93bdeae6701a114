"""Sessions in a list, one session in full, and what a search found."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from rich import box
from rich.console import Console
from rich.live import Live
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from voicesim.assess.assessment import PointHit
from voicesim.assess.norms import Norms
from voicesim.assess.timing import measure_timing
from voicesim.bank.hints import printable
from voicesim.cli.render.feedback import feedback
from voicesim.cli.render.follow_up import follow_up
from voicesim.cli.render.summary import summary
from voicesim.store.records import Attempt, Judgement, Measured, Session
from voicesim.store.search import Found, Match
from voicesim.wording import clock, count

CONTEXT_WORDS = 9
MOST_PLACES = 3
FOUND_STYLE = "bold yellow"
WIDE = 100
"""Columns of a terminal from which on tables show everything."""

_WORDS = ("session", "when", "what", "bank")
_COLUMNS = (*_WORDS, "answers", "time", "on target", "points")


def moment(stamp: str) -> str:
    """A stored time as this machine's clock showed it: 2026-11-23 07:33."""
    return f"{datetime.fromisoformat(stamp).astimezone():%Y-%m-%d %H:%M}"


def sessions_table(sessions: Sequence[Session], answers: Sequence[Measured], console: Console) -> Table:
    """One line a session, newest first; `answers` are all that were given in them."""
    table = plain_table(console)
    left_out = {"bank", "on target"} if console.width < WIDE else set()
    shown = [place for place, name in enumerate(_COLUMNS) if name not in left_out]
    for place in shown:
        name = _COLUMNS[place]
        table.add_column(name, justify="left" if name in _WORDS else "right", no_wrap=True)
    for session in sessions:
        given = [answer for answer in answers if answer.session_id == session.id]
        row = _session_row(session, given)
        style = "" if session.kind == "practice" else "quiet"
        table.add_row(*(row[place] for place in shown), style=style)
    return table


def plain_table(console: Console) -> Table:
    """A table with a line under its head, without any line when piped."""
    return Table(box=box.SIMPLE_HEAD if console.is_terminal else None, pad_edge=False, show_edge=False)


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
) -> None:
    """Every answer of a session in full, then all of them in a table; `earlier` are its older verdicts."""
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
    if attempts:
        console.print()
        console.print(Rule(style="quiet"))
        console.print(summary(attempts, console))
        _point_to_sound(attempts, console)


def _show_attempt(attempt: Attempt, earlier: Sequence[Judgement], norms: Norms, console: Console) -> None:
    take = "" if attempt.take == 1 else f", take {attempt.take}"
    console.print()
    console.print(Rule(Text(f"{attempt.id}: {attempt.question.id}{take}"), align="left", style="quiet"))
    console.print(Text(printable(attempt.question.prompt), style="bold"))
    assessment = attempt.assessment
    timing = (
        assessment.timing
        if assessment
        else measure_timing(attempt.question.target_s, attempt.recorded_s, attempt.spans, norms)
    )
    console.print(feedback(attempt, timing, console))
    if attempt.reply is not None:
        console.print(follow_up(attempt, console))
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
            console.print(Text.assemble("Listen: ", (command, "key")), soft_wrap=True)
            return


def show_found(found: Found, console: Console) -> None:
    """Where the words were said, with those around them and the second."""
    for match in found.matches:
        console.print(
            Text.assemble(
                (match.attempt_id, "key"), (f"   {moment(match.created_at)}, {match.question_id}", "quiet")
            ),
            soft_wrap=True,
        )
        console.print(Padding(_places(match, marked=not console.is_terminal), (0, 0, 0, 2)))


def _places(match: Match, *, marked: bool) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True, style="quiet")
    table.add_column()
    for group in _close_together(match.places)[:MOST_PLACES]:
        table.add_row(
            clock(match.words[group[0][0]].start_s), _excerpt(match, group, "[]" if marked else ("", ""))
        )
    left = len(_close_together(match.places)) - MOST_PLACES
    if left > 0:
        table.add_row("", Text(f"and {count(left, 'more place')}", style="quiet"))
    return table


def _close_together(places: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Places whose surroundings would overlap are shown as one."""
    groups: list[list[tuple[int, int]]] = []
    for place in places:
        if groups and place[0] - groups[-1][-1][1] <= 2 * CONTEXT_WORDS:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _excerpt(match: Match, group: Sequence[tuple[int, int]], brackets: Sequence[str]) -> Text:
    """The words around; where colours are not seen `brackets` stand around those that were found."""
    begins, ends = {begin for begin, _ in group}, {end for _, end in group}
    found = {index for begin, end in group for index in range(begin, end + 1)}
    first = max(0, group[0][0] - CONTEXT_WORDS)
    last = min(len(match.words) - 1, group[-1][1] + CONTEXT_WORDS)
    text = Text("… " if first else "")
    for index in range(first, last + 1):
        before = brackets[0] if index in begins else ""
        after = brackets[1] if index in ends else ""
        word = f"{before}{printable(match.words[index].text)}{after}"
        text.append(word, style=FOUND_STYLE if index in found else "")
        text.append(" " if index < last else "")
    text.append(" …" if last < len(match.words) - 1 else "")
    return text


def rescored_table(changes: Sequence[tuple[Attempt, Attempt]], console: Console) -> Table:
    """Each answer before and after it was judged again, and the key points that came out otherwise."""
    table = plain_table(console)
    table.add_column("answer", no_wrap=True, style="key")
    table.add_column("question", no_wrap=True)
    table.add_column("before", justify="right", no_wrap=True)
    table.add_column("now", justify="right", no_wrap=True)
    table.add_column("points judged otherwise")
    for before, after in changes:
        told = {hit.point_id: hit.verdict for hit in _hits(before)}
        otherwise = [
            f"{hit.point_id}: {told.get(hit.point_id, 'new')} to {hit.verdict}"
            for hit in _hits(after)
            if told.get(hit.point_id) != hit.verdict
        ]
        table.add_row(
            after.id,
            after.question.id,
            _made(_hits(before)),
            _made(_hits(after)),
            Text(", ".join(otherwise) or "none", style="" if otherwise else "quiet"),
        )
    return table


def _hits(attempt: Attempt) -> Sequence[PointHit]:
    return attempt.assessment.points if attempt.assessment else ()


def _made(hits: Sequence[PointHit]) -> str:
    return f"{sum(hit.verdict == 'covered' for hit in hits)} of {len(hits)}" if hits else "–"


@contextmanager
def playing_line(console: Console, length_s: float) -> Iterator[Callable[[float], float]]:
    """A line that says where in a recording we are; each call shows a second and gives the time passed since
    the call before."""
    before_s = time.monotonic()
    with Live(console=console, auto_refresh=False, transient=True) as live:

        def show(at_s: float) -> float:
            nonlocal before_s
            now_s = time.monotonic()
            passed_s, before_s = now_s - before_s, now_s
            if console.is_terminal:
                line = Text.assemble(
                    (clock(at_s), "good"), f" of {clock(length_s)}", ("   any key stops", "quiet")
                )
                live.update(line, refresh=True)
            return passed_s

        yield show
