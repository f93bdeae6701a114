"""How long the pages of the desk take with 10,000 stored answers, asked for over a real socket."""

from __future__ import annotations

import argparse
import http.client
import statistics
import tempfile
import time
from pathlib import Path
from threading import Thread

from scripts.benchmarks.history import ANSWERS, fill
from voicesim.cli.desk_kit import desk_kit
from voicesim.config import Settings
from voicesim.review.days import Days
from voicesim.store.history import History
from voicesim.web.app import make_app
from voicesim.web.guard import Door
from voicesim.web.practice.sitting import Sitting
from voicesim.web.server import listen, serve
from voicesim.web.stored import Stored

RUNS = 15
PAGES = {
    "first page": "/",
    "sessions, page 100": "/?page=100",
    "search: a word in every answer": "/search?q=metric",
    "search: two words, rare": "/search?q=needle+haystack",
    "search: a phrase": "/search?q=%22trade+speed%22",
    "search: nothing": "/search?q=zanzibar",
    "questions": "/questions",
    "points": "/points",
    "progress": "/progress",
}


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
            listening = listen()
            stored = Stored(history, Path(folder), Days())
            sitting = Sitting(stored, desk_kit(Settings(), (), None, None))
            app = make_app(stored, sitting, listening.door.prefix)
            Thread(target=serve, args=(app, listening), daemon=True).start()
            print(f"{'page':34} {'first ms':>10} {'median ms':>10} {'cpu ms':>10} {'kB':>6}")
            for name, page in PAGES.items():
                report(name, listening.door, page, given.runs)


def report(name: str, door: Door, page: str, runs: int) -> None:
    """The first time by itself, since templates are read then; both sides' processor time, which does not
    grow with what else runs here."""
    times_ms, cpu_ms = [], []
    for _ in range(runs):
        start_s, cpu_start_s = time.perf_counter(), time.process_time()
        size = len(get(door, page))
        times_ms.append(1000 * (time.perf_counter() - start_s))
        cpu_ms.append(1000 * (time.process_time() - cpu_start_s))
    median_ms, median_cpu_ms = statistics.median(times_ms[1:]), statistics.median(cpu_ms[1:])
    print(f"{name:34} {times_ms[0]:10.0f} {median_ms:10.0f} {median_cpu_ms:10.0f} {size // 1000:6}")


def get(door: Door, page: str) -> bytes:
    connection = http.client.HTTPConnection(door.host)
    connection.request("GET", door.prefix + page)
    answer = connection.getresponse()
    if answer.status != 200:
        raise SystemExit(f"{page} was answered with {answer.status}.")
    return answer.read()


if __name__ == "__main__":
    main()
