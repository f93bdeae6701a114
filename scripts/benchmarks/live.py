"""How long one waits after an answer that was transcribed while it was spoken, and what that costs.

    scripts/bench live [--full] [--threads N] [--beam N] [MODEL…]

The demo model, and random weights of the exact shapes of tiny.en, base.en and small.en, each in a process of
its own; quick: 4 answers of 30 s to 5 min for each, `--full`: 30. A whole interview runs, the last seconds
of each answer at the pace of speech. docs/performance.md holds the table, the machine and its load.
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

import numpy as np

from scripts.benchmarks.random_whisper import SHAPES, write_model
from voicesim.speech.models import find_model

QUICK_S = (30.0, 45.0, 120.0, 300.0)
FULL = 30
MODELS = ("demo", *SHAPES)


def lengths_s(full: bool) -> tuple[float, ...]:
    """Half a minute to five minutes, as many short answers as long ones."""
    return QUICK_S if not full else tuple(np.geomspace(30, 300, FULL).round(1).tolist())


def measure(name: str, folder: Path, lengths: Sequence[float], threads: int, beam: int) -> list[dict]:
    directory = find_model("demo").directory if name == "demo" else write_model(name, folder)
    wanted = {"name": name, "directory": str(directory), "lengths_s": lengths, "threads": threads}
    command = [sys.executable, "-m", "scripts.benchmarks.live_one", json.dumps(wanted | {"beam_size": beam})]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def row(name: str, results: Sequence[dict]) -> str:
    *answers, last = results
    enter = [each["wait_s"] for each in answers if each["reaction_s"] is not None]
    silence = [each["wait_s"] for each in answers if each["reaction_s"] is None]
    half = len(enter) // 2
    flat = statistics.median(enter[half:]) / statistics.median(enter[:half])
    cells = (
        name,
        f"{statistics.median(enter):.2f} / {np.quantile(enter, 0.95):.2f}",
        f"{flat:.2f}",
        f"{statistics.median(silence):.2f} / {np.quantile(silence, 0.95):.2f}",
        f"{last['whole_file_s']:.1f}",
        f"{last['whole_file_s'] / statistics.median(enter):.0f}×",
        f"{100 * statistics.median(each['cpu_share'] for each in answers):.0f} %",
        f"{last['peak_mb']:.0f} (+{last['peak_mb'] - last['before_mb']:.0f})",
        f"{1000 * max(each['late_p99_s'] for each in answers):.0f} / "
        f"{1000 * max(each['late_most_s'] for each in answers):.0f}",
    )
    return "| " + " | ".join(cells) + " |"


HEAD = (
    "| model | Enter to feedback, s (median / p95) | long ÷ short answers | silence to feedback, s | "
    "whole file of 2 min, s | gain | CPU while recording | peak memory, MB | block late, ms (p99 / most) |"
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
    parser.add_argument("--full", action="store_true", help=f"{FULL} answers for each model")
    parser.add_argument(
        "--threads", type=int, default=min(4, os.cpu_count() or 1), help="threads for Whisper"
    )
    parser.add_argument("--beam", type=int, default=5, help="beam size")
    options = parser.parse_args()
    print(machine(), f"{options.threads} threads, beam {options.beam}", sep="; ", flush=True)
    print(HEAD, "|---" * HEAD.count(" | ") + "|---|", sep="\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in options.models:
            results = measure(name, Path(folder), lengths_s(options.full), options.threads, options.beam)
            print(row(name, results), flush=True)


if __name__ == "__main__":
    main()
