"""All that the reader learns from, found in folders: banks with answers, points with passages, other
stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training.judge.examples import (
    Example,
    PointPassages,
    read_bank,
    read_labelled,
    read_points,
    read_stories,
)
from voicesim.bank.load import DATA


@dataclass(frozen=True)
class Sources:
    answers: list[Example]
    passages: list[PointPassages]
    stories: list[str]
    asides: list[str]

    def summary(self) -> str:
        kinds = Counter((e.source, e.kind) for e in self.answers)
        counts = f"{len(self.passages)} questions with passages, {len(self.stories)} stories"
        return f"{len(self.answers)} answers {dict(kinds)}, {counts}"


def read_sources(folders: Sequence[Path], without: set[str]) -> Sources:
    """Files: NAME.yaml with NAME*.jsonl, or NAME.jsonl whose first folder holds `bank.yaml`;
    points-*.txt; off*.txt."""
    answers: list[Example] = []
    passages: list[PointPassages] = []
    stories: list[str] = []
    for folder in folders:
        for path in sorted(folder.glob("*.jsonl")):
            if path.stem in without:
                continue
            answers += read_labelled(path, read_bank(bank_of(path)))
        for path in sorted(folder.glob("*.txt")):
            if path.stem in without:
                continue
            if path.stem.startswith("off"):
                stories += read_stories(path)
            elif path.read_text("utf-8").lstrip().startswith("@"):
                passages += read_points(path)
    asides = [
        s.text
        for e in answers
        for s in e.sentences
        if not s.made and not s.near and not s.unknown and e.kind == "own"
    ]
    return Sources(answers, passages, stories, asides)


def bank_of(path: Path) -> Path:
    """NAME.yaml beside NAME.jsonl, or the built-in bank NAME; for NAME-more.jsonl the longest NAME that
    begins it."""
    for folder in (path.parent, DATA):
        names = [p for p in folder.glob("*.yaml") if f"{path.stem}-".startswith(f"{p.stem}-")]
        if names:
            return max(names, key=lambda p: len(p.stem))
    return DATA / "senior-pm.yaml"
