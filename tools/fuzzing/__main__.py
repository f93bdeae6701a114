"""Feed voicesim bad input: banks, settings, transcripts, sound files, keys, reports, searches, names.

scripts/fuzz                                 100,000 inputs, seed 1
scripts/fuzz --seconds 60 --seed 7           for a minute
scripts/fuzz --target bank --count 5000
scripts/fuzz --target bank --replay FILE     one input again, with its traceback
scripts/fuzz --target bank --coverage        guided by what code an input reaches (needs atheris)
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tools.fuzzing.campaign import Ends, Tally, campaign, chosen, work
from tools.fuzzing.harm import guarded
from tools.fuzzing.targets import TARGETS

COUNT = 100_000


def main() -> int:
    if sys.argv[1:2] == ["--worker"]:
        seed, names, first, step, findings, count, until_s = json.loads(sys.argv[2])
        work(seed, names, first, step, Path(findings), Ends(count, until_s))
        return 0
    options = _options()
    if options.replay:
        return _replay(options)
    if options.coverage:
        from tools.fuzzing.guided import explore

        return explore(chosen(options.target), options.seed, options.seconds, options.count, options.findings)
    return _campaign(options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [target.name for target in TARGETS]
    one = {"action": "append", "choices": names, "default": []}
    parser.add_argument("--target", **one, help="only this; may be repeated")  # type: ignore[arg-type]
    parser.add_argument("--count", type=int, help=f"how many inputs [{COUNT:,} without --seconds]")
    parser.add_argument("--seconds", type=float, help="for how long")
    parser.add_argument("--seed", type=int, default=1, help="other inputs [1]")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at a time")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="feed in this file, with one --target")
    parser.add_argument("--coverage", action="store_true", help="let atheris guide it, with one --target")
    parser.add_argument(
        "--findings", type=Path, default=Path(tempfile.gettempdir()) / "voicesim-findings",
        help="where failing inputs are written [%(default)s]",
    )  # fmt: skip
    options = parser.parse_args()
    if (options.replay or options.coverage) and len(options.target) != 1:
        parser.error("name one --target")
    return options


def _campaign(options: argparse.Namespace) -> int:
    until_s = time.time() + options.seconds if options.seconds else float("inf")
    count = options.count or (COUNT if options.seconds is None else sys.maxsize)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("Bad input", total=None if count == sys.maxsize else count)

        def report(tally: Tally) -> None:
            bar.update(task, completed=tally.total, description=f"Bad input, {len(tally.findings)} findings")

        tally = campaign(
            options.seed, options.target, Ends(count, until_s), options.jobs, options.findings, report
        )
    for target in TARGETS:
        if tally.counts[target.name]:
            print(f"{target.name:9} {tally.counts[target.name]:7,} inputs")
    print(f"{'all':9} {tally.total:7,} inputs, {len(tally.findings)} findings, seed {options.seed}, "
          f"at most {tally.peak_bytes / 1e6:.0f} MB of memory")  # fmt: skip
    for finding in tally.findings:
        print(f"\n{finding.target} (number {finding.number}): {finding.what}")
        print(f"  again: scripts/fuzz --target {finding.target} --replay {finding.file}")
    return 1 if tally.findings else 0


def _replay(options: argparse.Namespace) -> int:
    (target,) = chosen(options.target)
    data = options.replay.read_bytes()
    with tempfile.TemporaryDirectory(prefix="voicesim-fuzz-") as folder:
        os.environ |= {"VOICESIM_HOME": folder, "HF_HUB_OFFLINE": "1"}
        target.prepare()
        with guarded(Path(folder)):
            target.check(data, Path(folder))
    print(f"{options.replay}: no harm done.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
