"""Examples as the numbers that the reader takes: windows of an answer beside its question and points."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.judge.examples import Example, Point
from training.judge.network import PARTS
from voicesim.assess.coverage.reader import (
    ALL_PIECES,
    LEAD,
    POINT_PIECES,
    QUESTION_PIECES,
    UNIT_PIECES,
    WINDOW_PIECES,
    split,
)
from voicesim.assess.coverage.units import cut_units

POINT_MARK, UNIT_MARK = "[unused2]", "[unused1]"
"""Two pieces of the vocabulary that no text contains."""


class Pieces:
    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.start, self.end = self._number("<s>", "[CLS]"), self._number("</s>", "[SEP]")
        self.point, self.unit = self._number(POINT_MARK), self._number(UNIT_MARK)
        self.ids = lru_cache(maxsize=200_000)(self._ids)

    def _number(self, *names: str) -> int:
        numbers = (self._tokenizer.token_to_id(name) for name in names)
        found = next((number for number in numbers if number is not None), None)
        if found is None:
            raise ValueError(f"the vocabulary has no {names[0]}")
        return found

    def _ids(self, text: str) -> tuple[int, ...]:
        return tuple(self._tokenizer.encode(text, add_special_tokens=False).ids)


@dataclass
class Row:
    """One window; targets: `pair` (points, units) 1 made, 0 not, -1 not known, `group` the sentence of
    each unit."""

    example: Example
    points: tuple[Point, ...]
    ids: list[int]
    kinds: list[int]
    point_spans: list[tuple[int, int]]
    unit_spans: list[tuple[int, int]]
    unit_words: list[tuple[int, int]]
    group: list[int]
    pair: Tensor
    near: Tensor
    made: Tensor
    part: Tensor
    about: float | None

    def feed(self) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        length = len(self.ids)
        return (
            torch.tensor([self.ids]),
            torch.tensor([self.kinds]),
            torch.ones(1, length),
            shares([self.point_spans], length),
            shares([self.unit_spans], length),
        )


def shares(spans: Sequence[Sequence[tuple[int, int]]], length: int) -> Tensor:
    found = torch.zeros(len(spans), max(map(len, spans)), length)
    for row, some in enumerate(spans):
        for number, (first, last) in enumerate(some):
            found[row, number, first : last + 1] = 1.0 / (last + 1 - first)
    return found


def told(point: Point) -> str:
    return LEAD[point.kind] + point.means


def windows(example: Example, pieces: Pieces, points: Sequence[Point] | None = None) -> list[Row]:
    """The windows of an answer, each whole units; a long answer has more than one, and each sees the last
    units of the one before."""
    chosen = tuple(points if points is not None else example.question.points)
    head, kinds, spans = _head(example.question.prompt, chosen, pieces)
    tokens: list[str] = []
    owner: list[int] = []
    for number, sentence in enumerate(example.sentences):
        said = sentence.text.split()
        tokens += said
        owner += [number] * len(said)
    if not tokens:
        return []
    units = cut_units(tokens)
    texts = [pieces.ids(" ".join(tokens[a : b + 1]))[:UNIT_PIECES] for a, b in units]
    room = min(WINDOW_PIECES, ALL_PIECES - len(head))
    rows = []
    for first, last in split([len(t) + 1 for t in texts], room):
        ids, kind, unit_spans = list(head), list(kinds), []
        for text in texts[first:last]:
            unit_spans.append((len(ids), len(ids) + len(text)))
            ids += [pieces.unit, *text]
            kind += [2] * (len(text) + 1)
        ids.append(pieces.end)
        kind.append(2)
        group = [_owner(owner[a : b + 1]) for a, b in units[first:last]]
        rows.append(
            _labelled(
                first == 0 and last == len(units),
                Row(
                    example,
                    chosen,
                    ids,
                    kind,
                    spans,
                    unit_spans,
                    units[first:last],
                    group,
                    torch.empty(0),
                    torch.empty(0),
                    torch.empty(0),
                    torch.empty(0),
                    example.about,
                ),
            )
        )
    return rows


def _head(
    prompt: str, points: Sequence[Point], pieces: Pieces
) -> tuple[list[int], list[int], list[tuple[int, int]]]:
    ids = [pieces.start, *pieces.ids(prompt)[:QUESTION_PIECES], pieces.end]
    kinds = [0] * len(ids)
    spans = []
    most = min(POINT_PIECES, (ALL_PIECES - 200 - len(ids)) // max(1, len(points)) - 1)
    for point in points:
        text = pieces.ids(told(point))[:most]
        spans.append((len(ids), len(ids) + len(text)))
        ids += [pieces.point, *text]
        kinds += [1] * (len(text) + 1)
    ids.append(pieces.end)
    kinds.append(1)
    return ids, kinds, spans


def _owner(numbers: Sequence[int]) -> int:
    return max(set(numbers), key=list(numbers).count)


def _labelled(whole: bool, row: Row) -> Row:
    example = row.example
    count, units = len(row.points), len(row.group)
    pair, near = torch.zeros(count, units), torch.zeros(count, units)
    part = torch.full((units,), -1, dtype=torch.long)
    made = torch.zeros(count)
    for u, number in enumerate(row.group):
        sentence = example.sentences[number]
        if sentence.part in PARTS:
            part[u] = PARTS.index(sentence.part)
        for p, point in enumerate(row.points):
            if point.id in sentence.made:
                pair[p, u] = 1.0
            elif point.id in sentence.unknown:
                pair[p, u] = -1.0
            near[p, u] = float(point.id in sentence.near)
    for p in range(count):
        if (pair[p] == 1).any():
            made[p] = 1.0
        elif row.points[p].id in example.covered:
            made[p] = 1.0 if example.kind == "entailment" and whole else -1.0
        elif (pair[p] == -1).any():
            made[p] = -1.0 if example.kind in ("composed", "entailment") else 0.0
    return replace(row, pair=pair, near=near, made=made, part=part)


_LIKE = [
    ("ship", "chip"),
    ("sprint", "spring"),
    ("churn", "turn"),
    ("cohort", "court"),
    ("their", "there"),
    ("then", "than"),
    ("retention", "attention"),
    ("beta", "better"),
    ("cost", "caused"),
    ("our", "are"),
    ("were", "where"),
    ("sell", "cell"),
    ("price", "prize"),
    ("rate", "right"),
    ("team", "theme"),
    ("plan", "plane"),
    ("needed", "kneaded"),
    ("board", "bored"),
    ("week", "weak"),
    ("scale", "sale"),
    ("lead", "let"),
    ("launch", "lunch"),
    ("data", "later"),
    ("kept", "cap"),
]
_HEARD = {a: b for pair in _LIKE for a, b in (pair, pair[::-1])}


def as_heard(example: Example, rng: random.Random) -> Example:
    """The same answer as a speech model may write it: without punctuation, with words lost, doubled or
    mistaken."""
    bare, noisy = rng.random() < 0.25, rng.random() < 0.3
    rate = rng.choice([0.02, 0.05, 0.1]) if noisy else 0.0
    capital = not bare or rng.random() < 0.3

    def change(text: str) -> str:
        out: list[str] = []
        for word in text.split():
            if bare:
                word = re.sub(r"[,;:.?!]+$", "", word)
                if not capital:
                    word = word.lower()
            dice = rng.random()
            if dice < rate:
                plain = word.strip(".,?!").lower()
                if plain in _HEARD:
                    word = _HEARD[plain]
                elif dice < rate * 0.25:
                    continue
                elif dice < rate * 0.4:
                    out.append(word)
                elif dice < rate * 0.8 and len(plain) > 3:
                    at = rng.randrange(1, len(plain) - 1)
                    word = plain[:at] + rng.choice("aeioulnrst") + plain[at + 1 :]
            if word:
                out.append(word)
        return " ".join(out) or text

    return replace(example, sentences=tuple(replace(s, text=change(s.text)) for s in example.sentences))


def fewer_points(example: Example, rng: random.Random) -> list[Point]:
    """The question's points in another order, and often not all of them."""
    points = list(example.question.points)
    rng.shuffle(points)
    keep = len(points) if rng.random() < 0.6 else rng.randint(min(2, len(points)), len(points))
    return points[:keep]
