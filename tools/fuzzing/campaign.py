"""Many inputs, each known by its number: made, fed in and judged, by workers that may die of them."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tools.fuzzing.harm import guarded
from tools.fuzzing.targets import TARGETS, Target

NEWS_EVERY_S = 0.5
STUCK_S = 120.0
"""A worker that reports nothing for so long waits for something, which no input may bring about."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An input that did harm; `number` and the seed make it again, and so does the file."""

    number: int
    target: str
    what: str
    file: str


@dataclass(slots=True)
class Tally:
    """What was fed in so far, by target, and what was found."""

    counts: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    peak_bytes: int = 0

    @property
    def total(self) -> int:
        return self.counts.total()


def make_input(seed: int, number: int, targets: Sequence[Target] = TARGETS) -> tuple[Target, bytes]:
    """The input of this number, always the same."""
    random = Random(f"{seed}-{number}")
    (target,) = random.choices(targets, [each.weight for each in targets])
    return target, target.make(random)


def try_one(target: Target, data: bytes, home: Path) -> str | None:
    """Feed it in; what harm it did, None for none."""
    try:
        target.prepare()
        with guarded(home):
            target.check(data, home)
    except Exception as exc:
        trace = traceback.extract_tb(exc.__traceback__)[-1]
        return f"{type(exc).__name__}: {str(exc)[:500]} ({Path(trace.filename).name}:{trace.lineno})"
    return None


def keep(data: bytes, target: str, folder: Path) -> str:
    """Write a failing input down; the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{target}-{hashlib.sha256(data).hexdigest()[:12]}"
    file.write_bytes(data)
    return str(file)


def work(seed: int, names: Sequence[str], first: int, step: int, findings: Path, ends: Ends) -> None:
    """Feed in the inputs `first`, `first + step`, … and tell on standard output, a JSON object a line."""
    targets = chosen(names)
    counts: Counter[str] = Counter()
    told_s = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="voicesim-fuzz-") as folder:
        home = Path(folder)
        os.environ |= {"VOICESIM_HOME": folder, "HF_HUB_OFFLINE": "1"}
        number = first
        while not ends.at(number):
            _tell(at=number)
            target, data = make_input(seed, number, targets)
            harm = try_one(target, data, home)
            counts[target.name] += 1
            if harm:
                _tell(number=number, target=target.name, what=harm, file=keep(data, target.name, findings))
            number += step
            if time.monotonic() - told_s > NEWS_EVERY_S or ends.at(number):
                _tell(counts=counts, peak_bytes=_peak_bytes())
                counts.clear()
                told_s = time.monotonic()


@dataclass(frozen=True, slots=True)
class Ends:
    """When to stop: at a number or at a moment (as `time.time` counts)."""

    count: int
    until_s: float

    def at(self, number: int) -> bool:
        return number >= self.count or time.time() >= self.until_s


def chosen(names: Sequence[str]) -> tuple[Target, ...]:
    return tuple(each for each in TARGETS if not names or each.name in names)


def _tell(**news: object) -> None:
    print(json.dumps(news), flush=True)


def _peak_bytes() -> int:
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def campaign(
    seed: int, names: Sequence[str], ends: Ends, jobs: int, findings: Path, report: Callable[[Tally], None]
) -> Tally:
    """Feed in all inputs with so many workers; one that dies is a finding, and another goes on after it."""
    tally = Tally()
    lock = threading.Lock()

    def crew(first: int) -> None:
        number = first
        while not ends.at(number):
            last, code = _worker(seed, names, number, jobs, findings, ends, tally, lock, report)
            if code == 0:
                return
            target, data = make_input(seed, last, chosen(names))
            what = f"the process ended with {code}"
            with lock:
                found = Finding(last, target.name, what, keep(data, target.name, findings))
                tally.findings.append(found)
            number = last + jobs

    threads = [threading.Thread(target=crew, args=(first,)) for first in range(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _worker(
    seed: int,
    names: Sequence[str],
    number: int,
    jobs: int,
    findings: Path,
    ends: Ends,
    tally: Tally,
    lock: threading.Lock,
    report: Callable[[Tally], None],
) -> tuple[int, int]:
    """Run one worker to its end; the last number that it began, and its exit code."""
    told = json.dumps([seed, list(names), number, jobs, str(findings), ends.count, ends.until_s])
    command = [sys.executable, "-m", "tools.fuzzing", "--worker", told]
    last = number
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        stuck = threading.Timer(STUCK_S, process.kill)
        stuck.start()
        for line in _lines(process):
            stuck.cancel()
            stuck = threading.Timer(STUCK_S, process.kill)
            stuck.start()
            last = line.get("at", last)
            with lock:
                _add(tally, line)
                if "at" not in line:
                    report(tally)
        stuck.cancel()
    return last, process.returncode


def _lines(process: subprocess.Popen[bytes]) -> Iterator[dict]:  # type: ignore[type-arg]
    assert process.stdout is not None
    for line in process.stdout:
        yield json.loads(line)


def _add(tally: Tally, news: dict) -> None:  # type: ignore[type-arg]
    if "counts" in news:
        tally.counts.update(news["counts"])
        tally.peak_bytes = max(tally.peak_bytes, news["peak_bytes"])
    elif "what" in news:
        tally.findings.append(Finding(**news))
