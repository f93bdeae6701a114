"""The filler cases of the tests, and how well fillers are told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from voicesim.assess.fillers import filler_at, filler_places
from voicesim.assess.norms import load_norms
from voicesim.assess.tokens import tokenize
from voicesim.speech.words import Word

DATA = Path(__file__).resolve().parents[2] / "tests" / "assess" / "data"
_NORMS = load_norms()
_PLAIN_LIST = re.compile(
    r"\b(um+|uh+m?|erm?|hm+|mm+|ah|like|you know|so|basically|actually|i mean|sort of|kind of|right|well)\b"
)


@dataclass(frozen=True, slots=True)
class Found:
    """How many were found rightly, wrongly and not at all."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def filler_cases() -> list[tuple[str, list[tuple[str, int]]]]:
    """Each text with the fillers marked in it: their words and the place of the first."""
    lines = (DATA / "fillers.jsonl").read_text("utf-8").splitlines()
    return [marked_fillers(json.loads(line)["said"]) for line in lines]


def marked_fillers(said: str) -> tuple[str, list[tuple[str, int]]]:
    """ "It was, {you know,} late." without its braces, and [("you know", 2)]."""
    expected: list[tuple[str, int]] = []
    inside: list[str] = []
    for place, word in enumerate(word for word in said.split() if not word.startswith("[")):
        if "{" in word or inside:
            inside.append(re.sub(r"^.*\{|\}.*$", "", word).strip(".,?!—").lower())
        if "}" in word:
            expected.append((" ".join(inside), place - len(inside) + 1))
            inside = []
    return said.replace("{", "").replace("}", ""), expected


def words_of_case(text: str) -> tuple[Word, ...]:
    """The words of a case; a silence in it ("[0.5]") gives it times, 0.3 s for each word."""
    timed, now_s, words = "[" in text, 0.0, []
    for piece in text.split():
        if piece.startswith("["):
            now_s += float(piece.strip("[]"))
            continue
        words.append(Word(piece, now_s, now_s + 0.3, 0.9) if timed else Word(piece, None, None, 1.0))
        now_s += 0.3
    return tuple(words)


def find_fillers(text: str) -> list[tuple[str, int]]:
    tokens = tokenize(words_of_case(text))
    found = [filler_at(tokens, first, last) for first, last in filler_places(tokens, _NORMS)]
    return [(filler.text, filler.first_word or 0) for filler in found]


def find_by_list(text: str) -> list[tuple[str, int]]:
    """The baseline: the words of the list wherever they stand."""
    bare = " ".join(word for word in text.lower().split() if not word.startswith("["))
    return [(match.group(), bare[: match.start()].count(" ")) for match in _PLAIN_LIST.finditer(bare)]


def fillers(find: Callable[[str], list[tuple[str, int]]]) -> Found:
    right = wrong = missed = 0
    for text, expected in filler_cases():
        found = find(text)
        hits = sum(filler in found for filler in expected)
        right, wrong, missed = right + hits, wrong + len(found) - hits, missed + len(expected) - hits
    return Found(right, wrong, missed)
