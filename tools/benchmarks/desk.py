"""How long the pages of the desk take with 10,000 stored answers, asked for over a real socket.

A style sheet is what the least page costs; the others are told as multiples of it too, which hold on a
machine that does other things beside.
"""

from __future__ import annotations

import argparse
import http.client
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread

from tools.benchmarks.history import ANSWERS, fill
from voicesim.cli.desk_kit import desk_kit
from voicesim.config import Settings
from voicesim.review.days import Days
from voicesim.store.history import History
from voicesim.stories.folder import read_shelf
from voicesim.web.app import make_app
from voicesim.web.guard import Door
from voicesim.web.practice.interviews import Interviews
from voicesim.web.render import prepare
from voicesim.web.server import listen, serve
from voicesim.web.stored import Stored

RUNS = 15
LEAST = "/static/desk.css"
QUESTION = "/question?bank=senior-pm&id="
PAGES = {
    "first page": "/",
    "a style sheet, to compare with": LEAST,
    "sessions, page 100": "/?page=100",
    "search: a word in every answer": "/search?q=metric",
    "search: two words, rare": "/search?q=needle+haystack",
    "search: a phrase": "/search?q=%22trade+speed%22",
    "search: nothing": "/search?q=zanzibar",
    "questions": "/questions",
    "points": "/points",
    "progress": "/progress",
    "stories": "/stories",
}
CHANGED = ("questions", "points", "progress", "stories")
STORIES = 10
STORY = """# Story {number}

## Situation

One in ten new customers left the checkout after {number} weeks.

## Action

I chose the form, gave up the tour for a quarter, and measured sign-ups every week with Mary and her team.

## Result

They rose by {number} percent.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=ANSWERS)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--history", type=Path, help="a history that is there already; it is only read")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.history or Path(folder) / "history.sqlite3"
        if given.history is None:
            fill(path, given.answers)
        with History.open(path) as history:
            prepare()  # as `voicesim desk` does while the browser starts
            listening = listen()
            for number in range(3, 3 + STORIES):
                (Path(folder) / f"story-{number}.md").write_text(
                    STORY.format(number=number), encoding="utf-8"
                )
            stories = read_shelf(Path(folder)).stories
            stored = Stored(history, Path(folder), Days(), stories=lambda: stories)
            interviews = Interviews(stored, desk_kit(Settings(), (), None, None))
            app = make_app(stored, interviews, listening.door.prefix)
            Thread(target=serve, args=(app, listening), daemon=True).start()
            print(
                f"{'page':34} {'first':>7} {'median':>7} {'p95':>7} {'cpu':>7} {'times':>7} {'kB':>6}   (ms)"
            )
            newest = history.attempts(history.session().id)[-1]
            pages = PAGES | {"question: all its answers": QUESTION + newest.question.id}
            for name, page in pages.items():
                report(name, listening.door, page, given.runs)
            for name in CHANGED if given.history is None else ():
                after_a_change = partial(history.finish_session, newest.session_id)
                report(f"{name}, after a change", listening.door, PAGES[name], given.runs, after_a_change)


def report(name: str, door: Door, page: str, runs: int, before: Callable[[], object] = lambda: None) -> None:
    """The first time by itself, since templates are read then; both sides' processor time, which grows little
    with what else runs here; and how many times that of the least page it is, asked for each time too."""
    times_ms, cpu_ms, least_ms, size = [], [], [], 0
    for _ in range(runs):
        before()
        start_s, cpu_start_s = time.perf_counter(), time.process_time()
        size = len(get(door, page))
        times_ms.append(1000 * (time.perf_counter() - start_s))
        cpu_ms.append(1000 * (time.process_time() - cpu_start_s))
        cpu_start_s = time.process_time()
        get(door, LEAST)
        least_ms.append(1000 * (time.process_time() - cpu_start_s))
    first_ms, *later_ms = times_ms
    later_ms.sort()
    p95_ms = later_ms[min(len(later_ms) - 1, round(0.95 * len(later_ms)))]
    cpu = statistics.median(cpu_ms[1:])
    print(
        f"{name:34} {first_ms:7.0f} {statistics.median(later_ms):7.0f} {p95_ms:7.0f} {cpu:7.1f} "
        f"{cpu / statistics.median(least_ms[1:]):7.1f} {size // 1000:6}",
        flush=True,
    )


def get(door: Door, page: str) -> bytes:
    connection = http.client.HTTPConnection(door.host)
    connection.request("GET", door.prefix + page)
    answer = connection.getresponse()
    if answer.status != 200:
        raise SystemExit(f"{page} was answered with {answer.status}.")
    return answer.read()


if __name__ == "__main__":
    main()
