"""How long one waits after an answer that was transcribed while it was spoken, and what that costs.

    scripts/bench live [--quick] [--keep FILE] [--threads N] [--beam N] [MODEL…]

The demo model, and random weights of the exact shapes of tiny.en, base.en and small.en, each in a process of
its own: 32 answers of half a minute to five minutes, `--quick`: 8, each ended by Enter and by silence. A
whole interview runs, the last seconds of each answer at the pace of speech, or with `--all-paced` all of it.
docs/performance.md holds the table.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tools.benchmarks.live_one import WHOLE_S
from tools.benchmarks.markdown import head, row
from tools.benchmarks.random_whisper import SHAPES, write_model
from voicesim.speech.models import find_model

LENGTHS_S = (30.0, 60.0, 120.0, 300.0)
ANSWERS = 32
QUICK = 8
MODELS = ("demo", *SHAPES)


def measure(name: str, folder: Path, wanted: dict[str, Any]) -> list[dict[str, Any]]:
    directory = find_model("demo").directory if name == "demo" else write_model(name, folder)
    job = json.dumps({"name": name, "directory": str(directory)} | wanted)
    command = [sys.executable, "-m", "tools.benchmarks.live_one", job]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def measured(name: str, results: Sequence[dict[str, Any]]) -> str:
    *answers, last = results
    enter = [each for each in answers if each["reaction_s"] is not None]
    silence = [each["wait_s"] for each in answers if each["reaction_s"] is None]
    waits = [each["wait_s"] for each in enter]
    whole_file_s = statistics.median(last["whole_file_s"])
    by_length = {
        length_s: [each["wait_s"] for each in enter if each["asked_s"] == length_s] for length_s in LENGTHS_S
    }
    cells = (
        name,
        str(len(enter)),
        f"{statistics.median(waits):.2f} / {np.quantile(waits, 0.95):.2f}",
        # No median: each length has the same few endings and reactions, and it would fall between two.
        " ".join(f"{statistics.fmean(some):.2f}" for some in by_length.values()),
        " ".join(f"{np.quantile(some, 0.95):.2f}" for some in by_length.values()),
        f"{statistics.median(silence):.2f} / {np.quantile(silence, 0.95):.2f}",
        f"{whole_file_s:.1f}",
        f"{whole_file_s / statistics.fmean(by_length[WHOLE_S]):.1f}×",
        f"{100 * statistics.median(each['cpu_share'] for each in enter):.0f} %",
        f"{last['peak_mb']:.0f} (+{last['peak_mb'] - last['before_mb']:.0f})",
        f"{1000 * max(each['late_p99_s'] for each in enter):.0f} / "
        f"{1000 * max(each['late_most_s'] for each in enter):.0f}",
    )
    return row(cells)


COLUMNS = (
    "model",
    "answers",
    "Enter to feedback, s (median / p95)",
    "mean after 30 s, 1, 2, 5 min",
    "p95 after 30 s, 1, 2, 5 min",
    "silence to feedback, s (median / p95)",
    "whole file of 2 min, s",
    "gain",
    "CPU while recording",
    "peak memory, MB",
    "block late, ms (p99 / most)",
)


def machine() -> str:
    cpu = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
        cpu = names[0].split(":")[1].strip() if names else cpu
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return (
        f"{cpu}, {os.cpu_count()} cores, Python {platform.python_version()}; other load at the start {load}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench live", description=__doc__.split("\n")[0])
    parser.add_argument("models", nargs="*", default=list(MODELS), metavar="MODEL", help=", ".join(MODELS))
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} answers for each model")
    parser.add_argument("--all-paced", action="store_true", help="every second at the pace of speech")
    parser.add_argument(
        "--keep", type=Path, metavar="FILE", help="write every answer to a file, as JSON lines"
    )
    parser.add_argument("--threads", type=int, help="threads for Whisper; as the program does it unless told")
    parser.add_argument("--beam", type=int, default=5, help="beam size")
    options = parser.parse_args()
    print(machine(), f"beam {options.beam}", sep="; ", flush=True)
    print(head(COLUMNS), flush=True)
    answers = QUICK if options.quick else ANSWERS
    wanted = {"threads": options.threads, "beam_size": options.beam, "all_paced": options.all_paced}
    wanted["lengths_s"] = [LENGTHS_S[number % len(LENGTHS_S)] for number in range(answers)]
    with tempfile.TemporaryDirectory() as folder:
        for name in options.models:
            results = measure(name, Path(folder), wanted)
            print(measured(name, results), flush=True)
            if options.keep:
                with options.keep.open("a", encoding="utf-8") as file:
                    file.writelines(json.dumps({"model": name} | each) + "\n" for each in results)


if __name__ == "__main__":
    main()
