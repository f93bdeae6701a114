"""What a trained reader says of labelled answers: `python -m training.judge.evaluate --run DIR --data …`.

Writes `predictions.jsonl` into the run: a line for each pair of answer and point, with its log-odds.
Prints, by file, the area under the curve, accuracy at one half, and how many of the covered points are
quoted from the right place.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.judge.data import read_sources
from training.judge.examples import Example, off_topic, read_bank, read_stories
from training.judge.network import PARTS, Reader, load
from training.judge.rows import Pieces, windows


def predict(reader: Reader, examples: Iterable[Example], pieces: Pieces) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for example in examples:
        rows = windows(example, pieces)
        if not rows:
            continue
        points = example.question.points
        made, about = np.full(len(points), -20.0), -20.0
        units: dict[tuple[int, int], tuple[np.ndarray, np.ndarray, int, np.ndarray]] = {}
        for row in rows:
            with torch.no_grad():
                pairs, whole, parts, about_row = (out[0].float().numpy() for out in reader(*row.feed()))
            made, about = np.maximum(made, whole), max(about, float(about_row))
            for u, words in enumerate(row.unit_words):
                if words not in units or pairs[:, u, 0].max() > units[words][0].max():
                    units[words] = (pairs[:, u, 0], pairs[:, u, 1], row.group[u], parts[u])
        spans = sorted(units)
        for p, point in enumerate(points):
            best = max(spans, key=lambda s: units[s][0][p])
            sentence = example.sentences[units[best][2]]
            text = example.text.split()
            found.append(
                {
                    "source": example.source,
                    "id": example.id,
                    "role": example.role,
                    "kind": example.kind,
                    "question": example.question.id,
                    "point": point.id,
                    "pointkind": point.kind,
                    "made": point.id in example.covered,
                    "logit": float(made[p]),
                    "unit": float(units[best][0][p]),
                    "near": float(units[best][1][p]),
                    "about": about,
                    "right": point.id in sentence.made,
                    "quote": " ".join(text[best[0] : best[1] + 1]),
                    "words": len(text),
                    "bestu": spans.index(best),
                    "n": len(spans),
                    "second": float(sorted((units[s][0][p] for s in spans), reverse=True)[1])
                    if len(spans) > 1
                    else -20.0,
                }
            )
        if example.question.style == "story" and example.kind == "own":
            right = [
                PARTS[int(units[s][3].argmax())] == example.sentences[units[s][2]].part
                for s in spans
                if example.sentences[units[s][2]].part in PARTS
            ]
            found[-1]["parts"] = (sum(right), len(right))
    return found


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    pos = np.array([s for s, made in zip(scores, labels, strict=True) if made])
    neg = np.array([s for s, made in zip(scores, labels, strict=True) if not made])
    if not len(pos) or not len(neg):
        return float("nan")
    return float((pos[:, None] > neg).mean() + (pos[:, None] == neg).mean() / 2)


def summary(found: list[dict[str, Any]]) -> None:
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in found:
        groups[row["source"], row["kind"]].append(row)
        groups["all", row["kind"]].append(row)
    for (source, kind), rows in sorted(groups.items()):
        labels = [r["made"] for r in rows]
        scores = [r["logit"] for r in rows]
        said = [s > 0 for s in scores]
        accuracy = np.mean([a == b for a, b in zip(said, labels, strict=True)])
        precision = (
            np.mean([lab for s, lab in zip(said, labels, strict=True) if s]) if any(said) else float("nan")
        )
        right = [r["right"] for r in rows if r["made"] and r["logit"] > 0]
        parts = [r["parts"] for r in rows if "parts" in r]
        parted = sum(a for a, _ in parts) / max(1, sum(b for _, b in parts))
        numbers = {
            "pairs": len(rows),
            "made": np.mean(labels),
            "auc": auc(scores, labels),
            "auc of units": auc([r["unit"] for r in rows], labels),
            "accuracy": accuracy,
            "precision": precision,
            "evidence": np.mean(right) if right else float("nan"),
            "parts": parted,
            "about": np.mean([r["about"] > 0 for r in rows]),
        }
        print(f"{source:20s} {kind:6s}", "  ".join(f"{name} {value:.3f}" for name, value in numbers.items()))


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--run", type=Path, required=True)
    cli.add_argument("--weights", type=Path)
    cli.add_argument("--base", type=Path, required=True)
    cli.add_argument("--data", type=Path, nargs="+", required=True)
    cli.add_argument("--only", nargs="*", default=[])
    cli.add_argument(
        "--off", type=Path, help="stories about something else, tried with questions of the built-in bank"
    )
    cli.add_argument("--out", default="predictions.jsonl")
    args = cli.parse_args()
    reader = load(args.weights or args.run / "reader.pt").eval()
    pieces = Pieces(args.base / "tokenizer.json")
    answers = read_sources(args.data, set()).answers
    examples = [e for e in answers if not args.only or e.source in args.only]
    if args.off:
        questions = list(read_bank(Path("voicesim/bank/data/senior-pm.yaml")).values())
        for number, text in enumerate(read_stories(args.off)):
            examples += [
                off_topic(text, questions[(number * 7 + k * 5) % len(questions)], f"off-{number}")
                for k in range(2)
            ]
    found = predict(reader, examples, pieces)
    (args.run / args.out).write_text("".join(json.dumps(row) + "\n" for row in found), "utf-8")
    summary(found)


if __name__ == "__main__":
    main()
