"""How much memory judging very many written answers takes, and how long: `score` on JSON Lines, in processes.

    scripts/bench scoring [--jobs 2] [ANSWERS…]

Megabytes are the resident memory of all processes together, the peak of each third of the way.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from time import monotonic

ANSWERS = (300, 1000, 10_000)
EVERY_S = 0.2
MEGABYTE = 2**20
DATA = Path(__file__).parents[2] / "training" / "judge" / "data" / "train"


def write_answers(path: Path, count: int) -> None:
    """The development answers over and over, each with a name of its own."""
    rows = [
        json.loads(line)
        for name in ("dev-natural", "dev-hard")
        for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    with path.open("w", encoding="utf-8") as file:
        for number, row in enumerate(islice(cycle(rows), count)):
            answer = {"id": f"{row['id']}-{number}", "question": row["question"], "text": row["text"]}
            file.write(json.dumps(answer) + "\n")


def family(pid: int) -> Iterator[int]:
    """A process and all that came from it."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = children.read_text().split()
        except OSError:
            continue
        for child in found:
            yield from family(int(child))


def resident(pid: int) -> int:
    """Bytes of memory that a process holds, shared pages with it; 0 when it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0)


def measure(count: int, jobs: int) -> tuple[float, list[float]]:
    """Seconds, and the megabytes at the peak of each third of the answers."""
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder) / "answers.jsonl"
        write_answers(answers, count)
        command = [sys.executable, "-m", "voicesim", "score", "--json", "--jobs", str(jobs), str(answers)]
        begun = monotonic()
        peaks, done = [0, 0, 0], 0
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            over = threading.Event()

            def watch() -> None:
                while not over.wait(EVERY_S):
                    held = sum(resident(pid) for pid in family(process.pid))
                    third = min(2, 3 * done // count)
                    peaks[third] = max(peaks[third], held)

            watcher = threading.Thread(target=watch)
            watcher.start()
            for _ in process.stdout or ():
                done += 1
            over.set()
            watcher.join()
        if done != count:
            raise SystemExit(f"{count - done} of {count} answers were not judged.")
        return monotonic() - begun, [peak / MEGABYTE for peak in peaks]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("answers", type=int, nargs="*", default=ANSWERS)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    print(
        "| answers | seconds | ms per answer | MB, first third | second | last |\n|---|---|---|---|---|---|"
    )
    for count in options.answers:
        seconds, peaks = measure(count, options.jobs)
        held = " | ".join(f"{peak:.0f}" for peak in peaks)
        print(f"| {count} | {seconds:.0f} | {1000 * seconds / count:.0f} | {held} |", flush=True)


if __name__ == "__main__":
    main()
