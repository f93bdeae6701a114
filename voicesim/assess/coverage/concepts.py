"""What a key point's description asks for, in terms of how people say such things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from voicesim.assess.coverage.clauses import plain_text
from voicesim.bank.question import KeyPoint

_SMALL_WORDS = """
a about after again all also am an and any are as at be because been before being both but by can could
did do does doing down for from get gets give gives given had has have having he her his how i if in into
is it its just like made make makes me more most my name names no not of off on once one only or other our
out over own people say says said set sets she shows so some state states such than that the their them
then there these they this those through time to too up use used uses using very was way we went were what
when where which who why will with would you your speaker work works working thing things something
someone question explains finds keeps takes
"""
STOPWORDS = frozenset(_SMALL_WORDS.split())
_EXCLUDES = re.compile(r"\b(?:does not|doesn't|do not|don't|not) (?:\w+ )?(?:count|enough|suffice)")
_SUFFIX_LIST = "ations ation ments ment ising izing ised ized ings ing ies ied ers ed es s y e"
_SUFFIXES = tuple(_SUFFIX_LIST.split())


@dataclass(frozen=True, slots=True)
class Concept:
    """A way of making a point: `says` matches clauses that do it, `when` descriptions that ask for it."""

    id: str
    when: re.Pattern[str]
    says: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One key point made ready for matching: concepts with weights, stems of its description, its cues."""

    point: KeyPoint
    concepts: tuple[tuple[Concept, float], ...]
    stems: frozenset[str]
    cues: tuple[frozenset[str], ...]


@lru_cache(maxsize=1)
def concepts() -> tuple[Concept, ...]:
    source = resources.files("voicesim.assess.coverage").joinpath("data/concepts.yaml").read_text("utf-8")
    return tuple(
        Concept(
            id=entry["id"],
            when=re.compile(r"\b(?:" + "|".join(entry["when"]) + ")"),
            says=re.compile(r"\b(?:" + "|".join(entry["says"]) + r")(?!\w)"),
        )
        for entry in yaml.safe_load(source)
    )


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A crude stem: "prioritised", "prioritising" and "prioritise" meet at "priorit"."""
    word = word.removesuffix("'s")
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word.removesuffix(suffix)
    return word


def stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in re.findall(r"[a-z][a-z']+", text) if word not in STOPWORDS)


@lru_cache(maxsize=4096)
def ask(point: KeyPoint) -> Asked:
    """Prepare a key point; what its description names first weighs most."""
    means = " ".join(asked_sentences(point.means)).lower()
    found: list[tuple[int, Concept]] = []
    for concept in concepts():
        match = concept.when.search(means)
        if match is not None:
            found.append((match.start(), concept))
    found.sort(key=lambda item: item[0])
    weighted = tuple((concept, 1.0 / (1.0 + 0.5 * rank)) for rank, (_, concept) in enumerate(found))
    return Asked(point, weighted, stems(means), tuple(_cue_stems(point.cues)))


def asked_sentences(means: str) -> tuple[str, ...]:
    """The sentences of a description that say what counts; "… does not count" says what does not."""
    sentences = re.split(r"(?<=[.!?;])\s+", " ".join(means.split()))
    asked = tuple(sentence for sentence in sentences if not _EXCLUDES.search(sentence))
    return asked or tuple(sentences)


def asked_text(means: str, cues: Sequence[str]) -> str:
    """What the trained judge is told of a point: what it means and how people often begin to say it."""
    return "; ".join((means.rstrip(". "), *(cue.rstrip(". ,") for cue in cues)))


def _cue_stems(cues: Iterable[str]) -> Iterable[frozenset[str]]:
    for cue in cues:
        words = stems(plain_text(cue.split()))
        if words:
            yield words


def concept_score(asked: Asked, text: str) -> float:
    """How many of the asked concepts a clause speaks, by weight, 0 to 1; two different patterns beat one."""
    if not asked.concepts:
        return 0.0
    total = sum(weight for _, weight in asked.concepts)
    score = 0.0
    for concept, weight in asked.concepts:
        score += weight * (0.0, 0.7, 1.0)[min(2, _ways(concept.says, text))]
    return score / total


@lru_cache(maxsize=20_000)
def _ways(says: re.Pattern[str], text: str) -> int:
    """In how many different words a text says it."""
    return len({match.group(0) for match in says.finditer(text)})


def overlap_score(asked: Asked, words: frozenset[str]) -> float:
    """The share of the description's content words that were said, 0 to 1."""
    return len(asked.stems & words) / len(asked.stems) if asked.stems else 0.0


def cue_score(asked: Asked, words: frozenset[str]) -> float:
    """How fully the best cue of the point was said, 0 to 1."""
    return max((len(cue & words) / len(cue) for cue in asked.cues), default=0.0)
