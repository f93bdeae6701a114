"""Kills interviews at random moments and checks that nothing said is lost: counts, and JSON with --json."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from tools.benchmarks.kill_check import (
    Verdict,
    check_answers,
    check_database,
    check_nothing_runs,
    fingerprints,
)
from tools.benchmarks.kill_subject import PHASES, PRELOADED, run_program
from voicesim.audio.clip import Clip
from voicesim.audio.wav import write_wav
from voicesim.demo.candidate import RATE_WPM, VOICE, SampleAnswer, speak
from voicesim.speech.speaker import Pyttsx3Speaker
from voicesim.store.history import History

KILLS = 200
LIVES = 10
"""So many kills hit one data directory before a fresh one is started."""

QUESTIONS = ("quality", "vision-define")
SAID = (
    "We gave up the dashboard, and in March retention went up by twelve percent.",
    "I listened to ten customers about one goal.",
)
LIMIT_S = 120.0
FINISH = ("transcribe", "--pending", "--model", "demo", "--json")
UNEXPECTED = ("Traceback", "Something went wrong")

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([*PRELOADED])


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill: the phase it hit, how the next start was made, and what was found then."""

    number: int
    phase: str
    next_start: str
    missing_s: tuple[float, ...]
    breaches: tuple[str, ...]


Timetable = dict[str, list[float]]
"""For each phase how many seconds it lasts each time that it comes in an interview."""


@dataclass
class Home:
    """A data directory that is killed again and again, and what is settled in it."""

    folder: Path
    answers: Path
    sessions: set[str] = field(default_factory=set)
    settled: dict[str, tuple[object, ...]] = field(default_factory=dict)

    @property
    def spoken(self) -> list[Path]:
        return sorted(self.answers.iterdir())

    @property
    def said(self) -> Path:
        return self.folder.with_suffix(".txt")

    def practice(self, *more: str) -> tuple[str, ...]:
        return ("practice", "--answers", str(self.answers), "--model", "demo", "--json", *more)

    def run(self, *arguments: str) -> tuple[int | None, str]:
        """Run the program to its end; its exit code and all that it printed."""
        program = _processes.Process(target=run_program, args=(self.folder, arguments, self.said))
        program.start()
        program.join(LIMIT_S)
        if program.is_alive():
            program.kill()
            program.join()
        return program.exitcode, self.said.read_text(errors="replace")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    started_s = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="voicesim-kill-") as folder:
        kills = []
        rounds = kill_many(Path(folder), given.kills, given.seed)
        for _ in track(range(given.kills), "Killing", console=Console(stderr=True)):
            kills.append(next(rounds))
            for breach in kills[-1].breaches:
                print(f"kill {kills[-1].number} while {kills[-1].phase}: {breach}", file=sys.stderr)
    summary = summed_up(kills) | {"seed": given.seed, "took_s": round(time.monotonic() - started_s)}
    print(json.dumps(summary | {"kills": [asdict(kill) for kill in kills]} if given.json else summary))
    sys.exit(bool(summary["breaches"]))


def summed_up(kills: Sequence[Kill]) -> dict[str, Any]:
    """The counts of the table in docs/reliability.md."""
    missing_s = [seconds for kill in kills for seconds in kill.missing_s]
    return {
        "count": len(kills),
        "phases": dict(Counter(kill.phase for kill in kills)),
        "next_starts": dict(Counter(kill.next_start for kill in kills)),
        "answers": len(missing_s),
        "most_missing_s": round(max(missing_s, default=0.0), 3),
        "breaches": sum(len(kill.breaches) for kill in kills),
    }


def kill_many(folder: Path, kills: int, seed: int, questions: int = len(QUESTIONS)) -> Iterator[Kill]:
    """That many kills, spread over the phases of interviews of so many questions."""
    chance = random.Random(seed)
    answers = folder / "answers"
    answers.mkdir()
    for number, clip in enumerate(spoken_answers(folder / "voice", SAID[-questions:]), 1):
        write_wav(answers / f"{number}.wav", clip)
    times = timetable(Home(folder / "whole", answers))
    hit: Counter[str] = Counter(dict.fromkeys(PHASES, 0))
    for number in range(1, kills + 1):
        if number % LIVES == 1:
            home = Home(folder / f"home-{number}", answers)
        phase = min(PHASES, key=lambda each: (hit[each], chance.random()))
        kill = kill_once(home, number, phase, times, chance)
        hit[kill.phase] += 1
        yield kill


def spoken_answers(cache: Path, texts: Sequence[str]) -> Iterator[Clip]:
    voice = Pyttsx3Speaker(cache, voice=VOICE, rate_wpm=RATE_WPM)
    return (speak(SampleAnswer("", "", (text,)), voice) for text in texts)


def timetable(home: Home) -> Timetable:
    """Of an interview that nobody kills, with a voice that has to be rendered first."""
    program, marks, _ = started(home)
    seen: list[tuple[str, float]] = [("starting", time.monotonic())]
    while (mark := _next(marks)) is not None:
        seen.append(mark)
    program.join(LIMIT_S)
    if program.exitcode != 0:
        raise RuntimeError(f"voicesim does not run: {home.said.read_text(errors='replace')}")
    seen.append(("end", time.monotonic()))
    lasted: Timetable = {phase: [] for phase in PHASES}
    for (phase, began_s), (_, ended_s) in pairwise(seen):
        lasted[phase].append(ended_s - began_s)
    return lasted


def started(home: Home) -> tuple[Any, Connection, Any]:
    """An interview, the phases that it goes through, and how many samples of each answer it has heard."""
    marks, sender = _processes.Pipe(duplex=False)
    delivered = _processes.RawArray("q", len(QUESTIONS))
    asked = QUESTIONS[: len(home.spoken)]
    arguments = home.practice(*(word for each in asked for word in ("--question", each)))
    program = _processes.Process(
        target=run_program, args=(home.folder, arguments, home.said, sender, delivered)
    )
    program.start()
    sender.close()
    return program, marks, delivered


def kill_once(home: Home, number: int, phase: str, times: Timetable, chance: random.Random) -> Kill:
    """Kill an interview in this phase, or where it is when it gets that far no more; start again; look."""
    program, marks, delivered = started(home)
    (comes,) = chance.choices(range(len(times[phase])), weights=times[phase])
    delay_s = chance.uniform(0, times[phase][comes])
    current = "starting"
    waiting = comes + (current != phase)
    while waiting and (mark := _next(marks)) is not None:
        current = mark[0]
        waiting -= current == phase
    time.sleep(delay_s)
    program.kill()
    program.join()
    while (mark := _next(marks)) is not None:
        current = mark[0]
    left = tuple(check_nothing_runs(home.folder))
    resuming = chance.random() < 0.25
    verdict = next_start(home, list(delivered), resuming=resuming)
    how = "practice --resume" if resuming else "transcribe --pending"
    return Kill(number, current, how, verdict.missing_s, (*left, *verdict.breaches))


def _next(marks: Connection) -> tuple[str, float] | None:
    """The next phase, None when the program has ended."""
    try:
        mark: tuple[str, float] = marks.recv()
    except EOFError:
        return None
    return mark


def next_start(home: Home, delivered: list[int], *, resuming: bool) -> Verdict:
    """Start the program as a person would after a crash, and look at what it makes of it."""
    breaches: list[str] = []
    runs = [home.practice("--resume"), FINISH] if resuming else [FINISH]
    told = ""
    for arguments in runs:
        code, said = home.run(*arguments)
        told += said
        if code != 0 or any(word in said for word in UNEXPECTED):
            breaches.append(f"voicesim {arguments[0]} ended with {code}: {said[-500:]}")
    breaches += check_database(home.folder)
    with History.open(home.folder / "history.sqlite3") as history:
        if waiting := history.pending():
            breaches.append(f"still waiting: {[attempt.id for attempt in waiting]}")
        new = [s.id for s in reversed(history.sessions()) if s.id not in home.sessions]
        killed = [each for each in new if f"Kept as session {each}" not in told]
        attempts = history.attempts(killed[0], discarded=True) if killed else ()
        now = fingerprints(history, home.folder / "recordings")
    breaches += [f"{name} has changed" for name, was in home.settled.items() if now.get(name) != was]
    if any(a.ended_by == "cut off" and a.recorded_s for a in attempts) and "cut off earlier" not in told:
        breaches.append("the answer that was cut off was not mentioned")
    home.sessions |= set(new)
    home.settled = now
    verdict = check_answers(home.folder, attempts, delivered, home.spoken)
    return Verdict(verdict.missing_s, (*breaches, *verdict.breaches))


if __name__ == "__main__":
    main()
