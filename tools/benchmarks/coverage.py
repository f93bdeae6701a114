#!/usr/bin/env python3
"""How often coverage agrees with people, for any labelled answers.

    scripts/bench coverage FILE… [--bank BANK] [--methods METHOD…] [--corrupt 0.1] [--questions N] [--json]
                           [--server URL [--server-model NAME] [--server-timeout S]]
    scripts/bench coverage FILE… --as-heard MODEL [--answers N] [--bank BANK] [--json]

A file is one of three:

- JSON Lines of {"id", "question", "text", "covered": [points], "evidence": {point: words},
  "missed": [points]}; id, evidence and missed may be left out. With "missed", points in neither list are not
  judged.
- JSON Lines of {"id", "question", "sentences": [{"s": words, "points": [points]}], "covered": [points],
  "other": [{"question", "made": {point: [sentence numbers from 1]}}]}. "other" may be left out; it says what
  the same answer makes of another question of the bank.
- a .txt file of texts about something else, parted by blank lines. They are given to the questions of the
  bank, or to N of them evenly spread, and must earn nothing.

The bank is --bank, else NAME.yaml beside NAME.jsonl or NAME-….jsonl, else the built-in senior-pm.

Columns, as shares of 1:

- accuracy: pairs of answer and point that people judge alike (a check is half right), and where it lies in 95
  of 100 draws of as many answers; likelier: the same with a check taken for what is likelier; check: pairs;
  ms: median for an answer
- claims, covered, missed right: accuracy of the pairs with these verdicts (claims are all but check); recall:
  made points that are covered; wrong question: pairs covered, truly made; off topic: pairs covered
- evidence right: rightly covered points whose quotation overlaps the labelled words; evidence wrong: covered
  points whose quotation does not, or that are not made; quote words: median and 90 %; quote shared: covered
  points with the same quotation as another point of the answer

--server asks a language model on this machine about each point to check, as docs/second-reader.md tells, adds
the method "second reader", which counts what it resolves, and says how often it is right about these points.

--as-heard has the answers (or N of them, evenly spread) spoken by several voices at 140 to 190 words a minute
in a room, written down by a speech model as in an interview, and judged: the figures of the shipped judge as
text and as heard beside each other, with the words that were heard wrongly and the verdicts that changed.

--corrupt mishears that share of the words, as speech recognition does. --json prints an object for each file
and, after more than one, another for the file "pooled".
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from tools.benchmarks.coverage_answers import BUILT_IN, Given, bank_for, read_answers
from tools.benchmarks.coverage_heard import by_voice, hear, some, table
from tools.benchmarks.coverage_scores import KINDS, Judged, Method, Scores, judge_answers, score
from tools.benchmarks.coverage_second import NAME, Resolved, SecondMethod, in_words
from tools.benchmarks.coverage_tenths import in_words as in_tenths
from tools.benchmarks.coverage_tenths import tenths
from voicesim.assess.assessment import PointHit, Verdict
from voicesim.assess.coverage import judge_points
from voicesim.bank.question import Bank, KeyPoint, Question
from voicesim.errors import InputError, VoicesimError
from voicesim.second.address import EXAMPLE
from voicesim.second.reader import SecondReader
from voicesim.speech.words import Word

COLUMNS: tuple[dict[str, tuple[str, ...]], ...] = (
    {
        "answers": ("answers",),
        "pairs": ("pairs",),
        "accuracy": ("accuracy",),
        "95 %": ("accuracy_low", "accuracy_high"),
        "likelier": ("likelier",),
        "check": ("check",),
        "ms": ("ms",),
    },
    {
        "claims\nright": ("claims_right",),
        "covered\nright": ("covered_right",),
        "missed\nright": ("missed_right",),
        "recall": ("recall",),
        "wrong\nquestion": ("other_covered", "other_made"),
        "off\ntopic": ("off_covered",),
    },
    {
        "evidence\nright": ("evidence_right",),
        "evidence\nwrong": ("evidence_wrong",),
        "quote\nwords": ("quote_words", "quote_words_90"),
        "quote\nshared": ("quote_shared",),
    },
)
"""Names of columns and the figures in them, in parts that a terminal of 80 characters holds."""

WHOLE = frozenset({"answers", "pairs", "quote_words", "quote_words_90", "ms"})
WIDE, PLAIN = 170, 240
"""Characters in a line of a terminal that holds all columns, and of a text that is not for a terminal."""

Blocks = dict[str, list[Judged]]
"""What was judged, by the name of the method or of the file."""

Rows = list[tuple[str, str, Scores]]
"""The method, the kind of point or the file, and the figures."""


def always(verdict: Verdict) -> Method:
    return lambda question, words: [_hit(point, verdict) for point in question.key_points]


def shared_words(question: Question, words: tuple[Word, ...]) -> list[PointHit]:
    """A point is covered when a third of the longer words of its description are said, in whatever form."""
    said = _stems(" ".join(word.text for word in words))

    def share_said(asked: frozenset[str]) -> float:
        return len(asked & said) / max(1, len(asked))

    return [
        _hit(point, "covered" if share_said(_stems(point.means)) >= 1 / 3 else "missed")
        for point in question.key_points
    ]


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:5] for word in re.findall(r"[a-z]{4,}", text.lower()))


def _hit(point: KeyPoint, verdict: Verdict) -> PointHit:
    return PointHit(point.id, point.kind, verdict, "")


METHODS: dict[str, Method] = {
    "always yes": always("covered"),
    "always no": always("missed"),
    "shared words": shared_words,
    "shipped": lambda question, words: judge_points(question, words),
}


def by_kind(judged: Sequence[Judged]) -> dict[str, Scores]:
    return {"all": score(judged), **{kind: score(judged, kind) for kind in KINDS}}


def worst_first(files: Blocks) -> list[tuple[str, Scores]]:
    """The files by accuracy; after them, those without any by the credit that they were given."""
    found = [(name, score(judged)) for name, judged in files.items()]
    labelled = [row for row in found if row[1].accuracy is not None]
    others = [row for row in found if row[1].accuracy is None]
    return sorted(labelled, key=lambda row: row[1].accuracy or 0.0) + sorted(
        others, key=lambda row: row[1].off_covered or 0.0, reverse=True
    )


def cell(found: Scores, figures: Sequence[str]) -> str:
    values = [getattr(found, name) for name in figures]
    if None in values:
        return "–"
    forms = ("{:.0f}" if name in WHOLE else "{:.3f}" for name in figures)
    return ", ".join(form.format(value) for form, value in zip(forms, values, strict=True))


def print_table(console: Console, title: str, of: str, rows: Rows) -> None:
    """All columns side by side, or part by part where lines are too short for that."""
    console.print(title, soft_wrap=True)
    whole = {name: figures for part in COLUMNS for name, figures in part.items()}
    style = box.SIMPLE_HEAD if console.is_terminal else None
    for columns in (whole,) if console.width >= WIDE else COLUMNS:
        table = Table(box=style, pad_edge=False, padding=(0, 1, 0, 0))
        for name in ("method", of, *columns):
            figure = name in columns
            table.add_column(name, justify="right" if figure else "left", no_wrap=figure)
        for method, name, found in rows:
            table.add_row(method, name, *(cell(found, figures) for figures in columns.values()))
        console.print(table, "")


def print_block(console: Console | None, name: str, bank: str | None, blocks: Blocks) -> None:
    """The figures by method and kind of point: a table or, without a console, JSON."""
    found = {method: by_kind(judged) for method, judged in blocks.items()}
    if console:
        rows = [(method, kind, scores) for method, kinds in found.items() for kind, scores in kinds.items()]
        print_table(console, f"{name} (bank {bank})" if bank else name, "points", rows)
    else:
        figures = {
            method: {kind: asdict(scores) for kind, scores in kinds.items()}
            for method, kinds in found.items()
        }
        print(json.dumps({"file": name, "bank": bank, "methods": figures}, ensure_ascii=False), flush=True)


def print_second(console: Console | None, name: str, found: Resolved) -> None:
    """What the second reader makes of the points to check: a line or, without a console, JSON."""
    if console:
        console.print(in_words(found), "", sep="\n", soft_wrap=True)
    else:
        print(json.dumps({"file": name, "second": asdict(found)}, ensure_ascii=False), flush=True)


def print_all(console: Console | None, files: dict[str, Blocks], methods: Sequence[str]) -> None:
    """The worst file first, then all files as one."""
    by_method = {method: {name: blocks[method] for name, blocks in files.items()} for method in methods}
    if console:
        rows = [(method, *row) for method, found in by_method.items() for row in worst_first(found)]
        print_table(console, f"{len(files)} files, the worst first", "file", rows)
    pooled = {method: [one for part in found.values() for one in part] for method, found in by_method.items()}
    print_block(console, "pooled", None, pooled)
    for judged in pooled.values():
        if console and (told := in_tenths(tenths(judged))):
            console.print(told, "", sep="\n", soft_wrap=True)


def print_heard(options: argparse.Namespace, banks: Sequence[Bank], read: Sequence[Sequence[Given]]) -> None:
    """Each file as text and as heard: a table or, with --json, an object."""
    for path, bank, given in zip(options.files, banks, read, strict=True):
        chosen = some(given, options.answers)
        if not chosen:
            raise InputError(f"{path} holds no answer to a question of the bank {bank.id}.")
        found = by_voice(list(hear(chosen, options.as_heard, bank.vocabulary)))
        if options.json:
            voices = {name: asdict(one) for name, one in found.items()}
            print(json.dumps({"file": path.name, "bank": bank.id, "heard": voices}, ensure_ascii=False))
        else:
            print(
                f"{path.name} (bank {bank.id}), heard by {options.as_heard}\n\n{table(found)}\n", flush=True
            )


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("files", type=Path, nargs="+", metavar="FILE")
    add("--bank", help=f"a built-in bank's name or the path of a YAML file (without one: {BUILT_IN})")
    add("--methods", nargs="+", choices=METHODS, default=["shipped"])
    add("--corrupt", type=float, default=0.0, metavar="SHARE", help="of the words, misheard")
    add("--questions", type=int, metavar="N", help="that a text about something else is given to")
    add("--json", action="store_true", help="an object a file instead of tables")
    add("--server", metavar="URL", help=f"of a language model, such as {EXAMPLE}")
    add("--server-model", metavar="NAME", help="what the server calls it; needed where it has several")
    add("--server-timeout", type=float, default=60.0, metavar="S", help="for one question (without: 60)")
    add("--as-heard", metavar="MODEL", help="spoken, and written down by this speech model")
    add("--answers", type=int, metavar="N", help="with --as-heard: so many of a file, evenly spread")
    options = parser.parse_args(arguments)
    if options.answers is not None and (options.answers < 1 or not options.as_heard):
        parser.error("--answers must be 1 or more, and goes with --as-heard")
    if options.as_heard and (options.server or options.corrupt or options.methods != ["shipped"]):
        parser.error("--as-heard goes without --server, --corrupt and --methods")
    if options.questions is not None and options.questions < 1:
        parser.error("--questions must be 1 or more")
    if not 0.0 <= options.corrupt <= 1.0:
        parser.error("--corrupt must be from 0 to 1")
    return options


def main(arguments: Sequence[str] | None = None) -> None:
    options = read_options(arguments)
    screen = Console(markup=False, emoji=False, highlight=False)
    if not screen.is_terminal:
        screen.width = PLAIN
    console = None if options.json else screen
    files: dict[str, Blocks] = {}
    methods = {name: METHODS[name] for name in options.methods}
    second: SecondMethod | None = None
    try:
        if options.server:
            reader = SecondReader.at(options.server, options.server_model, options.server_timeout)
            methods[NAME] = second = SecondMethod(reader, options.server_timeout)
        banks = [bank_for(path, options.bank) for path in options.files]
        read = [
            read_answers(path, bank, misheard=options.corrupt, questions=options.questions)
            for path, bank in zip(options.files, banks, strict=True)
        ]
        if options.as_heard:
            print_heard(options, banks, read)
            return
        for path, bank, given in zip(options.files, banks, read, strict=True):
            name = path.name if path.name not in files else str(path)
            files[name] = {
                method: judge_answers(given, judge, time.perf_counter) for method, judge in methods.items()
            }
            print_block(console, name, bank.id, files[name])
            if second is not None:
                print_second(console, name, second.figures(given))
    except VoicesimError as error:
        raise SystemExit(str(error)) from error
    if len(files) > 1:
        print_all(console, files, list(methods))
        if second is not None:
            print_second(console, "pooled", second.figures([one for given in read for one in given]))


if __name__ == "__main__":
    main()
