"""Public entailment sets in one form: `python -m training.judge.entailment --mirrors DIR --out FILE`.

DIR holds clones or unpacked snapshots of the repositories that SOURCES.md names, each in OWNER+NAME. None
of their texts is part of this project; what is written here is for training on the spot. A line is
{"premise", "hypotheses": [{"text", "label"}], "source"}; the label is 0 where the statement follows from
the premise, 1 where it does not, and 2 where the premise contradicts it. Sets with two labels give 1 for
both of the latter. A pair that an earlier set has is left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

STATEMENTS = 6
"""At most so many on a line."""

FOLLOWS, NOT_SAID, CONTRADICTED = 0, 1, 2
NAMES = {
    FOLLOWS: "entailment supports correct",
    NOT_SAID: "neutral not_entailment incorrect",
    CONTRADICTED: "contradiction refutes contradictory",
}
LABELS = {name: label for label, names in NAMES.items() for name in names.split()}

Pair = tuple[str, str, int | None]
"""A premise, a statement and its label; None where the set does not say."""
Reader = Callable[[Path], Iterator[Pair]]
"""From the folder of a repository to its pairs."""


def label_of(name: str) -> int | None:
    return LABELS.get(name.strip().lower())


def text_lines(path: Path) -> Iterator[str]:
    """Only line feeds end a line: `splitlines` would also cut at separators inside the texts."""
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            yield line.rstrip("\n")


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in text_lines(path) if line.strip())


def table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a .csv, or of a .tsv, where quotation marks are part of the text."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        if path.suffix == ".tsv":
            yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        else:
            yield from csv.DictReader(file)


TOKENS = {"LSB": "[", "RSB": "]", "LRB": "(", "RRB": ")", "LCB": "{", "RCB": "}"}
SPACING = [
    (re.compile(r" ([.,;:!?%)\]}])"), r"\1"),
    (re.compile(r"([(\[{$£]) "), r"\1"),
    (re.compile(r" (n't|'s|'re|'ve|'ll|'d|'m)\b"), r"\1"),
    (re.compile(r" ' (s|re|ve|ll|d|m|t)\b"), r"'\1"),
    (re.compile(r"(\w) - (\w)"), r"\1-\2"),
]


def joined(tokens: str) -> str:
    """Text that was cut into tokens, as it is usually written."""
    for token, usual in TOKENS.items():
        tokens = tokens.replace(f"-{token}-", usual)
    tokens = tokens.replace("``", '"').replace("''", '"')
    for pattern, usual in SPACING:
        tokens = pattern.sub(usual, tokens)
    return tokens


def rows(folder: Path, paths: str, columns: str) -> Iterator[Pair]:
    """Tables with a premise, a statement and a label in the three columns."""
    premise, statement, label = columns.split()
    for path in paths.split():
        for row in table(folder / path):
            yield row[premise], row[statement], label_of(row[label])


def collected(name: str, columns: str = "premise hypothesis label") -> Reader:
    """The development part of a set in the collection felipessalvatore/NLI_datasets."""
    return partial(rows, paths=f"nli_datasets/{name}/dev.csv", columns=columns)


def parallel(folder: Path, names: str) -> Iterator[Pair]:
    """Three files with a premise, a statement and a label on the same line of each, in tokens."""
    files = (text_lines(folder / name) for name in names.split())
    for premise, statement, label in zip(*files, strict=True):
        yield joined(premise), joined(statement), label_of(label)


def binary_fever(folder: Path) -> Iterator[Pair]:
    for part in ("dev", "test"):
        for line in text_lines(folder / "Data" / "binary-FEVER-NLI" / f"{part}.txt"):
            fields = line.split("\t")
            if len(fields) == 3:
                yield joined(fields[1]), joined(fields[2]), label_of(fields[0])


def fever_symmetric(folder: Path) -> Iterator[Pair]:
    for name in ("v0.1/fever_symmetric_generated", "v0.2/fever_symmetric_dev", "v0.2/fever_symmetric_test"):
        for entry in json_lines(folder / f"symmetric_{name}.jsonl"):
            evidence = entry.get("evidence") or entry["evidence_sentence"]
            yield joined(evidence), joined(entry["claim"]), label_of(entry["label"])


def fool_me_twice(folder: Path) -> Iterator[Pair]:
    for part in ("dev", "test"):
        for entry in json_lines(folder / "dataset" / f"{part}.jsonl"):
            evidence = " ".join(sentence["text"] for sentence in entry["gold_evidence"])
            yield joined(evidence), entry["text"], label_of(entry["label"])


def wice(folder: Path) -> Iterator[Pair]:
    """The first two pieces of evidence for a claim; partly supported counts as not said."""
    for part in ("dev", "test"):
        pieces = Counter[str]()
        under = "code_and_resources/entailment_inputs/oracle_chunks/claim"
        for entry in json_lines(folder / under / f"{part}.jsonl"):
            claim = entry["meta"]["id"]
            pieces[claim] += 1
            if pieces[claim] <= 2:
                label = FOLLOWS if entry["label"] == "supported" else NOT_SAID
                yield " ".join(entry["evidence"]), entry["claim"], label


def keypoints(folder: Path) -> Iterator[Pair]:
    """Whether an argument makes a key point."""
    for under, part in (("kpm_data", "train"), ("kpm_data", "dev"), ("test_data", "test")):
        arguments, points, labels = (
            table(folder / under / f"{kind}_{part}.csv") for kind in ("arguments", "key_points", "labels")
        )
        argument_of = {row["arg_id"]: row["argument"] for row in arguments}
        point_of = {row["key_point_id"]: row["key_point"] for row in points}
        for row in labels:
            label = FOLLOWS if row["label"] == "1" else NOT_SAID
            yield argument_of[row["arg_id"]], point_of[row["key_point_id"]], label


def summary_units(folder: Path) -> Iterator[Pair]:
    """Whether a summary says a content unit, after most of those who were asked; ties are left out."""
    for path in sorted((folder / "human_annotations" / "SCUs_and_annotations").glob("*/*.csv")):
        said: dict[tuple[str, str], list[bool]] = defaultdict(list)
        for row in table(path):
            for column, unit in row.items():
                number = re.fullmatch(r"Input\.statement_(\d+)", column)
                answer = row.get(f"Answer.S{number[1]}Answer") if number else None
                if answer in ("p", "n") and unit != "BLANK":
                    said[row["Input.summary_text"], unit].append(answer == "p")
        for (summary, unit), votes in said.items():
            more = 2 * sum(votes) - len(votes)
            label = FOLLOWS if more > 0 else NOT_SAID if more < 0 else None
            yield joined(summary), joined(unit), label


def student_answers(folder: Path, corpus: str) -> Iterator[Pair]:
    with zipfile.ZipFile(folder / "semeval-3way.zip") as archive:
        for name in archive.namelist():
            if f"/3way/{corpus}/" in name and name.endswith(".xml"):
                yield from marked_answers(ElementTree.fromstring(archive.read(name)))


def marked_answers(root: ElementTree.Element) -> Iterator[Pair]:
    """Whether a student's answer, read with its question, says the reference answer: where it is correct
    the one that it is marked as matching, otherwise the first of the best."""
    question = (root.findtext("questionText") or "").strip()
    references = [one for one in root.iter("referenceAnswer") if one.text]
    text_of = {one.get("id"): one.text or "" for one in references}
    best = [one.text or "" for one in references if one.get("category") in ("BEST", None)]
    first = (best or list(text_of.values()))[0]
    for answer in root.iter("studentAnswer"):
        label, match = label_of(answer.get("accuracy", "")), answer.get("answerMatch")
        reference = text_of.get(match, "") if match and label == FOLLOWS else first
        yield f"{question} {(answer.text or '').strip()}", reference, label


def dialogue(folder: Path) -> Iterator[Pair]:
    labels = {"Fully attributable": FOLLOWS, "Not fully attributable": NOT_SAID}
    names = "cmu-dog/begin_dev_cmu topicalchat/begin_dev_tc wow/begin_dev_wow wow/begin_test_wow"
    for name in names.split():
        for row in table(folder / f"{name}.tsv"):
            yield joined(row["knowledge"]), joined(row["response"]), labels.get(row["begin_label"])


def ambient(folder: Path) -> Iterator[Pair]:
    """Pairs with one reading, and each reading of the others written out."""
    for entry in json_lines(folder / "AmbiEnt" / "ambient_full.jsonl"):
        yield entry["premise"], entry["hypothesis"], label_of(entry["labels"])
        for reading in entry["disambiguations"]:
            yield reading["premise"], reading["hypothesis"], label_of(reading["label"])


TURNED = re.compile(r"\bnot\b|except|least|false|n't")


def passages(folder: Path) -> Iterator[Pair]:
    """A passage, and a question with one of its four answers; not questions for what is not so."""
    for name in ("baseline", "crowd", "justification"):
        for entry in json.loads((folder / "data" / f"{name}.json").read_text("utf-8")):
            if TURNED.search(entry["question"].lower()):
                continue
            for number, option in enumerate(entry["options"], start=1):
                label = FOLLOWS if entry["gold_answer"] == f"option{number}" else NOT_SAID
                yield entry["document"], f"{entry['question']} {option}", label


taxinli = partial(rows, paths="taxinli10k.tsv", columns="prem hyp label")
snli_test = partial(parallel, names=" ".join(f"dataset/eSNLI/{n}.test" for n in ("s1", "s2", "labels")))
counterfactual = partial(
    rows,
    paths=" ".join(f"NLI/all_combined/{part}.tsv" for part in ("dev", "test", "train")),
    columns="sentence1 sentence2 gold_label",
)
fever_dev = partial(
    parallel, names=" ".join(f"RTE-Fever/processed/dev.{n}" for n in ("raw.input0", "raw.input1", "label"))
)
COLLECTION, SEMEVAL = "felipessalvatore/NLI_datasets", "myrosia/semeval-2013-task7"
PARTS: list[tuple[str, str, Reader]] = [
    ("mnli", COLLECTION, collected("mnli")),
    ("mnli", "microsoft/TaxiNLI", taxinli),
    ("snli", COLLECTION, collected("snli")),
    ("snli", "OanaMariaCamburu/e-SNLI", snli_test),
    ("snli_counterfactual", "acmi-lab/counterfactually-augmented-data", counterfactual),
    ("scitail", COLLECTION, collected("scitail")),
    ("fever", "salesforce/DocNLI", binary_fever),
    ("fever", "asaakyan/covidfact", fever_dev),
    ("fever_symmetric", "TalSchuster/FeverSymmetric", fever_symmetric),
    ("fool_me_twice", "google-research/fool-me-twice", fool_me_twice),
    ("wice", "ryokamoi/wice", wice),
    ("keypoints", "IBM/KPA_2021_shared_task", keypoints),
    ("realsumm_scu", "neulab/REALSumm", summary_units),
    ("sra_beetle", SEMEVAL, partial(student_answers, corpus="beetle")),
    ("sra_scientsbank", SEMEVAL, partial(student_answers, corpus="sciEntsBank")),
    ("begin_dialogue", "google/BEGIN-dataset", dialogue),
    ("ambient", "alisawuffles/ambient", ambient),
    # The question is the statement: whether the sentence answers it.
    ("qnli", COLLECTION, collected("qnli", "hypothesis premise label")),
    ("qa_passages", "nyu-mll/crowdsourcing-protocol-comparison", passages),
]
"""Set, repository and how to read it, in the order in which a pair that two of them have is kept."""


def grouped(pairs: Iterator[Pair], seen: set[tuple[str, str]]) -> dict[str, list[tuple[str, int]]]:
    """The statements of each premise, but for what was seen: the same letters and digits in both."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for premise, statement, label in pairs:
        premise, statement = " ".join(premise.split()), " ".join(statement.split())
        key = re.sub(r"\W+", "", premise.lower()), re.sub(r"\W+", "", statement.lower())
        if label is not None and len(premise) >= 5 and len(statement) >= 3 and key not in seen:
            seen.add(key)
            found[premise].append((statement, label))
    return found


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--mirrors", type=Path, required=True)
    cli.add_argument("--out", type=Path, required=True)
    cli.add_argument("--seed", type=int, default=1)
    args = cli.parse_args()
    folders = {repository: args.mirrors / repository.replace("/", "+") for _, repository, _ in PARTS}
    for repository, folder in folders.items():
        if not folder.is_dir():
            print(f"{repository} is skipped, because there is no folder {folder}.")
    there = [(source, read, folders[name]) for source, name, read in PARTS if folders[name].is_dir()]
    lines: list[str] = []
    seen: set[tuple[str, str]] = set()
    for source in dict.fromkeys(source for source, _, _ in there):
        pairs = (pair for name, read, folder in there if name == source for pair in read(folder))
        before, counts = len(lines), Counter[int]()
        for premise, said in grouped(pairs, seen).items():
            counts.update(label for _, label in said)
            for at in range(0, len(said), STATEMENTS):
                hypotheses = [{"text": text, "label": label} for text, label in said[at : at + STATEMENTS]]
                line = {"premise": premise, "hypotheses": hypotheses, "source": source}
                lines.append(json.dumps(line, ensure_ascii=False) + "\n")
        kinds = "/".join(str(counts[label]) for label in (FOLLOWS, NOT_SAID, CONTRADICTED))
        print(f"{source}: {counts.total()} pairs ({kinds}) on {len(lines) - before} lines")
    random.Random(args.seed).shuffle(lines)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
