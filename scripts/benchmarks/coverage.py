#!/usr/bin/env python3
"""How often coverage agrees with people, for any labelled answers.

    scripts/bench coverage FILE… [--bank senior-pm] [--corrupt 0.1]

Each file holds JSON Lines of {"id", "question", "text", "covered": [point ids], "evidence": {id: words}}; id
and evidence may be left out. For each method and kind of point it prints accuracy (`unsure` counts as half),
precision and recall of `covered`, the share of `unsure`, and in how many rightly covered points the quotation
overlaps the labelled evidence. The judge has learned from the development answers: for these, only
"cross-validated" says what to expect of it; its verdicts are those that fit_judge_layer.py wrote down.
--corrupt mishears that share of the words, as speech recognition does.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rich.console import Console
from rich.table import Table

from scripts.benchmarks.mishearing import Mishearing
from voicesim.assess.assessment import PointHit
from voicesim.assess.coverage import judge_points
from voicesim.assess.coverage.concepts import overlap_of
from voicesim.assess.coverage.judge import judge_by_language
from voicesim.assess.coverage.trained import TrainedJudge
from voicesim.bank.load import load_bank
from voicesim.bank.question import Question
from voicesim.speech.words import Word

KINDS = ("content", "metric", "tradeoff")
COLUMNS = ("method", "points", "n", "accuracy", "precision", "recall", "unsure", "evidence", "ms")
NOWHERE = "\0"
STORED = Path(__file__).parents[2] / "tests" / "data" / "coverage" / "cross-validated.json"
Method = Callable[[Question, tuple[Word, ...], str], tuple[PointHit, ...]]
"""Judges the words of an answer with this id to a question."""


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


def always(question: Question, words: tuple[Word, ...], name: str) -> tuple[PointHit, ...]:
    return tuple(PointHit(point.id, point.kind, "covered", "") for point in question.key_points)


def shared_words(question: Question, words: tuple[Word, ...], name: str) -> tuple[PointHit, ...]:
    """A point is covered when a third of its description's content words are said anywhere."""
    said = " ".join(word.text.lower() for word in words)
    return tuple(
        PointHit(point.id, point.kind, "covered" if overlap_of(point.means, said) >= 1 / 3 else "missed", "")
        for point in question.key_points
    )


def cross_validated(question: Question, words: tuple[Word, ...], name: str) -> tuple[PointHit, ...]:
    """What judges said that had learned from answers to other questions only."""
    found = stored()[name]
    return tuple(
        PointHit(point.id, point.kind, verdict, "", first_word=first, last_word=last)
        for point, (verdict, first, last) in zip(question.key_points, found, strict=True)
    )


@cache
def stored() -> dict[str, list[list]]:
    verdicts: dict[str, list[list]] = json.loads(STORED.read_text("utf-8"))
    return verdicts


METHODS: dict[str, Method] = {
    "always yes": always,
    "shared words": shared_words,
    "linguistics": lambda question, words, name: judge_by_language(question, words),
    "cross-validated": cross_validated,
    "shipped": lambda question, words, name: judge_points(question, words),
}


def by_folds(folders: list[Path], questions: dict[str, Question]) -> Method:
    """The judge of the fold that left a question out, with the layers that ship."""
    judges = [TrainedJudge(folder) for folder in folders]
    own = {name: judges[place % len(judges)] for place, name in enumerate(questions)}
    return lambda question, words, name: judge_points(question, words, own[question.id])


def judge_file(
    rows: list[dict], questions: dict[str, Question], method: Method, mishearing: Mishearing | None
) -> tuple[list[Judged], float]:
    """Every pair of the file, and seconds per answer."""
    judged: list[Judged] = []
    spent_s = 0.0
    for row in rows:
        tokens, places = row["text"].split(), None
        if mishearing:
            tokens, places = mishearing.heard(tokens)
        words = tuple(Word(token, None, None, 1.0) for token in tokens)
        begun = time.perf_counter()
        hits = method(questions[row["question"]], words, row.get("id", ""))
        spent_s += time.perf_counter() - begun
        judged.extend(_judged(row, hit, places) for hit in hits)
    return judged, spent_s / max(1, len(rows))


def _judged(row: dict, hit: PointHit, places: list[int] | None) -> Judged:
    """`places` says which word of the text each judged word comes from."""
    made = hit.point_id in row["covered"]
    labelled = row.get("evidence", {}).get(hit.point_id) or NOWHERE
    overlaps = None
    quoted = hit.first_word is not None and hit.last_word is not None
    if made and hit.verdict == "covered" and quoted and labelled in row["text"]:
        start = len(row["text"][: row["text"].index(labelled)].split())
        end = start + len(re.findall(r"\S+", labelled)) - 1
        first, last = (places[at] if places else at for at in (hit.first_word, hit.last_word))
        overlaps = first <= end and last >= start
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


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument(
        "--bank", default="senior-pm", help="a built-in bank's name or the path of a YAML file"
    )
    parser.add_argument("--methods", nargs="*", choices=METHODS, default=list(METHODS))
    parser.add_argument("--corrupt", type=float, default=0.0, metavar="SHARE", help="of the words, misheard")
    parser.add_argument("--folds", type=Path, nargs="*", default=[], help="judges that left out fold 0, 1, …")
    return parser.parse_args()


def main() -> None:
    options = read_options()
    bank = Path(options.bank) if Path(options.bank).suffix else options.bank
    questions = {question.id: question for question in load_bank(bank).questions}
    methods = {name: METHODS[name] for name in options.methods}
    if options.folds:
        methods["folds"] = by_folds(options.folds, questions)
    console = Console(width=100)
    for path in options.files:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        unknown = {row["question"] for row in rows} - questions.keys()
        if unknown:
            raise SystemExit(
                f"{path}: no such question in the bank: {', '.join(sorted(unknown))}; give --bank."
            )
        known = not options.corrupt and all(row.get("id") in stored() for row in rows)
        table = Table(title=path.name)
        for column in COLUMNS:
            table.add_column(column, justify="left" if column in ("method", "points") else "right")
        for name, method in methods.items():
            if method is not cross_validated or known:
                mishearing = Mishearing(rows, options.corrupt) if options.corrupt else None
                add_rows(table, name, *judge_file(rows, questions, method, mishearing))
        console.print(table)


if __name__ == "__main__":
    main()
