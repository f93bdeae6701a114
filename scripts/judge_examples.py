"""What the judge learns from: the written sentences in data/judge, and labelled answers.

File format: `@group` starts a question, `# point` a key point of it (`~` after it: who did it does not
matter), `+` a sentence that makes the point, `-` one that only sounds like it. For the built-in bank the
group is the question's id and the point its id; elsewhere the point is its description.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from voicesim.assess.coverage.clauses import split_clauses, split_pieces
from voicesim.assess.coverage.concepts import asked_sentences, asked_text
from voicesim.bank.load import load_bank
from voicesim.speech.words import Word

DATA = Path(__file__).with_name("data") / "judge"
NEUTRAL, ANSWERS = "neutral.txt", "answers.txt"


@dataclass(frozen=True, slots=True)
class Point:
    """A key point with its descriptions and the sentences written for it."""

    group: str
    key: str
    kind: str
    means: tuple[str, ...]
    agent_matters: bool
    cues: tuple[str, ...] = ()
    made: list[str] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Passage:
    """What some points mean, sentences, and for each sentence one (label, weight) for each point."""

    means: tuple[str, ...]
    sentences: tuple[str, ...]
    labels: tuple[tuple[tuple[float, float], ...], ...]


def read_points() -> list[Point]:
    """All written points, the built-in bank's with its own and with short descriptions."""
    short = json.loads((DATA / "short-means.json").read_text("utf-8"))
    bank = {question.id: question for question in load_bank("senior-pm").questions}
    points: dict[tuple[str, str], Point] = {}
    for path in sorted(DATA.glob("*.txt")):
        if path.name not in (NEUTRAL, ANSWERS):
            for read in _read(path, bank, short):
                point = points.setdefault((read.group, read.key), read)
                if point is not read:
                    point.made.extend(read.made)
                    point.sounds.extend(read.sounds)
    return list(points.values())


def _read(path: Path, bank: dict, short: dict[str, str]) -> Iterator[Point]:
    group, point = "", None
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@"):
            group = line[1:].strip()
        elif line.startswith("#"):
            if point:
                yield point
            name = line[1:].strip()
            key = name.removesuffix("~").strip()
            if group in bank:
                asked = bank[group].point(key)
                means, kind, cues = (
                    (short[f"{group}/{key}"], asked_sentences(asked.means)[0]),
                    asked.kind,
                    asked.cues,
                )
            else:
                means, kind, cues = (key,), _kind(key), ()
            point = Point(group, key, kind, means, not name.endswith("~"), cues)
        elif point and line[:2] in ("+ ", "- "):
            (point.made if line[0] == "+" else point.sounds).append(line[2:].strip())
    if point:
        yield point


def _kind(means: str) -> str:
    if re.search(r"\b(?:figures?|measured|number)\b", means):
        return "metric"
    given_up = (
        r"postponed|removed|dropped|given up|gives up|conceded|left (?:out|away)|had to wait|"
        r"could not be done|turned down"
    )
    return "tradeoff" if re.search(given_up, means) else "content"


def neutral_sentences() -> list[str]:
    lines = (DATA / NEUTRAL).read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def written_answers(points: list[Point]) -> list[Passage]:
    """Whole answers in data/judge/answers.txt: each line a sentence and the numbers of its points."""
    groups: dict[str, list[Point]] = {}
    for point in points:
        groups.setdefault(point.group, []).append(point)
    passages = []
    for block in (DATA / ANSWERS).read_text("utf-8").split("@")[1:]:
        name, *lines = block.strip().splitlines()
        made = [(line.split("|", 1)[0], line.split("|", 1)[1]) for line in lines]
        asked = groups[name]
        labels = tuple(
            tuple(
                (1.0, 2.0) if str(number) in numbers.split(",") else (0.0, 0.7)
                for number in range(1, len(asked) + 1)
            )
            for numbers, _ in made
        )
        passages.append(Passage(tuple(p.means[0] for p in asked), tuple(text for _, text in made), labels))
    return passages


def labelled_answers(path: Path, keep: Callable[[str], bool], *, short: bool) -> list[Passage]:
    """Answers of the development format whose question is kept, sentence by sentence.

    A sentence that holds a point's evidence makes it; other sentences of an answer that covers the point say
    nothing either way, and all sentences of an answer that does not cover it do not make it.
    """
    bank = {question.id: question for question in load_bank("senior-pm").questions}
    brief = json.loads((DATA / "short-means.json").read_text("utf-8"))
    passages = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if not keep(row["question"]):
            continue
        asked = bank[row["question"]].key_points
        means = tuple(
            brief[f"{row['question']}/{point.id}"]
            if short
            else asked_text(asked_sentences(point.means)[0], point.cues[:2])
            for point in asked
        )
        words = tuple(Word(token, None, None, 1.0) for token in row["text"].split())
        clauses = split_clauses(words)
        pieces = [(clauses[first].first, clauses[last].last) for first, last in split_pieces(clauses)]
        labels = tuple(_elsewhere(_evidence_label(row, p.id, *piece) for p in asked) for piece in pieces)
        texts = tuple(" ".join(word.text for word in words[first : last + 1]) for first, last in pieces)
        passages.append(Passage(means, texts, labels))
    return passages


def _evidence_label(row: dict, point: str, first: int, last: int) -> tuple[float, float]:
    if point not in row["covered"]:
        return 0.0, 0.7
    start = len(row["text"][: row["text"].index(row["evidence"][point])].split())
    end = start + len(row["evidence"][point].split()) - 1
    shared = min(last, end) - max(first, start) + 1
    return (1.0, 2.0) if shared >= 0.5 * min(end - start + 1, last - first + 1) else (0.0, 0.0)


def _elsewhere(labels: Iterator[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """A sentence that makes one point most likely makes no other, even one that is covered elsewhere."""
    found = tuple(labels)
    if not any(made for made, _ in found):
        return found
    return tuple((made, weight or 0.3) for made, weight in found)
