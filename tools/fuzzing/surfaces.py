"""Where texts from outside come out again: pages, notes, tables, subtitles, the terminal, any command."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

from tests.sample_session import SESSION, keep, story, waiting
from tools.fuzzing.harm import (
    HOSTILE,
    Harm,
    check_markdown,
    check_plain,
    check_refusal,
    check_shown,
    tags_of,
    terminal,
)
from voicesim.assess.norms import load_norms
from voicesim.assess.second import SecondVerdict
from voicesim.cli.main import UNEXPECTED, app, guarded
from voicesim.cli.render.review import show_session
from voicesim.cli.render.summary import summary
from voicesim.errors import VoicesimError
from voicesim.report.markdown import markdown
from voicesim.report.page.answer import PageAnswer
from voicesim.report.page.page import render_page
from voicesim.report.session_json import session_json
from voicesim.report.spreadsheet import table
from voicesim.report.subtitles import srt, vtt
from voicesim.store.history import History

BREAK = "\n\n\n"
"""Between the texts of one input."""

ARGUMENTS = (
    *(["bank", "check", "{}.yaml"], ["bank", "show", "{}"], ["bank", "show", "--question", "{}"]),
    *(["practice", "{}"], ["practice", "--section", "{}"], ["practice", "--question", "{}", "--json"]),
    *(["score", "{}.txt", "--question", "quality"], ["score", "{}.txt", "--question", "quality", "--json"]),
    *(["score", "{}.wav", "--question", "{}"], ["score", "{}.jsonl"], ["score", "{}", "--question", "kpis"]),
    *(["review", "{}"], ["review", "--search", "{}"], ["review", "--play", "{}"], ["compare", "{}", "{}"]),
    *(["compare", "--last", "{}"], ["progress", "--section", "{}"], ["export", "{}"], ["rescore", "{}"]),
    *(["export", "last", "--format", "{}"], ["history", "forget", "{}", "--yes"], ["models", "get", "{}"]),
    *(["models", "remove", "{}"], ["transcribe", "--pending", "--model", "{}"], ["{}"], ["bank", "{}"]),
)


def make_texts(random: Random) -> bytes:
    """A few hostile texts, and harmless ones among them."""
    texts = [random.choice((*HOSTILE, "We measured it.", "quality")) for _ in range(random.randint(1, 12))]
    return BREAK.join(
        text * random.choice((1, 1, 1, 3)) + random.choice(("", "", random.choice(HOSTILE))) for text in texts
    ).encode("utf-8", "surrogatepass")


def _texts(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogateescape").split(BREAK)


def _session(texts: Sequence[str]) -> tuple[Any, tuple[Any, ...]]:
    """A session in which every text is one of these, as if a history of unknown origin had been put here."""
    following = cycle(texts).__next__
    answer = story()
    assert answer.transcript
    assert answer.judgement
    points = tuple(
        replace(point, means=following(), probe=following(), cues=(following(),))
        for point in answer.question.key_points
    )
    question = replace(answer.question, prompt=following(), section=following(), key_points=points)
    words = tuple(replace(word, text=following()) for word in answer.transcript.words)
    verdict = answer.judgement.assessment
    hits = tuple(
        replace(hit, why=following(), evidence=following() if hit.evidence else "") for hit in verdict.points
    )
    delivery = replace(
        verdict.delivery,
        fillers=tuple(replace(each, text=following()) for each in verdict.delivery.fillers),
        repeated=tuple(replace(each, text=following()) for each in verdict.delivery.repeated),
    )
    assert verdict.structure
    structure = replace(verdict.structure, notes=(following(),))
    verdict = replace(
        verdict, points=hits, delivery=delivery, structure=structure, advice=(following(), following())
    )
    judgement = replace(answer.judgement, question=question, assessment=verdict, bank_id=following())
    hostile = replace(
        answer,
        question=question,
        notices=(following(),),
        transcript=replace(answer.transcript, words=words, model=following()),
        judgement=judgement,
        second=(SecondVerdict("impact", True, following(), following()),),
    )
    kept = replace(waiting(), notices=(following(),), question=question)
    return replace(SESSION, bank_id=following()), (hostile, kept)


@cache
def _usual_tags() -> frozenset[tuple[str, str]]:
    return tags_of(_page(*_session(["harmless"])))


def _page(session: Any, attempts: Sequence[Any]) -> str:
    return render_page(session, [PageAnswer(attempt) for attempt in attempts])


def check_reports(data: bytes, folder: Path) -> None:
    session, attempts = _session(_texts(data))
    page = _page(session, attempts)
    check_plain(page)
    tags_of(page, allowed=_usual_tags())
    check_markdown(markdown(session, attempts))
    sheet = table(session, attempts)
    check_plain(sheet)
    csv.field_size_limit(sys.maxsize)
    for cell in (cell for row in csv.reader(io.StringIO(sheet)) for cell in row):
        if cell.startswith(("=", "+", "@")) or (cell.startswith("-") and not _is_number(cell)):
            raise Harm(f"a spreadsheet would run {cell!r}")
    for subtitles in (srt(attempts), vtt(attempts)):
        check_plain(subtitles)
    json.dumps(session_json(session, attempts)).encode()
    _show(session, attempts)


def _is_number(cell: str) -> bool:
    with contextlib.suppress(ValueError):
        return float(cell) <= 0
    return False


def _show(session: Any, attempts: Sequence[Any]) -> None:
    with terminal() as console:
        show_session(session, attempts, {}, load_norms({}), console)
        console.print(summary(attempts))


def check_search(data: bytes, folder: Path) -> None:
    with _history(folder) as history:
        for text in _texts(data)[:4]:
            for ask in (history.search, history.session, history.attempt):
                try:
                    ask(text)
                except VoicesimError as exc:
                    check_refusal(exc)
    assert isinstance(history, History)


@contextlib.contextmanager
def _history(folder: Path) -> Iterator[Any]:
    if not (folder / "history.sqlite3").exists():
        keep(folder, story())
    with History.open(folder / "history.sqlite3") as history:
        yield history


def check_program(data: bytes, folder: Path) -> None:
    """The first byte chooses a command, the rest is what stands in it; run inside this process."""
    with _history(folder):
        pass
    wanted = ARGUMENTS[data[0] % len(ARGUMENTS)] if data else ["{}"]
    text = data[1:200].decode("utf-8", "surrogateescape").replace("\0", "")
    if text.startswith(("-", "last")):  # an option, or the session that the other inputs need
        text = f"x{text}"
    arguments = [each.replace("{}", text) for each in wanted]
    for name in arguments:
        _put_answer(folder, name)
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.object(sys, "argv", ["voicesim", *arguments]),
        mock.patch.object(sys, "stdin", io.StringIO()),
    ):
        code = guarded(app)
    if code not in (0, 1, 2):
        raise Harm(f"{arguments!r} ended with {code}")
    if "Traceback" in err.getvalue() or UNEXPECTED in err.getvalue():
        raise Harm(f"{arguments!r}: {err.getvalue()[-300:]}")
    check_shown(out.getvalue())
    check_shown(err.getvalue())


def _put_answer(folder: Path, name: str) -> None:
    if "/" not in name and name.endswith((".txt", ".wav", ".jsonl")):
        with contextlib.suppress(OSError):
            (folder / name).write_bytes(b"We agreed on acceptance criteria.\n")


def make_program(random: Random) -> bytes:
    text = random.choice((*HOSTILE, "quality", "*", "a" * 300, "con", ".")).encode("utf-8", "replace")
    return bytes([random.randrange(256)]) + (b"\xff\x80" if random.random() < 0.05 else text)
