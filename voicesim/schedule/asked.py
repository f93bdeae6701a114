"""What an advertisement asks for: by which of its sentences, and how plainly, each question and story.

A plain comparison of words: those that few questions have count most. It knows no meaning, but for the tables
of trade_words.py and of the words with which advertisements ask for each kind of question.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from voicesim.bank.question import Bank, Question, Style
from voicesim.schedule.trade_words import terms
from voicesim.stories.story import Story

Key = TypeVar("Key")
Name = tuple[str, str]
"""A bank and a question, by their ids."""

LEAST = 0.08
"""Below this likeness a sentence has a word or two in common by chance."""

FEWEST_TERMS = 2
"""A sentence with fewer words that say something is a heading."""

TITLE, BESIDE = 0.5, 0.35
"""What a word counts in the title of a section, and in the key points or the table; one of the question, or
of the id that its writer gave it, counts 1."""

ALONE = 0.75
"""A likeness that rests on a single word is taken for so much of itself."""

NOT_ASKED_FOR = ("intro", "ask")
"""Kinds of questions that every interview has, whatever the advertisement says."""

_WAYS: Mapping[Style, str] = {
    "case": "design discovery user users research needs prototype experience usability customer problems",
    "metric": "metrics metric kpi kpis okrs measure measurable success analytics experiment experiments",
    "diagnose": "analytical analysis analyze analyse data sql root cause funnel retention investigate",
    "estimate": "estimate sizing forecast forecasts quantitative numerate business case modelling",
    "strategy": "strategy strategic market markets competitive pricing growth commercial vision",
    "story": "stakeholder stakeholders cross-functional collaborate influence communicate resilience",
    "approach": "roadmap prioritize prioritise lead cross-functional stakeholders deliver delivery own",
}
Terms = dict[str, float]
"""Words without their endings, and how much each counts."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How plainly a sentence asks for something: 0 for not at all, 1 for the same words."""

    likeness: float
    sentence: str


def asked_questions(sentences: Sequence[str], banks: Iterable[Bank]) -> dict[Name, Asked]:
    """The questions that the advertisement asks for, what is asked for most plainly first."""
    texts = {
        (bank.id, question.id): _question_terms(question, section.title)
        for bank in banks
        for section in bank.sections
        for question in section.questions
        if question.style not in NOT_ASKED_FOR
    }
    return _asked(sentences, texts)


def asked_stories(sentences: Sequence[str], stories: Iterable[Story]) -> dict[str, Asked]:
    """The stories that tell of what the advertisement asks for, by name, the plainest first."""
    return _asked(sentences, {each.name: dict.fromkeys(terms(each.text), 1.0) for each in stories})


def _asked(sentences: Sequence[str], texts: Mapping[Key, Terms]) -> dict[Key, Asked]:
    rarity = _rarity(texts.values())
    asks = [
        (said, _weighted(dict.fromkeys(terms(said), 1.0), rarity))
        for said in sentences
        if len(terms(said)) >= FEWEST_TERMS
    ]
    found: dict[Key, Asked] = {}
    for key, text in texts.items():
        weighted = _weighted(text, rarity)
        best = max(((_likeness(ask, weighted), said) for said, ask in asks), default=(0.0, ""))
        if best[0] >= LEAST:
            found[key] = Asked(round(best[0], 3), best[1])
    return dict(sorted(found.items(), key=lambda each: -each[1].likeness))


def _question_terms(question: Question, section_title: str) -> Terms:
    """The question's own words; those of its points, without what does not count, and of its kind beside."""
    points = " ".join(point.means.split(". ")[0] for point in question.key_points)
    beside = terms(f"{points} {_WAYS.get(question.style, '')}")
    own = terms(f"{question.prompt} {question.id.replace('-', ' ')}")
    weights = dict.fromkeys(beside, BESIDE) | dict.fromkeys(terms(section_title), TITLE)
    return weights | dict.fromkeys(own, 1.0)


def _rarity(texts: Iterable[Terms]) -> Terms:
    known = list(texts)
    count = Counter(term for text in known for term in text)
    return {term: math.log((1 + len(known)) / number) for term, number in count.items()}


def _weighted(text: Terms, rarity: Terms) -> Terms:
    """A word that no text has makes a sentence be about something else, a little."""
    usual = sum(rarity.values()) / len(rarity) / 2 if rarity else 1.0
    return {term: weight * rarity.get(term, usual) for term, weight in text.items()}


def _likeness(one: Terms, other: Terms) -> float:
    shared = [weight * other[term] for term, weight in one.items() if term in other]
    sizes = math.hypot(*one.values()) * math.hypot(*other.values())
    return sum(shared) / sizes * (ALONE if len(shared) == 1 else 1.0) if shared else 0.0
