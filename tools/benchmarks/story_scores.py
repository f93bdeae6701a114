"""Labelled stories, how their parts are told, and how well."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from tools.benchmarks.labelled_texts import DATA
from tools.benchmarks.mishearing import Mishearing
from voicesim.assess.norms import load_norms
from voicesim.assess.story import label_sentences
from voicesim.assess.story_cues import LABELS
from voicesim.assess.tokens import Token, tokenize
from voicesim.bank.question import Question
from voicesim.speech.words import Word

PARTS = LABELS[:4]
NEAR_SHARE = 0.15
MISHEARD_SHARE = 0.08
PUBLISHED_SHARES = tuple(getattr(load_norms(), f"{part}_share") for part in PARTS)
SETS = {"unseen stories": "stories-unseen.jsonl", "first stories": "stories.jsonl"}
"""The unseen ones had no part in any choice; with the first ones before them the patterns were written."""

ASKED = Question(
    "story", "story", "Tell me about a time when you had something hard to do at work.", "story", 120.0, ()
)
"""What the labelled stories answer, as far as anybody knows."""

_ASIDE = LABELS.index("aside")
_LETTERS = "STARO"


@dataclass(frozen=True, slots=True)
class Story:
    """A spoken story by sentences, and a place in LABELS for each of them."""

    id: str
    sentences: tuple[str, ...]
    labels: tuple[int, ...]

    def word_labels(self) -> list[int]:
        """The label of each word."""
        pairs = zip(self.sentences, self.labels, strict=True)
        return [label for sentence, label in pairs for _ in sentence.split()]


@dataclass(frozen=True, slots=True)
class StoryScores:
    """How near the parts of stories come to the labels; a part is near within 15 %.

    `answer_near`: parts off by up to 15 % of the answer; `span_near`: parts that are in the story and off by
    up to 15 % of themselves; `mean_error`: mean share of the answer by which a part is off; `words_right`:
    words in the right part; `stories_near`: stories with all four parts near, as shares of the answer;
    `totals`: of each part, what was found in all stories as a share of what is in them.
    """

    answer_near: float
    span_near: float
    mean_error: float
    words_right: float
    stories_near: float
    totals: tuple[float, ...]

    def rows(self) -> list[tuple[str, float]]:
        """Each score with its name, in per cent."""
        scores = (
            ("parts within 15 % of the answer", self.answer_near),
            ("labelled parts within 15 % of themselves", self.span_near),
            ("mean error, share of the answer", self.mean_error),
            ("words in the right part", self.words_right),
            ("all parts within 15 % of the answer", self.stories_near),
            *((f"{part} found of labelled", share) for part, share in zip(PARTS, self.totals, strict=True)),
        )
        return [(f"{name} (%)", 100 * value) for name, value in scores]


def read_stories(path: Path) -> list[Story]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Story(row["id"], tuple(row["sentences"]), tuple(_LETTERS.index(letter) for letter in row["labels"]))
        for row in rows
    ]


def bare(story: Story) -> Story:
    """The story without punctuation and capitals, as some speech models write it."""
    plain = [re.sub(r"[.,;:!?…—–\"“”]+(?=\s|$)", "", sentence).lower() for sentence in story.sentences]
    return replace(story, sentences=tuple(plain))


def words_of(story: Story) -> tuple[Word, ...]:
    return tuple(Word(text, None, None, 1.0) for text in " ".join(story.sentences).split())


def misheard(stories: Sequence[Story], share: float = MISHEARD_SHARE) -> list[Story]:
    """The stories with so many words heard wrongly, lost or added; the labels stay with the sentences."""
    mishearing = Mishearing([{"text": " ".join(story.sentences)} for story in stories], share)
    return [
        replace(
            story, sentences=tuple(" ".join(mishearing.heard(text.split())[0]) for text in story.sentences)
        )
        for story in stories
    ]


def tell(story: Story) -> list[int]:
    """The label that voicesim gives each word."""
    words = words_of(story)
    told = label_sentences(ASKED, words, tokenize(words))
    return by_word(len(words), [LABELS.index(label) for label, _ in told], [unit for _, unit in told])


def tell_by_shares(story: Story) -> list[int]:
    """The baseline: the parts in order, each with its published share of the words."""
    count = len(story.word_labels())
    ends = [sum(PUBLISHED_SHARES[: part + 1]) * count for part in range(len(PARTS) - 1)]
    return [sum(word + 0.5 > end for end in ends) for word in range(count)]


def by_word(words: int, labels: Sequence[int], units: Sequence[Sequence[Token]]) -> list[int]:
    """The label of each word from those of its sentences; words that are only punctuation are asides."""
    found = [_ASIDE] * words
    for label, unit in zip(labels, units, strict=True):
        for token in unit:
            found[token.word] = label
    return found


def score(stories: Sequence[Story], found: Sequence[Sequence[int]]) -> StoryScores:
    """The scores of the labels found for each word of each story."""
    true_totals, found_totals = [0.0] * len(PARTS), [0.0] * len(PARTS)
    answer, spans, whole, right = [], [], [], []
    for story, labels in zip(stories, found, strict=True):
        true = story.word_labels()
        errors = []
        for part in range(len(PARTS)):
            is_true, is_found = true.count(part) / len(true), labels.count(part) / len(true)
            true_totals[part] += is_true * len(true)
            found_totals[part] += is_found * len(true)
            errors.append(abs(is_true - is_found))
            if is_true:
                spans.append(errors[-1] / is_true)
        answer += errors
        whole.append(max(errors) <= NEAR_SHARE)
        right += [one == other for one, other in zip(true, labels, strict=True)]
    return StoryScores(
        mean(error <= NEAR_SHARE for error in answer),
        mean(error <= NEAR_SHARE for error in spans),
        mean(answer),
        mean(right),
        mean(whole),
        tuple(_share(one, other) for one, other in zip(found_totals, true_totals, strict=True)),
    )


def _share(found: float, labelled: float) -> float:
    """0 of 0 is 0."""
    return found / labelled if labelled else float("inf") if found else 0.0


def story_rows() -> Iterator[tuple[str, float, float]]:
    """For the labelled stories of the tests: each measure, of voicesim and of the baseline."""
    for name, file in SETS.items():
        stories = read_stories(DATA / file)
        forms = {
            name: stories,
            f"{name}, {MISHEARD_SHARE:.0%} misheard": misheard(stories),
            f"{name}, bare": [bare(story) for story in stories],
        }
        for title, form in forms.items():
            ours, baseline = (score(form, [told(one) for one in form]) for told in (tell, tell_by_shares))
            for (measure, value), (_, simplest) in zip(ours.rows(), baseline.rows(), strict=True):
                yield f"{title}: {measure}", value, simplest
