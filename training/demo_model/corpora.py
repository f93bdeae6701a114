"""Sentences and word counts out of text that the machine may have, and the labelled answers of the tests.

Everything here is optional: a machine without the Debian packages `fortunes`, `wordnet-base` and `wamerican`
trains on the project's own text alone.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = ROOT / "voicesim" / "demo" / "answers.yaml"
LABELLED = ROOT / "training" / "judge" / "data" / "train"
BANKS = ROOT / "voicesim" / "bank" / "data"
FORTUNES = Path("/usr/share/games/fortunes")
WORDNET = Path("/usr/share/wordnet")
WORDS = Path("/usr/share/dict/words")
DATA = Path(__file__).with_name("data")
GENERAL = DATA / "general_english.txt"
UNSEEN = DATA / "unseen_answers.txt"
HESITANT = DATA / "filled_pauses.txt"
OWN_ANSWERS = DATA / "interview_answers.txt"
_SHARED_WORDS = 5
_PLAIN = re.compile(r"[A-Za-z][A-Za-z ,.'?!-]*")


def sample_answers(path: Path = ANSWERS) -> list[list[str]]:
    """The sentences of each of the demo candidate's answers."""
    answers = yaml.safe_load(path.read_text(encoding="utf-8"))["answers"]
    return [[part for part in answer["says"] if isinstance(part, str)] for answer in answers]


def is_held_out(answer_id: str) -> bool:
    """True for the fifth of the labelled answers that no model is trained on."""
    return int(hashlib.sha1(answer_id.encode()).hexdigest(), 16) % 5 == 0


def _labelled(pattern: str, folder: Path) -> list[dict[str, str]]:
    lines = [line for path in sorted(folder.glob(pattern)) for line in path.read_text("utf-8").splitlines()]
    return [json.loads(line) for line in lines]


def labelled_answers(held_out: bool, folder: Path = LABELLED) -> list[str]:
    """The labelled development answers: those held out, or those to train on."""
    answers = _labelled("dev-*.jsonl", folder)
    return [answer["text"] for answer in answers if is_held_out(answer["id"]) == held_out]


def nurses_answers(folder: Path = LABELLED) -> list[str]:
    """Labelled answers of nurses, none of them to train on."""
    return [answer["text"] for answer in _labelled("nurse.jsonl", folder.parent / "exam")]


def own_answers() -> list[str]:
    """Interview answers written for the training."""
    return OWN_ANSWERS.read_text(encoding="utf-8").splitlines()


def split_sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+", text) if part.strip()]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z']+", text.lower())
    return {tuple(words[at : at + _SHARED_WORDS]) for at in range(len(words) - _SHARED_WORDS + 1)}


class Measured:
    """The texts that the model is measured on; nothing that shares five words in a row is trained on."""

    def __init__(self) -> None:
        texts = [path.read_text(encoding="utf-8") for path in (GENERAL, UNSEEN, HESITANT)]
        texts += [" ".join(sentences) for sentences in sample_answers()]
        self._runs = set().union(*map(_runs, texts + labelled_answers(held_out=True) + nurses_answers()))

    def is_near(self, sentence: str) -> bool:
        return not self._runs.isdisjoint(_runs(sentence))


def bank_prompts(folder: Path = BANKS) -> list[str]:
    """Every prompt and follow-up of the built-in banks that is plain text."""
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, str) and node[:1].isupper() and node[-1:] in ".?!" and len(node.split()) < 40:
            found.extend(split_sentences(" ".join(node.split())))
        for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            walk(child)

    for path in sorted(folder.rglob("*.yaml")):
        walk(yaml.safe_load(path.read_text(encoding="utf-8")))
    return found


def _tidy(text: str, fewest: int, most: int) -> str | None:
    text = " ".join(text.replace("`", "'").split()).strip(" \"'-*;:(")
    if (
        not _PLAIN.fullmatch(text)
        or not fewest <= len(text.split()) <= most
        or re.search(r"[A-Z]{2,}|--", text)
    ):
        return None
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".?!" else text + "."


def fortunes() -> list[str]:
    """Short sentences out of the fortunes package."""
    found = set()
    for path in sorted(FORTUNES.glob("*")) if FORTUNES.is_dir() else []:
        if path.suffix or "ascii" in path.name:
            continue
        for sentence in split_sentences(" ".join(path.read_text(errors="ignore").split())):
            if tidy := _tidy(sentence, 3, 24):
                found.add(tidy)
    return sorted(found)


def wordnet_sentences() -> tuple[list[str], list[str]]:
    """The example sentences and the shorter definitions of WordNet."""
    examples, definitions = set(), set()
    for path in sorted(WORDNET.glob("data.*")) if WORDNET.is_dir() else []:
        for line in path.read_text(errors="ignore").splitlines():
            _, bar, gloss = line.partition(" | ")
            if not bar:
                continue
            for example in re.findall(r'"([^"]+)"', gloss):
                if tidy := _tidy(example, 3, 22):
                    examples.add(tidy)
            definition = gloss.split('"')[0].split(";")[0]
            if tidy := _tidy(definition, 4, 14):
                definitions.add(tidy)
    return sorted(examples), sorted(definitions)


def wordnet_counts() -> Counter[str]:
    """How often WordNet's annotated corpus uses a lemma (cntlist.rev: sense key, sense number, count)."""
    counts: Counter[str] = Counter()
    path = WORDNET / "cntlist.rev"
    for line in path.read_text().splitlines() if path.is_file() else []:
        key, _, count = line.split()
        lemma = key.split("%")[0]
        if lemma.isalpha():
            counts[lemma] += int(count)
    return counts


def dictionary() -> list[str]:
    """The lower-case words of the system's word list."""
    if not WORDS.is_file():
        return []
    return [word for word in WORDS.read_text().split() if re.fullmatch(r"[a-z]{2,13}", word)]


def base_forms(word: str) -> tuple[str, ...]:
    """What an inflected word may come from: `planned` from `plan`, `tries` from `try`, `using` from `use`."""
    for ending in ("ing", "ed", "es", "er", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            return stem, stem + "e", stem[:-1], stem[:-1] + "y"
    return ()
