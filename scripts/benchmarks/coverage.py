#!/usr/bin/env python3
"""How often coverage agrees with people, for any labelled answers.

    python scripts/benchmarks/coverage.py FILE… [--bank senior-pm]

Each file holds JSON Lines of {"question", "text", "covered": [point ids], "evidence": {id: words}}; evidence
may be left out. For each method and kind of point it prints accuracy (`unsure` counts as half), precision and
recall of `covered`, the share of `unsure`, and in how many rightly covered points the quotation overlaps the
labelled evidence.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from voicesim.assess.assessment import PointHit
from voicesim.assess.coverage import judge_points
from voicesim.assess.coverage.concepts import STOPWORDS, stems
from voicesim.bank.load import load_bank
from voicesim.bank.question import Question
from voicesim.speech.words import Word

KINDS = ("content", "metric", "tradeoff")
Method = Callable[[Question, tuple[Word, ...]], tuple[PointHit, ...]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One (answer, point) pair: what people said, what the method said, whether the evidence overlaps."""

    kind: str
    made: bool
    verdict: str
    overlaps: bool | None

    @property
    def credit(self) -> float:
        return 0.5 if self.verdict == "unsure" else float((self.verdict == "covered") == self.made)


def always(question: Question, words: tuple[Word, ...]) -> tuple[PointHit, ...]:
    return tuple(PointHit(point.id, point.kind, "covered", "") for point in question.key_points)


def shared_words(question: Question, words: tuple[Word, ...]) -> tuple[PointHit, ...]:
    """A point is covered when a third of its description's content words are said anywhere."""
    said = stems(" ".join(word.text for word in words))
    return tuple(
        PointHit(point.id, point.kind, "covered" if _share_said(point.means, said) >= 1 / 3 else "missed", "")
        for point in question.key_points
    )


def _share_said(means: str, said: frozenset[str]) -> float:
    wanted = stems(means.split(".")[0]) - STOPWORDS
    return len(wanted & said) / max(1, len(wanted))


METHODS: dict[str, Method] = {
    "always yes": always,
    "shared words": shared_words,
    "linguistics": judge_points,
}


def judge_file(path: Path, questions: dict[str, Question], method: Method) -> tuple[list[Judged], float]:
    """Every pair of the file, and seconds per answer."""
    judged: list[Judged] = []
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    begun = time.perf_counter()
    for row in rows:
        words = tuple(Word(token, None, None, 1.0) for token in row["text"].split())
        judged.extend(_judged(row, hit) for hit in method(questions[row["question"]], words))
    return judged, (time.perf_counter() - begun) / max(1, len(rows))


def _judged(row: dict, hit: PointHit) -> Judged:
    made = hit.point_id in row["covered"]
    labelled = row.get("evidence", {}).get(hit.point_id)
    overlaps = None
    if (
        made
        and hit.verdict == "covered"
        and labelled
        and hit.first_word is not None
        and hit.last_word is not None
    ):
        start = len(row["text"][: row["text"].index(labelled)].split())
        end = start + len(re.findall(r"\S+", labelled)) - 1
        overlaps = hit.first_word <= end and hit.last_word >= start
    return Judged(hit.kind, made, hit.verdict, overlaps)


def share(values: Iterable[bool | float]) -> str:
    listed = [float(value) for value in values]
    return f"{sum(listed) / len(listed):.3f}" if listed else "-"


def add_rows(table: Table, name: str, judged: list[Judged], seconds: float) -> None:
    for kind in ("all", *KINDS):
        part = [one for one in judged if kind in ("all", one.kind)]
        table.add_row(
            name if kind == "all" else "",
            kind,
            str(len(part)),
            share(one.credit for one in part),
            share(one.made for one in part if one.verdict == "covered"),
            share(one.verdict == "covered" for one in part if one.made),
            share(one.verdict == "unsure" for one in part),
            share(one.overlaps for one in part if one.overlaps is not None),
            f"{seconds * 1000:.0f}" if kind == "all" else "",
            end_section=kind == KINDS[-1],
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument(
        "--bank", default="senior-pm", help="a built-in bank's name or the path of a YAML file"
    )
    parser.add_argument("--methods", nargs="*", choices=METHODS, default=list(METHODS))
    options = parser.parse_args()
    bank = Path(options.bank) if Path(options.bank).suffix else options.bank
    questions = {question.id: question for question in load_bank(bank).questions}
    console = Console()
    for path in options.files:
        table = Table(title=path.name)
        for column in (
            "method",
            "points",
            "n",
            "accuracy",
            "precision",
            "recall",
            "unsure",
            "evidence",
            "ms",
        ):
            table.add_column(column, justify="left" if column in ("method", "points") else "right")
        for name in options.methods:
            add_rows(table, name, *judge_file(path, questions, METHODS[name]))
        console.print(table)


if __name__ == "__main__":
    main()
