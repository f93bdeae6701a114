"""Filled pauses count always, filler words only where they stand alone: 300 cases for and against."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.assess.conftest import Say
from voicesim.assess.assessment import Filler
from voicesim.assess.fillers import filler_at, filler_places
from voicesim.assess.norms import Norms
from voicesim.assess.tokens import tokenize

DATA = Path(__file__).parent / "data"
CASES = [json.loads(line)["said"] for line in (DATA / "fillers.jsonl").read_text("utf-8").splitlines()]
MIN_F1 = 0.98


def fillers(text: str, say: Say, norms: Norms) -> list[Filler]:
    """What is found in a text; silences in it ("[0.5]") give it times, 0.3 s for each word."""
    words = say(text, every_s=0.3 if "[" in text else None)
    tokens = tokenize(words)
    return [filler_at(tokens, first, last) for first, last in filler_places(tokens, norms)]


def marked(said: str) -> tuple[str, list[tuple[str, int]]]:
    """The text without braces, and the fillers in braces with the place of their first word."""
    text = said.replace("{", "").replace("}", "")
    words = [word for word in said.split() if not word.startswith("[")]
    expected: list[tuple[str, int]] = []
    inside: list[tuple[int, str]] = []
    for place, word in enumerate(words):
        if "{" in word or inside:
            inside.append((place, re.sub(r"^.*\{|\}.*$", "", word).strip(".,?!—").lower()))
        if "}" in word:
            expected.append((" ".join(bare for _, bare in inside), inside[0][0]))
            inside = []
    return text, expected


def test_there_are_three_hundred_cases_about_half_of_them_against() -> None:
    against = sum("{" not in case for case in CASES)
    assert len(CASES) >= 300
    assert 0.4 <= against / len(CASES) <= 0.6


def test_fillers_are_found_and_look_alikes_left_alone(say: Say, norms: Norms) -> None:
    right = wrong = missed = 0
    mistakes = []
    for said in CASES:
        text, expected = marked(said)
        found = [(filler.text, filler.first_word) for filler in fillers(text, say, norms)]
        hits = sum(filler in found for filler in expected)
        right, wrong, missed = right + hits, wrong + len(found) - hits, missed + len(expected) - hits
        if found != expected:
            mistakes.append(f"{said}  found {found}")
    f1 = 2 * right / (2 * right + wrong + missed)
    assert f1 >= MIN_F1, "\n".join([f"F1 {f1:.3f}", *mistakes])


@pytest.mark.parametrize(
    ("gap_s", "count"),
    [(0.34, 0), (0.35, 1)],
)
def test_a_silence_sets_a_filler_word_apart_from_the_norm_on(
    say: Say, norms: Norms, gap_s: float, count: int
) -> None:
    assert len(fillers(f"we cut [{gap_s}] like [{gap_s}] ten things", say, norms)) == count


def test_a_filler_knows_its_words_and_its_second(say: Say, norms: Norms) -> None:
    tokens = tokenize(say("We did it, you know, slowly.", every_s=0.5))
    first, last = filler_places(tokens, norms)[0]
    found = filler_at(tokens, first, last)
    assert (found.text, found.at_s, found.first_word, found.last_word) == ("you know", 1.5, 3, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We um,like,you know,shipped it", ["um", "like", "you know"]),
        ("we were um;like late", ["um"]),
        ("Um/uh. We cut it", ["um", "uh"]),
        ("it was late,you know. So we,uh,left", ["you know", "uh"]),
        ("we—um—cut it...uh...twice", ["um", "uh"]),
    ],
)
def test_fillers_are_found_where_spaces_are_missing(
    say: Say, norms: Norms, text: str, expected: list[str]
) -> None:
    assert [filler.text for filler in fillers(text, say, norms)] == expected
