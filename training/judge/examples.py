"""What the reader learns from and is measured on, in one form.

Three kinds of source: answers labelled sentence by sentence (`.jsonl` with a bank beside it), answers
labelled by point with quotations, and key points with passages that make them or do not (`.txt`, composed
here into answers).
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

Kind = str


@dataclass(frozen=True)
class Point:
    id: str
    kind: Kind
    means: str


@dataclass(frozen=True)
class Question:
    id: str
    style: str
    prompt: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Sentence:
    """A stretch of an answer; `made` and `near` are point ids, `unknown` those that it was not labelled
    for."""

    text: str
    part: str = "?"
    made: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Example:
    """An answer to a question; `covered` is None where only the sentences say what is made.

    `about` is whether the answer is about the question: 1, 0 or None (not known). `kind` is own, other,
    off or composed.
    """

    id: str
    source: str
    question: Question
    sentences: tuple[Sentence, ...]
    covered: frozenset[str]
    about: float | None
    kind: str = "own"
    role: str = ""
    quotes: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)


def read_bank(path: Path) -> dict[str, Question]:
    document = yaml.safe_load(path.read_text("utf-8"))
    return {
        q["id"]: Question(
            q["id"],
            q.get("style", "story"),
            " ".join(q["prompt"].split()),
            tuple(
                Point(p["id"], p.get("kind", "content"), " ".join(p["means"].split()))
                for p in q["key_points"]
            ),
        )
        for section in document["sections"]
        for q in section["questions"]
    }


def read_labelled(path: Path, bank: dict[str, Question]) -> list[Example]:
    """Answers labelled sentence by sentence, each also as an answer to the other questions that it was
    judged by."""
    found: list[Example] = []
    for line in path.read_text("utf-8").splitlines():
        entry = json.loads(line)
        question = bank[entry["question"]]
        if "sentences" not in entry:
            found.append(_quoted(entry, question, path.stem))
            continue
        sentences = tuple(
            Sentence(s["s"], s.get("part", "-"), frozenset(s["points"]), frozenset(s["near"]))
            for s in entry["sentences"]
        )
        base = Example(
            entry["id"],
            path.stem,
            question,
            sentences,
            frozenset(entry["covered"]),
            1.0,
            role=entry.get("role", ""),
        )
        found.append(base)
        found.extend(_other(base, bank, other) for other in entry.get("other", ()))
    return found


def _other(base: Example, bank: dict[str, Question], other: dict[str, Any]) -> Example:
    made: dict[str, list[int]] = other["made"]
    sentences = tuple(
        Sentence(s.text, s.part, frozenset(p for p, at in made.items() if number in at))
        for number, s in enumerate(base.sentences, 1)
    )
    return replace(
        base,
        id=f"{base.id}@{other['question']}",
        question=bank[other["question"]],
        sentences=sentences,
        covered=frozenset(made),
        about=0.0 if not made else None,
        kind="other",
    )


def _quoted(entry: dict[str, Any], question: Question, source: str) -> Example:
    """An answer with a quotation for each covered point: the sentence that holds it makes the point."""
    quotes: dict[str, str] = entry.get("evidence", {})
    covered = frozenset(entry["covered"])
    texts = re.split(r"(?<=[.?!])\s+", entry["text"])
    sentences: list[tuple[str, set[str]]] = []
    placed: set[str] = set()
    for text in texts:
        made = {p for p, q in quotes.items() if p in covered and _overlap(q, text)}
        placed |= made
        sentences.append((text, made))
    unknown = covered - placed
    return Example(
        entry["id"],
        source,
        question,
        tuple(
            Sentence(t, "?", frozenset(m), unknown=frozenset((covered - m) & (unknown | covered)))
            for t, m in sentences
        ),
        covered,
        1.0 if covered else None,
        quotes=quotes,
        role=entry.get("role", ""),
    )


def _overlap(quote: str, text: str) -> bool:
    a, b = _bare(quote), _bare(text)
    return a in b or (len(b) > 12 and b in a) or a[:30] in b or a[-30:] in b


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))


@dataclass(frozen=True)
class PointPassages:
    question: Question
    true: dict[str, list[str]]
    false: dict[str, list[str]]


def read_points(path: Path) -> list[PointPassages]:
    """Key points with passages: `@ trade | question`, `# description`, `+` makes it, `-` does not."""
    found: list[PointPassages] = []
    prompt, points, true, false = "", [], {}, {}  # type: ignore[var-annotated]

    def close() -> None:
        if points:
            style = "approach" if re.match(r"(how|what|which|when|why|where)\b", prompt.lower()) else "story"
            question = Question(f"{path.stem}-{len(found)}", style, prompt, tuple(points))
            found.append(PointPassages(question, dict(true), dict(false)))

    for line in path.read_text("utf-8").splitlines():
        mark, text = line[:1], line[1:].strip()
        if mark == "@":
            close()
            prompt, points, true, false = text.partition("|")[2].strip(), [], {}, {}
        elif mark == "#":
            kind = "metric" if text.endswith("~m") else "tradeoff" if text.endswith("~t") else "content"
            text = re.sub(r"\s*~[mt]$", "", text)
            text = re.sub(r"^[a-z0-9-]+:\s+(?=[A-Z])", "", text)
            points.append(Point(f"p{len(points)}", kind, text))
            true[points[-1].id], false[points[-1].id] = [], []
        elif mark == "+":
            true[points[-1].id].append(text)
        elif mark == "-":
            false[points[-1].id].append(text)
    close()
    return found


def compose(entry: PointPassages, rng: random.Random, asides: Sequence[str]) -> Example:
    """An answer made of passages to one question: some points made, others only nearly."""
    ids = [p.id for p in entry.question.points]
    everything = frozenset(ids)
    sentences: list[Sentence] = []
    share = rng.choice([0.2, 0.4, 0.6, 0.8])
    for point in ids:
        if rng.random() < share:
            text = rng.choice(entry.true[point])
            sentences.append(Sentence(text, "?", frozenset([point])))
        for text in rng.sample(entry.false[point], k=min(len(entry.false[point]), rng.choice([0, 1, 1, 2]))):
            # what else of the same story it may make is not known, but only the point it was written for
            sentences.append(Sentence(text, "?", near=frozenset([point]), unknown=everything - {point}))
    sentences += [Sentence(t) for t in rng.sample(list(asides), k=rng.choice([0, 0, 1, 1, 2])) if asides]
    if not sentences:
        return compose(entry, rng, asides)
    rng.shuffle(sentences)
    made = frozenset(p for s in sentences for p in s.made)
    return Example(
        entry.question.id,
        "points",
        entry.question,
        tuple(sentences[:9]),
        frozenset(p for s in sentences[:9] for p in s.made),
        None if not made else 1.0,
        kind="composed",
    )


def off_topic(text: str, question: Question, name: str) -> Example:
    pieces = re.split(r"(?<=[.?!])\s+", text.strip())
    return Example(
        name, "off", question, tuple(Sentence(p) for p in pieces if p), frozenset(), 0.0, kind="off"
    )


def read_stories(path: Path) -> list[str]:
    """Texts parted by blank lines."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", path.read_text("utf-8")) if part.strip()]
