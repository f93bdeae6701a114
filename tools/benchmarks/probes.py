#!/usr/bin/env python3
"""How often an interviewer with follow-ups asks for what had already been said, by labelled answers.

    scripts/bench probes FILE… [--bank BANK] [--answers N] [--show] [--json]

The files are those of `scripts/bench coverage`. Of their answers to their own questions N are taken (all
without it), evenly spread, and after each the first follow-up is chosen as `practice --follow-ups` does.

A probe after a key point of the bank is needless when people found that the answer makes it; the question
put once more, when it makes any point; "what came of it", when a sentence is labelled as a result or a point
with a figure is made. Of the other probes (one's own part, a figure without what it was before, or of what)
the labels say nothing: they are counted apart, and --show prints every probe.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.benchmarks.coverage_answers import Given, bank_for, read_answers
from voicesim.assess.judge import assess
from voicesim.assess.norms import load_norms
from voicesim.assess.probe_rules import OFF, OUTCOME
from voicesim.assess.probes import next_probe
from voicesim.assess.said import Said
from voicesim.bank.question import Question


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer, and whether one of its sentences is labelled as a result."""

    given: Given
    result: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A probe: what it asks after, and whether that had been said; None where no label tells."""

    about: str
    probe: str
    needless: bool | None


def labelled(path: Path, bank: str | None) -> Iterator[Labelled]:
    own = [given for given in read_answers(path, bank_for(path, bank)) if given.role == "own"]
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    for given, row in zip(own, rows, strict=True):
        yield Labelled(given, any(each.get("part") == "R" for each in row.get("sentences", ())))


def first_probe(answer: Labelled) -> Asked | None:
    """None where nothing is asked."""
    given = answer.given
    assessment = assess(given.question, given.words, None, None, load_norms())
    probe = next_probe([Said(given.question, given.words, assessment)])
    if probe is None:
        return None
    about = probe.key_points[0].id
    known = any(about == point.id for point in given.question.key_points)
    return Asked("a point of the bank" if known else about, probe.prompt, needless(answer, probe))


def needless(answer: Labelled, probe: Question) -> bool | None:
    """Whether the answer had said what a probe asks for; None where no label tells."""
    given, asked = answer.given, probe.key_points[0]
    if any(asked.id == point.id for point in given.question.key_points):
        return asked.id in given.made if asked.id in given.judged else None
    if asked.id == OFF:
        return bool(given.made)
    if asked.id == OUTCOME:
        measured = {point.id for point in given.question.key_points if point.kind == "metric"}
        return answer.result or bool(measured & given.made)
    return None


def summary(answers: int, asked: Sequence[Asked]) -> dict[str, object]:
    told = [each.needless for each in asked if each.needless is not None]
    return {
        "answers": answers,
        "probes": len(asked),
        "about": dict(Counter(each.about for each in asked)),
        "labelled": len(told),
        "needless": sum(told),
        "needless_share": round(sum(told) / len(told), 3) if told else None,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--bank")
    parser.add_argument("--answers", type=int)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    found = [each for path in options.files for each in labelled(path, options.bank)]
    count = min(options.answers or len(found), len(found))
    taken = [found[number * len(found) // count] for number in range(count)]
    asked = [probe for answer in taken if (probe := first_probe(answer)) is not None]
    for each in asked if options.show else ():
        print(f"{'needless' if each.needless else '-'}\t{each.about}\t{each.probe}")
    told = summary(count, asked)
    print(json.dumps(told) if options.json else "\n".join(f"{name}: {value}" for name, value in told.items()))


if __name__ == "__main__":
    main()
